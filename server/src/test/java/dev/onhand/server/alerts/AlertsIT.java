package dev.onhand.server.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.onhand.server.movements.Shop;
import dev.onhand.server.testing.Client;
import dev.onhand.server.testing.Client.Answer;
import dev.onhand.server.testing.RunningServer;
import dev.onhand.store.testing.Eventually;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AlertsIT {

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final FakeMailServer MAIL = FakeMailServer.start();

  @RegisterExtension
  static final RunningServer SERVER =
      RunningServer.start(
          Map.of(
              "ONHAND_HTTP_ALLOW_PRIVATE", "127.0.0.1",
              "ONHAND_SMTP_URL", "smtp://127.0.0.1:" + MAIL.port(),
              "ONHAND_SMTP_FROM", "onhand@shop.example"));

  private static Client admin;

  @BeforeAll
  static void open() {
    admin = SERVER.admin();
    Shop.open(SERVER);
  }

  @AfterAll
  static void close() {
    MAIL.close();
  }

  private static void move(String sku, String reason, long units) {
    Answer moved =
        admin.post(
            "/api/v1/movements",
            "{\"sku\":\"%s\",\"reason\":\"%s\",\"quantity\":%d,\"location\":\"berlin\"}"
                .formatted(sku, reason, units),
            "Idempotency-Key",
            UUID.randomUUID().toString());
    assertThat(moved.status()).as(moved.text()).isBetween(200, 201);
  }

  private static Answer rule(String body) {
    return admin.send("PUT", "/api/v1/alert-rules", body);
  }

  /** The id of the open alert of a kind whose detail has this in it; empty: there is none. */
  private static String open(String kind, String part) {
    for (var alert : admin.get("/api/v1/alerts?open=true&limit=200").json().at("/data")) {
      if (alert.at("/kind").asString().equals(kind)
          && alert.at("/detail").asString().contains(part)) {
        return alert.at("/id").asString();
      }
    }
    return "";
  }

  private static String lowSoon(String sku) throws Exception {
    Eventually.within(SOON, "it runs low", () -> !open("stock.low", "'" + sku + "'").isEmpty());
    return open("stock.low", "'" + sku + "'");
  }

  @Test
  void stockThatFallsBelowItsRuleIsAnAlertUntilItIsBack() throws Exception {
    String sku = Shop.product(admin);
    Answer set = rule("{\"kind\":\"stock.low\",\"sku\":\"%s\",\"threshold\":10}".formatted(sku));
    assertThat(set.status()).as(set.text()).isEqualTo(200);
    assertThat(set.at("/clears_at")).isEqualTo("11");
    move(sku, "purchase", 12);
    move(sku, "sale", 2);
    String id = lowSoon(sku);
    Answer known = admin.post("/api/v1/alerts/" + id + "/acknowledge", "");
    assertThat(known.at("/acknowledged_by")).isEqualTo("token:admin");
    assertThat(open("stock.low", sku)).as("it stays open").isEqualTo(id);
    move(sku, "purchase", 2);
    Eventually.within(SOON, "it is over", () -> open("stock.low", sku).isEmpty());
    assertThat(admin.get("/api/v1/alerts/" + id).at("/closed_by")).isEqualTo("system:alerts");
  }

  @Test
  void aRuleLooksAtWhatThereIsAtOnceAndItsEndToo() {
    String sku = Shop.product(admin);
    move(sku, "purchase", 3);
    String rule =
        rule("{\"kind\":\"stock.low\",\"sku\":\"%s\",\"location\":\"berlin\",\"threshold\":5}"
                .formatted(sku))
            .at("/id");
    assertThat(open("stock.low", sku)).isNotEmpty();
    assertThat(admin.get("/api/v1/alert-rules?kind=stock.low").text()).contains(rule);
    assertThat(admin.send("DELETE", "/api/v1/alert-rules/" + rule, null).status()).isEqualTo(200);
    assertThat(open("stock.low", sku)).isEmpty();
  }

  @Test
  void saysWhatIsWrongWithARule() {
    assertThat(rule("{\"kind\":\"stock.high\",\"threshold\":1}").at("/errors/0/pointer"))
        .isEqualTo("/kind");
    assertThat(rule("{\"kind\":\"stock.low\"}").at("/detail"))
        .isEqualTo("threshold is missing: rules of the kind stock.low have no usual one");
    assertThat(
            rule("{\"kind\":\"stock.low\",\"threshold\":5,\"clears_at\":4}")
                .at("/errors/0/pointer"))
        .isEqualTo("/clears_at");
    assertThat(rule("{\"kind\":\"channel.lag\",\"sku\":\"x\"}").at("/errors/0/pointer"))
        .isEqualTo("/sku");
    assertThat(rule("{\"kind\":\"stock.low\",\"threshold\":5,\"sku\":\"none\"}").code())
        .isEqualTo("unknown_product");
    assertThat(rule("{\"kind\":\"channel.lag\",\"channel\":\"none\"}").at("/errors/0/pointer"))
        .isEqualTo("/channel");
    assertThat(rule("{\"kind\":\"job.failed\",\"threshold\":5}").at("/errors/0/pointer"))
        .isEqualTo("/kind");
  }

  @Test
  void listsWhatHoldsForEachKind() {
    rule("{\"kind\":\"channel.stale\",\"threshold\":7200,\"severity\":\"critical\"}");
    String kinds = admin.get("/api/v1/alert-kinds").text();
    assertThat(kinds)
        .contains("\"kind\":\"channel.lag\"")
        .contains("\"threshold\":7200,\"clears_at\":5760,\"severity\":\"critical\"");
  }

  @Test
  void aSnoozedAlertIsNotAmongTheOpenOnes() throws Exception {
    String sku = Shop.product(admin);
    rule("{\"kind\":\"stock.low\",\"sku\":\"%s\",\"threshold\":10}".formatted(sku));
    move(sku, "purchase", 3);
    String path = "/api/v1/alerts/" + lowSoon(sku) + "/snooze";
    Instant until = Instant.now().plus(Duration.ofHours(1));
    assertThat(admin.post(path, "{\"until\":\"" + until + "\"}").status()).isEqualTo(200);
    assertThat(open("stock.low", sku)).isEmpty();
    assertThat(admin.post(path, "{\"until\":\"2020-01-01T00:00:00Z\"}").at("/errors/0/pointer"))
        .isEqualTo("/until");
    admin.post(path, "{}");
    assertThat(open("stock.low", sku)).isNotEmpty();
  }

  @Test
  void tellsByMailWhatOpenedOnce() throws Exception {
    Answer made =
        admin.post(
            "/api/v1/alert-targets",
            "{\"name\":\"jo\",\"kind\":\"email\",\"address\":\"jo@shop.example\",\"gather_minutes\":0}");
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    String sku = Shop.product(admin);
    rule("{\"kind\":\"stock.low\",\"sku\":\"%s\",\"threshold\":10}".formatted(sku));
    move(sku, "purchase", 3);
    lowSoon(sku);
    SERVER.server().get(AlertRounds.class).deliver();
    SERVER.server().get(AlertRounds.class).deliver();
    // The server's own round may be at it just now.
    Eventually.within(SOON, "it is told", () -> !told("jo").isEmpty());
    SERVER.server().get(AlertRounds.class).deliver();
    assertThat(MAIL.mails())
        .as(admin.get("/api/v1/alert-targets/jo").text())
        .filteredOn(mail -> mail.contains(sku))
        .hasSize(1);
    String mail = MAIL.mails().stream().filter(one -> one.contains(sku)).findFirst().orElseThrow();
    assertThat(mail)
        .contains("To: jo@shop.example", "From: onhand@shop.example", "Auto-Submitted", "Onhand: ");
    admin.send("DELETE", "/api/v1/alert-targets/jo", null);
  }

  private static String told(String target) {
    var at = admin.get("/api/v1/alert-targets/" + target).json().at("/told_at");
    return at.isNull() ? "" : at.asString();
  }

  @Test
  void aTestSaysInWordsWhatIsWrong() {
    admin.post(
        "/api/v1/alert-targets",
        "{\"name\":\"wrong\",\"kind\":\"email\",\"address\":\"nobody@shop.example\",\"severity\":\"critical\"}");
    MAIL.refuse("nobody");
    Answer tested = admin.post("/api/v1/alert-targets/wrong/test", "");
    assertThat(tested.at("/told")).isEqualTo("false");
    assertThat(tested.at("/said"))
        .contains(
            "127.0.0.1 does not take mail for nobody@shop.example", "550 nobody of that name");
    assertThat(admin.post("/api/v1/alert-targets/wrong/test", "").status()).isEqualTo(409);
    admin.send("DELETE", "/api/v1/alert-targets/wrong", null);
  }

  @Test
  void tellsAChatByItsHookAndKeepsTheHookSecret() throws Exception {
    List<String> posted = new CopyOnWriteArrayList<>();
    HttpServer chat =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    chat.createContext(
        "/services/canary",
        exchange -> {
          posted.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    chat.start();
    try {
      String base = "http://127.0.0.1:" + chat.getAddress().getPort();
      Answer made = slack("chat", base + "/services/canary");
      assertThat(made.at("/address")).isEqualTo(base + "/…");
      assertThat(admin.post("/api/v1/alert-targets/chat/test", "").at("/told")).isEqualTo("true");
      assertThat(posted)
          .singleElement()
          .asString()
          .startsWith("{\"text\":\"*Onhand: a test for chat*");
      slack("gone", base + "/nothing");
      Answer gone = admin.post("/api/v1/alert-targets/gone/test", "");
      assertThat(gone.at("/said")).contains("HTTP 404", "incoming webhook");
      assertThat(admin.get("/api/v1/alert-targets").text() + gone.text())
          .doesNotContain("canary", "/nothing");
    } finally {
      chat.stop(0);
    }
  }

  private static Answer slack(String name, String address) {
    return admin.post(
        "/api/v1/alert-targets",
        "{\"name\":\"%s\",\"kind\":\"slack\",\"address\":\"%s\",\"severity\":\"critical\"}"
            .formatted(name, address));
  }

  @Test
  void doesNotReachIntoTheServersOwnNetwork() {
    slack("inside", "http://169.254.169.254/latest");
    assertThat(admin.post("/api/v1/alert-targets/inside/test", "").at("/said"))
        .contains("not of the open internet");
  }

  @Test
  void saysWhatIsWrongWithATarget() throws IOException {
    Answer wrong =
        admin.post(
            "/api/v1/alert-targets",
            "{\"name\":\"x\",\"kind\":\"email\",\"address\":\"jo\",\"severity\":\"bad\",\"quiet_from\":\"25:00\"}");
    assertThat(wrong.text()).contains("/address", "/severity", "/quiet_from", "/quiet_until");
    assertThat(slack("x", "ftp://x.example").at("/errors/0/pointer")).isEqualTo("/address");
  }

  @Test
  void quietHoursAreSetAndTakenAway() {
    admin.post(
        "/api/v1/alert-targets",
        "{\"name\":\"night\",\"kind\":\"email\",\"address\":\"n@shop.example\",\"quiet_from\":\"22:00\",\"quiet_until\":\"07:00\"}");
    Answer changed =
        admin.patch("/api/v1/alert-targets/night", "{\"gather_minutes\":10,\"off\":true}");
    assertThat(changed.at("/quiet_until")).isEqualTo("07:00");
    assertThat(changed.at("/gather_minutes")).isEqualTo("10");
    assertThat(
            admin
                .patch("/api/v1/alert-targets/night", "{\"quiet_from\":\"\",\"quiet_until\":\"\"}")
                .json()
                .at("/quiet_from")
                .isNull())
        .isTrue();
    assertThat(admin.patch("/api/v1/alert-targets/night", "{}", "If-Match", "W/\"1\"").status())
        .isEqualTo(412);
  }
}
