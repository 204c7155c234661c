package dev.onhand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.cli.Shell.Result;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ListingCommandsTest {

  private static final String LISTING =
      """
      {"object":"listing","id":"lst_0000000000001","channel":"bm","external_id":"x-1","listed_sku":"MUG-1",\
      "gtin":null,"title":"White mug","grade":"GOOD","state":"active","group":"","sku":"MUG-1","units":1,\
      "matched_by":"sku","ignored":false,"desired":{"quantity":24,"at":"2025-05-01T10:00:00Z"},"pushed":null,\
      "acknowledged":null,"observed":{"quantity":3,"at":"2025-05-01T09:00:00Z"},"shown":3,"due":true,\
      "refused":null,"refused_detail":null,"retry_at":null,"version":1}""";

  private static final String CHANGE =
      """
      {"object":"listing_change","id":"lch_0000000000001","quantity_before":24,"quantity_after":22,\
      "quantity_change":-2,"change_type":"order_created","order_id":"500001","order_line":"1","reference":null,\
      "actor":"system:channels","notes":null,"created_at":"2025-05-01T10:00:00Z"}""";

  private final FakeServer server = new FakeServer();
  private final Shell shell = Shell.of(server);

  @BeforeEach
  void prepare() {
    server
        .on("GET /api/v1/listings", ProductCommandsTest.list(LISTING))
        .on("GET /api/v1/listings/lst_0000000000001", LISTING)
        .on("PUT /api/v1/listings/lst_0000000000001/match", LISTING)
        .on("GET /api/v1/listings/lst_0000000000001/history", ProductCommandsTest.list(CHANGE))
        .on(
            "PUT /api/v1/channels/bm/rule",
            "{\"scope\":\"channel\",\"subject\":\"\",\"rule\":{\"stops_selling\":false,\"buffer\":3,\"percent\":100,\"min\":0}}");
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void listsWhatListingsShouldShowAndShow() {
    assertThat(shell.run("listing", "list", "--only", "due").out())
        .contains("| White mug |", "|      24 |     3 | yes |");
    assertThat(server.lastAsked().query()).containsEntry("only", "due");
  }

  @Test
  void showsHowAListingCameToItsNumber() {
    assertThat(shell.run("listing", "show", "lst_0000000000001").out())
        .contains("Desired:", "24", "Last synced:", "Shown:");
    assertThat(shell.run("listing", "history", "lst_0000000000001").out())
        .contains("order_created", "| -2     |", "500001");
  }

  @Test
  void namesWhatAListingMayBeOf() {
    server.on(
        "GET /api/v1/listings/lst_0000000000001/suggestions",
        ProductCommandsTest.list(
            "{\"object\":\"suggestion\",\"sku\":\"MUG-1\",\"name\":\"White mug\",\"why\":\"sku_and_more\"}"));
    assertThat(shell.run("listing", "suggest", "lst_0000000000001").out())
        .contains("| MUG-1 | White mug | sku_and_more |");
  }

  @Test
  void mapsAListingOnlyWhenToldToWhat() {
    assertThat(shell.run("listing", "map", "lst_0000000000001").exit()).isEqualTo(Exit.USAGE);

    Result result =
        shell.run("listing", "map", "lst_0000000000001", "--sku", "MUG-1", "--units", "6");

    assertThat(result.exit()).isZero();
    assertThat(server.lastAsked().json().toString()).contains("\"sku\":\"MUG-1\"", "\"units\":6");
  }

  @Test
  void setsARuleAsAWhole() {
    assertThat(shell.run("listing", "rule", "bm", "--buffer", "3").out()).contains("Buffer:");
    assertThat(server.lastAsked().json().toString())
        .contains("\"buffer\":3", "\"stops_selling\":false")
        .doesNotContain("percent");
    shell.run("listing", "rule", "bm", "--buffer", "3", "--if-version", "7");
    assertThat(server.lastAsked().header("If-Match")).isEqualTo("W/\"7\"");
  }

  @Test
  void listsRulesAndSetsNoneWhereNothingIsGiven() {
    server.on(
        "GET /api/v1/channels/bm/rules",
        ProductCommandsTest.list(
            """
            {"scope":"channel","subject":"","rule":{"stops_selling":false,"buffer":3,"percent":100,\
            "fixed":null,"max":null,"min":0}}""",
            """
            {"scope":"listing","subject":"lst_0000000000001","rule":{"stops_selling":true,"buffer":0,\
            "percent":100,"fixed":null,"max":null,"min":0}}"""));

    assertThat(shell.run("listing", "rule", "bm").lines()).hasSize(6);
    assertThat(shell.run("listing", "rule", "bm", "--listing", "lst_0000000000001").lines())
        .hasSize(5)
        .anyMatch(line -> line.contains("lst_0000000000001"));
    assertThat(server.asked()).allMatch(asked -> asked.method().equals("GET"));
    assertThat(shell.run("listing", "rule", "bm", "--clear", "--buffer", "3").exit())
        .isEqualTo(Exit.USAGE);
  }

  @Test
  void showsWhatARuleWouldPushAndChangesNothing() {
    server.on(
        "PUT /api/v1/channels/bm/rule",
        """
        {"scope":"group","subject":"mugs","rule":{"buffer":3},"dry_run":true,"preview":{"changed":2,"raised":0,\
        "zeroed":1,"pushes":1,"calls":1,"has_more":true,"changes":[{"listing":"lst_0000000000001",\
        "title":"White mug","sku":"MUG-1","shown":3,"from":24,"to":21}]}}""");

    Result result =
        shell.run("listing", "rule", "bm", "--group", "mugs", "--buffer", "3", "--dry-run");

    assertThat(server.lastAsked().query())
        .containsEntry("dry_run", "true")
        .containsEntry("group", "mugs");
    assertThat(result.out()).contains("|     3 |   24 | 21 |");
    assertThat(result.err())
        .contains("and 1 more", "would change: 2", "To be told: 1, in 1 calls", "Nothing was");
    assertThat(shell.run("listing", "rule", "bm", "--dry-run").exit()).isEqualTo(Exit.USAGE);
  }

  @Test
  void saysWhichRuleHoldsInPlaceOfOneThatIsGone() {
    server.on(
        "DELETE /api/v1/channels/bm/rule",
        "{\"scope\":\"channel\",\"subject\":\"\",\"rule\":{\"buffer\":7}}");

    Result result = shell.run("listing", "rule", "bm", "--group", "mugs", "--clear");

    assertThat(result.out()).contains("7");
    assertThat(result.err()).contains("this one holds in its place");
  }

  @Test
  void putsListingsIntoAGroupAndOut() {
    server.on("PUT /api/v1/listings/lst_0000000000001/group", LISTING);

    shell.run("listing", "group", "lst_0000000000001", "--into", "mugs");
    assertThat(server.lastAsked().text()).isEqualTo("{\"group\":\"mugs\"}");
    shell.run("listing", "group", "lst_0000000000001", "--out");
    assertThat(server.lastAsked().text()).isEqualTo("{}");
    assertThat(shell.run("listing", "group", "lst_0000000000001").exit()).isEqualTo(Exit.USAGE);
  }

  @Test
  void listsAndRenamesGroups() {
    String group =
        "{\"object\":\"listing_group\",\"name\":\"mugs\",\"listings\":2,\"rule\":{\"buffer\":3}}";
    server
        .on("GET /api/v1/channels/bm/groups", ProductCommandsTest.list(group))
        .on("PUT /api/v1/channels/bm/groups/cups", group);

    assertThat(shell.run("listing", "groups", "bm").out()).contains("| mugs  |        2 |");
    assertThat(shell.run("listing", "rename-group", "bm", "cups", "mugs").exit()).isZero();
    assertThat(server.lastAsked().text()).isEqualTo("{\"name\":\"mugs\"}");
  }

  @Test
  void readsListingsThatAreNamedOrAPageOfThem() {
    server
        .on("POST /api/v1/listings/lst_0000000000001/refresh", LISTING)
        .on("POST /api/v1/listings:refresh", ProductCommandsTest.list(LISTING));

    Result named = shell.run("listing", "refresh", "lst_0000000000001");
    assertThat(named.exit()).isZero();
    assertThat(named.out()).contains("| GOOD  | active |      24 |");
    shell.run("listing", "refresh", "--channel", "bm", "--limit", "20");
    assertThat(server.lastAsked().query())
        .containsEntry("channel", "bm")
        .containsEntry("limit", "20")
        .containsEntry("wait_seconds", "20");
    assertThat(shell.run("listing", "refresh").exit()).isEqualTo(Exit.USAGE);
    assertThat(shell.run("listing", "refresh", "--sku", "x", "--limit", "201").exit())
        .isEqualTo(Exit.USAGE);
  }

  @Test
  void saysWhatIsNotReadYet() {
    server.on(
        "POST /api/v1/listings/lst_0000000000001/refresh",
        LISTING.replace("\"version\"", "\"refreshing\":true,\"version\""));

    Result result = shell.run("listing", "refresh", "lst_0000000000001");

    assertThat(result.exit()).isEqualTo(Exit.UNAVAILABLE);
    assertThat(result.err()).contains("not read yet", "onhand channel account bm");
  }
}
