package dev.onhand.server.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.core.alert.AlertKind;
import dev.onhand.engine.alerts.Alert;
import dev.onhand.engine.alerts.Alert.Severity;
import dev.onhand.server.testing.Client;
import dev.onhand.server.testing.RunningServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What lists have in common: with nothing in them they say the next step, and their times UTC. */
class ListPagesIT {

  @RegisterExtension static final RunningServer SERVER = RunningServer.start();

  private static final Pattern EMPTY = Pattern.compile("(?s)<div class=\"empty\">(.*?)</div>");

  private static final Pattern TIME =
      Pattern.compile("(?s)<time datetime=\"([^\"]*)\" title=\"([^\"]*)\">[^<]+</time>");

  private static Visitor owner;

  /** Of a seller that has nothing yet. */
  private static Visitor beginner;

  @BeforeAll
  static void makeThings() {
    Client admin = SERVER.admin();
    String token =
        admin
            .post("/api/v1/sellers", "{\"code\":\"begins\",\"name\":\"B\",\"time_zone\":\"UTC\"}")
            .at("/token/token");
    beginner = new Visitor(SERVER.server().url()).signedIn(token);
    admin.send("PATCH", "/api/v1/seller", "{\"time_zone\":\"Asia/Kathmandu\"}");
    admin.post("/api/v1/locations", "{\"code\":\"shop\"}");
    admin.post("/api/v1/products", "{\"sku\":\"TEA\"}");
    admin.post(
        "/api/v1/movements",
        "{\"sku\":\"TEA\",\"reason\":\"purchase\",\"quantity\":3,\"location\":\"shop\"}",
        "Idempotency-Key",
        "k-1");
    admin.send(
        "PUT",
        "/api/v1/orders/web/o-1",
        "{\"status\":\"paid\",\"lines\":[{\"line\":\"1\",\"sku\":\"TEA\",\"quantity\":2}]}");
    admin.post(
        "/api/v1/batches", "{\"kind\":\"top_up\",\"location\":\"shop\"}", "Idempotency-Key", "k-2");
    owner = new Visitor(SERVER.server().url()).signedIn(SERVER.adminToken());
  }

  /** What is set up by commands alone has them as the next step. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/stock",
        "/orders",
        "/listings",
        "/channels",
        "/sync",
        "/held-changes",
        "/receiving",
        "/batches",
        "/reservations",
        "/reservations/audit",
        "/imports",
        "/verification-records",
        "/journal",
        "/reconciliations",
        "/reconciliations/stock",
        "/alerts",
        "/reports/movements-by-day",
        "/settings/locations",
        "/settings/users",
        "/settings/alerts",
        "/settings/webhooks"
      })
  void saysTheNextStepWhereThereIsNothing(String path) {
    String page = beginner.get(path).body();
    List<String> said = EMPTY.matcher(page).results().map(found -> found.group(1)).toList();

    assertThat(said).as(page).isNotEmpty();
    assertThat(said)
        .as(path)
        .allSatisfy(
            one ->
                assertThat(one)
                    .contains(path.equals("/channels") ? "<code>onhand " : "<a href=\""));
    for (String one : said) {
      for (String link : links(one)) {
        if (link.startsWith("#")) {
          assertThat(page).as("where %s leads", link).contains("id=\"" + link.substring(1) + "\"");
        } else {
          assertThat(beginner.get(link).statusCode()).as(link).isEqualTo(200);
        }
      }
    }
  }

  private static List<String> links(String html) {
    return Pattern.compile("<a href=\"([^\"]*)\"")
        .matcher(html)
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  /** Of the channel that there is. */
  @ParameterizedTest
  @EnumSource(AlertKind.class)
  void leadsFromAnAlertToAPage(AlertKind kind) {
    String said = "It is so. See 'onhand drift list --channel web'.";
    Instant now = Instant.now();
    Alert alert =
        new Alert(
            1,
            Severity.ERROR,
            kind.code(),
            "x",
            "web",
            said,
            now,
            now,
            null,
            null,
            null,
            null,
            null);
    String way = AlertWay.of(alert);
    if (!way.isEmpty()) {
      assertThat(owner.get(way).statusCode()).as(way).isEqualTo(200);
    }
    assertThat(AlertWay.said(alert))
        .isEqualTo(way.isEmpty() || way.equals("/channels") ? said : "It is so.");
  }

