package dev.onhand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AlertRulesTest {

  private static final String RULE =
      """
      {"object":"alert_rule","id":"rul_0000000000003","kind":"stock.low","sku":"TEE","location":null,"channel":null,\
      "threshold":10,"clears_at":11,"severity":"warning","mode":"told","actor":"token:admin",\
      "updated_at":"2025-05-01T10:00:00Z"}""";

  private static final String TARGET =
      """
      {"object":"alert_target","id":"tgt_0000000000003","name":"ops","kind":"email","address":"ops@shop.example",\
      "severity":"warning","quiet_from":"22:00","quiet_until":"07:00","gather_minutes":5,"off":false,\
      "told_at":null,"failures":0,"failure":null}""";

  private final FakeServer server = new FakeServer();
  private final Shell shell = Shell.of(server);

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void listsKindsThenRulesOfAKind() {
    server
        .on(
            "GET /api/v1/alert-kinds",
            ProductCommandsTest.list(
                "{\"object\":\"alert_kind\",\"kind\":\"channel.lag\",\"title\":\"Late\",\"threshold\":300}"))
        .on("GET /api/v1/alert-rules", ProductCommandsTest.list(RULE));

    assertThat(shell.run("alert", "rule").out()).contains("| channel.lag | Late");
    assertThat(shell.run("alert", "rule", "stock.low").out()).contains("rul_0000000000003");
    assertThat(server.lastAsked().query()).containsEntry("kind", "stock.low");
  }

  @Test
  void setsARuleForWhatIsNamed() {
    server.on("PUT /api/v1/alert-rules", RULE);
    shell.run("alert", "rule", "stock.low", "--sku", "TEE", "--threshold", "10");
    assertThat(server.lastAsked().text())
        .isEqualTo("{\"kind\":\"stock.low\",\"sku\":\"TEE\",\"threshold\":10}");
    assertThat(shell.run("alert", "rule", "--threshold", "10").exit()).isEqualTo(Exit.USAGE);
  }

  @Test
  void takesARuleAway() {
    server.on("DELETE /api/v1/alert-rules/rul_0000000000003", RULE);
    assertThat(shell.run("alert", "rule", "--clear", "rul_0000000000003").err())
        .contains("a wider one holds");
    assertThat(shell.run("alert", "rule", "stock.low", "--clear", "rul_1").exit())
        .isEqualTo(Exit.USAGE);
  }

  @Test
  void acknowledgesAndSnoozesEachThatIsNamed() {
    server
        .on("POST /api/v1/alerts/alt_1/acknowledge", "{}")
        .on("POST /api/v1/alerts/alt_2/acknowledge", "{}")
        .on("POST /api/v1/alerts/alt_1/snooze", "{}");
    assertThat(shell.run("alert", "ack", "alt_1", "alt_2").exit()).isEqualTo(Exit.OK);
    shell.run("alert", "snooze", "alt_1", "--wake");
    assertThat(server.lastAsked().text()).isEqualTo("{}");
    shell.run("alert", "snooze", "alt_1", "--hours", "2");
    assertThat(server.lastAsked().text()).startsWith("{\"until\":\"");
  }

  @Test
  void makesATargetAndChangesItsQuietHours() {
    server.on("POST /api/v1/alert-targets", TARGET).on("PATCH /api/v1/alert-targets/ops", TARGET);
    shell.run("alert", "target", "ops", "--new", "email", "--address", "ops@shop.example");
    assertThat(server.lastAsked().text())
        .isEqualTo("{\"address\":\"ops@shop.example\",\"name\":\"ops\",\"kind\":\"email\"}");
    shell.run("alert", "target", "ops", "--quiet-hours", "22:00-07:00");
    assertThat(server.lastAsked().text())
        .isEqualTo("{\"quiet_from\":\"22:00\",\"quiet_until\":\"07:00\"}");
    shell.run("alert", "target", "ops", "--quiet-hours", "none");
    assertThat(server.lastAsked().text()).isEqualTo("{\"quiet_from\":\"\",\"quiet_until\":\"\"}");
    assertThat(shell.run("alert", "target", "ops", "--quiet-hours", "night").exit())
        .isEqualTo(Exit.USAGE);
  }

  @Test
  void aTestThatDoesNotGoFails() {
    server.on(
        "POST /api/v1/alert-targets/ops/test",
        "{\"object\":\"alert_target_test\",\"told\":false,\"said\":\"the mail server says no\"}");
    Shell.Result ran = shell.run("alert", "target", "ops", "--test");
    assertThat(ran.exit()).isEqualTo(Exit.FAILED);
    assertThat(ran.out()).contains("the mail server says no");
  }
}
