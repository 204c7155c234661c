package dev.onhand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.cli.Shell.Result;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AccountCommandsTest {

  private static final String TYPES =
      """
      {"object":"channel_type","type":"backmarket","title":"Back Market","settings":[\
      {"name":"token","kind":"secret","help":"From the Back Office.","optional":false,"fallback":null,"choices":[]},\
      {"name":"company","kind":"text","help":"The company.","optional":false,"fallback":null,"choices":[]}],\
      "login":"Make one anew in the Back Office.","rights":"There are no scopes.",\
      "statuses":{},"batch_max":1,"documentation":"https://api.backmarket.dev"}""";

  private static final String ACCESS =
      "Its key: Make one anew in the Back Office.\nWhat that must be allowed: There are no scopes.\n";

  private static final String ACCOUNT =
      """
      {"object":"channel_account","id":"chn_0000000000001","channel":"bm","type":"backmarket",\
      "settings":{"company":"Shop"},"has_secrets":true,"locations":["MAIN"],"state":"paused","reason":null,\
      "state_since":"2025-05-01T10:00:00Z","shadow":false,"poll_seconds":60,"orders_seen_until":null,\
      "orders_polled_at":null,"listings_read_at":null,"reading":false,"rests_until":null,"failures":0,\
      "last_failure":null,"last_failure_at":null,"listings":12,"unmatched":2,"due":3,"created_at":"2025-05-01T10:00:00Z","version":1}""";

  private final FakeServer server = new FakeServer();
  private final Shell shell = Shell.of(server);

  @BeforeEach
  void prepare() {
    server
        .on("GET /api/v1/channel-types", ProductCommandsTest.list(TYPES))
        .on("GET /api/v1/channel-accounts", ProductCommandsTest.list(ACCOUNT))
        .on("GET /api/v1/channels/bm/account", ACCOUNT)
        .on("PUT /api/v1/channels/bm/account", ACCOUNT)
        .on("PUT /api/v1/channels/new/account", ACCOUNT)
        .on("POST /api/v1/channels/bm/account/resume", ACCOUNT)
        .on("POST /api/v1/channels/bm/account/pause", ACCOUNT);
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void listsKindsAndWhatTheyMustBeTold() {
    assertThat(shell.run("channel", "types").out()).contains("| backmarket | Back Market |");
    assertThat(shell.run("channel", "types", "backmarket").out())
        .contains("| token   | secret |")
        .contains("From the Back Office.");
    assertThat(shell.run("channel", "types", "backmarket").err()).contains(ACCESS);
  }

  @Test
  void sendsSettingsAsTheyAreGiven() {
    Result result =
        shell
            .with("ONHAND_CHANNEL_TOKEN", "canary")
            .run("channel", "add", "new", "--type", "backmarket", "--set", "company=A=B");

    assertThat(result.exit()).isZero();
    assertThat(server.lastAsked().json().path("settings").toString())
        .isEqualTo("{\"company\":\"A=B\",\"token\":\"canary\"}");
    assertThat(result.err())
        .contains("token is taken from ONHAND_CHANNEL_TOKEN", "Next: onhand channel test new")
        .doesNotContain("canary");
  }

  @Test
  void namesAllThatIsMissingWhereNobodyCanBeAsked() {
    Result result = shell.run("channel", "add", "new", "--type", "backmarket");

    assertThat(result.exit()).isEqualTo(Exit.USAGE);
    assertThat(result.err())
        .contains("token (From the Back Office)", "company (The company)")
        .contains("--secret-file token=FILE --set company=VALUE");
  }

  @Test
  void asksForWhatIsMissingOnATerminal() {
    Result result =
        shell
            .terminal(80)
            .typing("canary\nPhones & Co\n")
            .run("channel", "add", "new", "--type", "backmarket");

    assertThat(result.exit()).isZero();
    assertThat(result.err())
        .startsWith(ACCESS)
        .contains("token (From the Back Office)\ntoken: ", "company: ");
    assertThat(server.lastAsked().json().path("settings").toString())
        .isEqualTo("{\"token\":\"canary\",\"company\":\"Phones & Co\"}");
  }

  @Test
  void sendsNothingWhenAQuestionIsNotAnswered() {
    Result result =
        shell
            .terminal(80)
            .typing("canary\n\n")
            .run("channel", "add", "new", "--type", "backmarket");

    assertThat(result.exit()).isEqualTo(Exit.FAILED);
    assertThat(result.err()).contains("company was not given: nothing was done");
    assertThat(server.asked()).noneMatch(asked -> asked.method().equals("PUT"));
  }

  private static final String MIRAKL =
      """
      {"object":"channel_type","type":"mirakl","title":"Mirakl","settings":[\
      {"name":"address","kind":"url","help":"Where.","optional":false,"fallback":null,"choices":[],"own":true},\
      {"name":"api_key","kind":"secret","help":"The key.","optional":false,"fallback":null,"choices":[],"own":true},\
      {"name":"shop_id","kind":"number","help":"Which shop.","optional":true,"fallback":null,"choices":[],"own":true},\
      {"name":"stock","kind":"text","help":"How.","optional":false,"fallback":"one","choices":[],"own":false},\
      {"name":"warehouse","kind":"text","help":"Which.","optional":true,"fallback":null,"choices":[],"own":false,\
      "needed_for":{"setting":"stock","value":"split"}}],\
      "presets":[{"name":"one_shop","title":"One","help":"For one.","settings":{},"asks":[],"poll_seconds":300},\
      {"name":"several_shops","title":"Several","help":"For several.","settings":{"stock":"whole"},\
      "asks":["shop_id"],"poll_seconds":600}],\
      "login":"In the menu.","rights":"None.","statuses":{},"batch_max":5,"documentation":"https://m.example"}""";

  private static final String FRANCE =
      """
      {"object":"channel_account","channel":"fr","type":"mirakl","settings":{"address":"https://fr.example",\
      "shop_id":"7","stock":"split","warehouse":"W1"},"has_secrets":true,"locations":["MAIN"],\
      "state":"paused","poll_seconds":900,"calls_per_day":500,"hourly_read":true,"version":4}""";

  private Shell withMirakl() {
    server
        .on("GET /api/v1/channel-types", ProductCommandsTest.list(TYPES, MIRAKL))
        .on("GET /api/v1/channels/fr/account", FRANCE);
    return shell.with("ONHAND_CHANNEL_API_KEY", "canary");
  }

  private String sent() {
    return server.lastAsked().json().toString();
  }

  @Test
  void beginsAsAPresetSaysAndWhatIsGivenHoldsInstead() {
    String[] add = {
      "channel",
      "add",
      "new",
      "--type",
      "mirakl",
      "--preset",
      "several_shops",
      "--set",
      "address=https://de.example",
      "--set",
      "shop_id=8"
    };
    assertThat(withMirakl().run(add).exit()).isZero();
    assertThat(sent()).contains("\"poll_seconds\":600", "\"stock\":\"whole\"", "\"shop_id\":\"8\"");

    String[] more = {"--set", "stock=one", "--poll-seconds", "60"};
    shell.run(Stream.of(add, more).flatMap(Stream::of).toArray(String[]::new));
    assertThat(sent()).contains("\"poll_seconds\":60,", "\"stock\":\"one\"");
  }

  @Test
  void saysWhichPresetsThereAreAndWhatForAndWhatOneAsks() {
    Result unknown =
        withMirakl().run("channel", "add", "new", "--type", "mirakl", "--preset", "bazaar");
    assertThat(unknown.exit()).isEqualTo(Exit.USAGE);
    assertThat(unknown.err())
        .contains("no preset 'bazaar' for Mirakl", "there are: one_shop, several_shops");
    Result none = shell.run("channel", "add", "new", "--type", "backmarket", "--preset", "any");
    assertThat(none.err()).contains("no preset 'any' for Back Market", "leave it out");
    assertThat(shell.run("channel", "types", "mirakl").err())
        .contains("Preset several_shops (Several): For several.");

    String[] add = {
      "channel", "add", "new", "--type", "mirakl", "--set", "address=https://de.example"
    };
    assertThat(shell.run(add).err()).contains("--preset NAME: one_shop, several_shops; what for");
    String[] asking = {"--preset", "several_shops"};
    assertThat(shell.run(Stream.of(add, asking).flatMap(Stream::of).toArray(String[]::new)).err())
        .contains("not given: shop_id (Which shop)", "--set shop_id=VALUE");
  }

  @Test
  void beginsLikeAnotherChannelAndAsksForSecretsAndWhatIsItsOwn() {
    Result asked =
        withMirakl()
            .terminal(80)
            .typing("https://de.example\n")
            .run("channel", "add", "new", "--like", "fr");
    assertThat(asked.exit()).isZero();
    assertThat(asked.err())
        .contains("As fr, but for its secrets and its own address, shop_id\n", "address: ")
        .doesNotContain("shop_id: ", "stock: ");
    assertThat(sent())
        .isEqualTo(
            "{\"type\":\"mirakl\",\"locations\":[\"MAIN\"],\"poll_seconds\":900,"
                + "\"calls_per_day\":500,\"hourly_read\":true,\"settings\":{\"stock\":\"split\","
                + "\"warehouse\":\"W1\",\"api_key\":\"canary\",\"address\":\"https://de.example\"}}");

    Result other = shell.run("channel", "add", "new", "--type", "backmarket", "--like", "fr");
    assertThat(other.exit()).isEqualTo(Exit.USAGE);
    assertThat(other.err()).contains("'fr' is of type mirakl, not backmarket");
  }

  @Test
  void asksForWhatAnotherSettingMakesNeeded() {
    Result result =
        withMirakl().run("channel", "add", "new", "--type", "mirakl", "--set", "stock=split");
    assertThat(result.err()).contains("address (Where); warehouse (Which)");
  }

  @Test
  void leavesWhatIsNotNamedAsItIs() {
    Result result = shell.run("channel", "add", "bm", "--poll-seconds", "30");

    assertThat(result.exit()).isZero();
    assertThat(result.err()).doesNotContain(ACCESS);
    assertThat(server.lastAsked().header("If-Match")).isEqualTo("W/\"1\"");
    assertThat(server.lastAsked().json().toString())
        .isEqualTo(
            "{\"type\":\"backmarket\",\"locations\":[\"MAIN\"],\"poll_seconds\":30,"
                + "\"settings\":{\"company\":\"Shop\"}}");
    shell.run("channel", "add", "bm", "--all-locations");
    assertThat(server.lastAsked().json().path("locations")).isEmpty();
  }

  @Test
  void namesTheSettingsThereAre() {
    Result result = shell.run("channel", "add", "new", "--type", "backmarket", "--set", "key=1");

    assertThat(result.exit()).isEqualTo(Exit.USAGE);
    assertThat(result.err()).contains("no setting 'key'", "there are: token, company");
  }

  @Test
  void saysThatAFileWithASecretIsNotThere() {
    Result result =
        shell.run("channel", "add", "bm", "--type", "backmarket", "--secret-file", "token=no.txt");

    assertThat(result.exit()).isEqualTo(Exit.USAGE);
    assertThat(result.err()).contains("there is no file 'no.txt' that can be read");
  }

  @Test
  void waitsUntilTheListingsAreInAndSaysHowManyAreOfNoProduct() {
    String read =
        ACCOUNT.replace(
            "\"listings_read_at\":null", "\"listings_read_at\":\"2025-06-01T12:00:00Z\"");
    // A failure of long ago is none of this read.
    String failed =
        "\"failures\":4,\"last_failure\":\"HTTP 500\",\"last_failure_at\":\"2025-05-01T10:00:00Z\"";
    String plain = "\"failures\":0,\"last_failure\":null,\"last_failure_at\":null";
    FakeServer.Answer before = FakeServer.json(200, ACCOUNT.replace(plain, failed));
    server
        .on("POST /api/v1/channels/bm/account/populate", ACCOUNT)
        .on(
            "GET /api/v1/channels/bm/account",
            before,
            before,
            FakeServer.json(200, read.replace(plain, failed)));

    Result result = shell.run("channel", "populate", "bm");

    assertThat(result.exit()).isZero();
    assertThat(result.err())
        .contains("Listings: 12, of no product: 2, to be told: 3.", "--only unmatched");
  }

  @Test
  void saysThatOrdersAreInAndWhetherSomeWait() {
    server
        .on("POST /api/v1/channels/bm/account/pull", ACCOUNT)
        .on(
            "GET /api/v1/channels/bm/account",
            FakeServer.json(200, ACCOUNT),
            FakeServer.json(200, ACCOUNT.replaceFirst(POLLED, "$1\"2025-06-01T12:00:00Z\"")),
            FakeServer.json(200, ACCOUNT),
            FakeServer.json(200, ACCOUNT.replaceFirst(POLLED, "$1\"2025-06-01T12:00:00Z\"")))
        .on(
            "GET /api/v1/orders",
            FakeServer.json(200, "{\"data\":[]}"),
            FakeServer.json(200, "{\"data\":[{}]}"));

    assertThat(shell.run("channel", "pull", "bm").err()).contains("The orders are in.");
    assertThat(shell.run("channel", "pull", "bm").err())
        .contains("Some have lines that wait", "onhand order list --parked --channel bm");
    assertThat(server.lastAsked().query())
        .isEqualTo(Map.of("channel", "bm", "parked", "true", "limit", "1"));
  }

  private static final String POLLED = "(\"orders_polled_at\":)(null|\"[^\"]*\")";

  @Test
  void saysWhyOrdersCannotBePulled() {
    server
        .on("POST /api/v1/channels/bm/account/pull", ACCOUNT)
        .on(
            "GET /api/v1/channels/bm/account",
            FakeServer.json(200, ACCOUNT),
            FakeServer.json(
                200,
                ACCOUNT.replace(
                    "\"last_failure\":null,\"last_failure_at\":null",
                    "\"last_failure\":\"HTTP 500\",\"last_failure_at\":\"2025-06-01T12:00:00Z\"")));
    Result failed = shell.run("channel", "pull", "bm", "--new");
    assertThat(failed.exit()).isEqualTo(Exit.FAILED);
    assertThat(failed.err()).contains("error: HTTP 500", "onhand channel test bm");

    server.on(
        "GET /api/v1/channels/bm/account",
        ACCOUNT.replace("\"paused\",\"reason\":null", "\"stopped\",\"reason\":\"token refused\""));
    Result stopped = shell.run("channel", "pull", "bm", "--changed");
    assertThat(stopped.exit()).isEqualTo(Exit.FAILED);
    assertThat(stopped.err())
        .contains("the channel is stopped: token refused", "onhand channel resume bm");
    assertThat(server.lastAsked().method()).isEqualTo("GET");
  }

  @Test
  void takesNoSecretOnTheCommandLine() {
    Result result =
        shell.run("channel", "add", "bm", "--type", "backmarket", "--set", "token=canary");

    assertThat(result.exit()).isEqualTo(Exit.USAGE);
    assertThat(result.err()).contains("--secret-file token=FILE").doesNotContain("canary");
  }

  @Test
  void saysWhichKindsThereAre() {
    Result result = shell.run("channel", "add", "bm", "--type", "bazaar");

    assertThat(result.exit()).isEqualTo(Exit.USAGE);
    assertThat(result.err()).contains("no kind of channel 'bazaar'", "onhand channel types");
  }

  @Test
  void showsHowChannelsFare() {
    assertThat(shell.run("channel", "account").out()).contains("| bm      | backmarket | paused |");
    assertThat(shell.run("channel", "account", "bm").out()).contains("Listings due:    3");
  }

  @Test
  void failsWithTheDiagnosisWhenAChannelDoesNotAnswerAsItShould() {
    server.on(
        "POST /api/v1/channels/bm/account/test",
        "{\"object\":\"channel_test\",\"ok\":false,\"detail\":\"The key is not accepted.\"}");

    Result result = shell.run("channel", "test", "bm");

    assertThat(result.exit()).isEqualTo(Exit.FAILED);
    assertThat(result.out()).contains("The key is not accepted.");
  }

  @Test
  void resumesAndPausesWithAReason() {
    assertThat(shell.run("channel", "resume", "bm").exit()).isZero();
    shell.run("channel", "pause", "bm", "--reason", "sale is over");

    assertThat(server.lastAsked().json().toString()).contains("\"reason\":\"sale is over\"");
  }

  @Test
  void tellsListingsAndWaitsUntilTheyAreTold() {
    server
        .on("POST /api/v1/channels/bm/account/push", "{\"object\":\"push_request\",\"listings\":2}")
        .on("GET /api/v1/channels/bm/account", ACCOUNT.replace("\"due\":3", "\"due\":0"));

    Result result = shell.run("channel", "push", "bm", "--listing", "lst_1", "--listing", "lst_2");

    assertThat(result.exit()).isZero();
    assertThat(result.err()).contains("Listings told: 2.");
    assertThat(server.asked())
        .anySatisfy(
            asked -> assertThat(asked.text()).isEqualTo("{\"listings\":[\"lst_1\",\"lst_2\"]}"));
  }

  @Test
  void showsWhatCallsWereForAndWhatPollingWouldHaveCost() {
    server.on(
        "GET /api/v1/channels/bm/account/spending",
        """
        {"object":"channel_spending","calls_per_day":2000,"spent_today":1510,"left_today":490,"days":[\
        {"day":"2026-11-27","reads":27,"pushes":41,"orders":1440,"auth":2,"calls":1510,"failed":3,\
        "polling":1380,"saved":1353}]}""");

    Result result = shell.run("channel", "calls", "bm");

    assertThat(result.out()).contains("|    27 |     41 |   1440 |    2 |  1510 |");
    assertThat(result.out()).contains("|       1380 |  1353 |");
    assertThat(result.err()).contains("Today: 1510 calls, 490 left of the 2000 of the day.");
  }

  @Test
  void tellsAllAgainOnlyWhereSomebodyAgrees() {
    Result result = shell.run("channel", "push", "bm", "--all");

    assertThat(result.exit()).isEqualTo(Exit.USAGE);
    assertThat(result.err()).contains("listings of bm again?", "add --yes");
    assertThat(server.asked()).allMatch(asked -> asked.method().equals("GET"));
    assertThat(shell.run("channel", "push", "bm", "--all", "--listing", "lst_1").exit())
        .isEqualTo(Exit.USAGE);
  }
}