  static Stream<String> pathsWithTimes() {
    return Stream.concat(
        PagesIT.paths().stream().filter(path -> !path.contains("A%2FB") && !path.contains("?")),
        Stream.of("/stock/TEA", "/batches/1", "/settings/alerts", "/settings/backups"));
  }

  /** The seller's clocks are not those of UTC. */
  @ParameterizedTest
  @MethodSource("pathsWithTimes")
  void tellsEachTimeInUtcToo(String path) {
    String page = owner.get(path.equals("/batches/1") ? "/batches/" + batch() : path).body();
    Matcher times = TIME.matcher(page);
    while (times.find()) {
      assertThat(times.group(2))
          .isEqualTo(times.group(1).replace('T', ' ').replaceFirst("(\\.\\d+)?Z$", " UTC"));
    }
    assertThat(times.reset().replaceAll("").replaceAll("(?s)<script.*?</script>|<[^>]*>", ""))
        .as("times without UTC at %s", path)
        .doesNotContainPattern("\\d{1,2} [A-Z][a-z]{2} \\d{4}, \\d\\d:\\d\\d|\\d (s|min|h|d) ago");
  }

  private static String batch() {
    return SERVER.admin().get("/api/v1/batches").at("/data/0/id");
  }

  @Test
  void showsSomeTimes() {
    for (String path : List.of("/", "/orders", "/journal", "/batches", "/account", "/stock/TEA")) {
      assertThat(owner.get(path).body()).as(path).containsPattern(TIME).contains(" UTC\"");
    }
  }

  /** What no test shows is shown by the same two pieces. */
  @Test
  void writesTimesInOnePlace() throws IOException {
    List<String> elsewhere = new ArrayList<>();
    try (Stream<Path> templates = Files.walk(Path.of("src/main/jte"))) {
      for (Path template : templates.filter(Files::isRegularFile).toList()) {
        if (Files.readString(template).matches("(?s).*Show\\.(time|ago|utc)\\(.*")) {
          elsewhere.add(template.getFileName().toString());
        }
      }
    }
    assertThat(elsewhere).containsExactlyInAnyOrder("time.jte", "ago.jte");
  }

  /**
   * A page of a list that is turned over is exchanged alone, and what somebody typed is no order.
   */
  @Test
  void exchangesPartsByWordsOfItsOwnAlone() throws IOException {
    try (Stream<Path> templates = Files.walk(Path.of("src/main/jte"))) {
      for (Path template : templates.filter(Files::isRegularFile).toList()) {
        String text = Files.readString(template);
        if (text.contains("@template.tag.pager(")) {
          assertThat(text)
              .as("%s", template)
              .contains("isList = true")
              .containsOnlyOnce("id=\"list\"");
        }
        assertThat(text)
            .as("%s", template)
            .doesNotContainPattern("\\s(data-)?hx-[a-z-]+=\"[^\"]*\\$\\{(?!isList \\?)")
            .doesNotContain("hx-on", "hx-vals");
      }
    }
  }

  /** All of a product is other as of another time, and who is lost is nowhere yet. */
  private static final Set<String> WHOLE = Set.of("product.jte", "problem.jte");

  @Test
  void exchangesWhatIsAskedForAndLeavesTheRest() throws IOException {
    try (Stream<Path> templates = Files.list(Path.of("src/main/jte"))) {
      for (Path template : templates.filter(Files::isRegularFile).toList()) {
        String text = Files.readString(template);
        List<String> asking =
            text.lines()
                .filter(line -> line.contains("<form ") && line.contains("class=\"filters"))
                .filter(line -> !line.contains("method=\"post\""))
                .toList();
        if (!asking.isEmpty() && !WHOLE.contains(template.getFileName().toString())) {
          assertThat(asking)
              .as("%s", template)
              .allMatch(line -> line.contains("hx-boost=\"true\""));
          assertThat(text).as("%s", template).contains("isList = true", "id=\"list\"");
        }
      }
    }
  }

  /** A script cannot be made of what a server answers with. */
  @Test
  void tellsHtmxToBelieveNothingButTheServer() {
    assertThat(owner.get("/stock").body())
        .contains(
            "<meta name=\"htmx-config\" content='{\"allowEval\":false,\"includeIndicatorStyles\":false,"
                + "\"selfRequestsOnly\":true,\"allowScriptTags\":false,\"historyCacheSize\":0,"
                + "\"refreshOnHistoryMiss\":true}'>");
  }
}
