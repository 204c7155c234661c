package dev.onhand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.cli.Shell.Result;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WebhookCommandsTest {

  private static final String WEBHOOK =
      """
      {"object":"webhook","id":"whk_1","url":"https://erp.example/onhand","description":"",\
      "types":["order.status.changed"],"state":"active","failures":0,\
      "last_delivered_at":"2025-06-01T12:00:00Z","secret":"whsec_abc"}""";

  private static final String DELIVERY =
      """
      {"object":"delivery","id":"dlv_9","event_id":"evt_42","type":"webhook.test",\
      "state":"%s","attempts":1}""";

  private static final String DETAIL =
      """
      {"object":"delivery_detail","id":"dlv_9","delivery":%s,"body":"{}","attempts":[%s]}""";

  private static final String EVENTS =
      """
      {"object":"list","data":[{"id":"%s","type":"alert.opened",\
      "timestamp":"2025-06-01T12:00:00Z","data":{}}],"has_more":%s,"next":"%s",\
      "url":"/api/v1/events"}""";

  private static final String ATTEMPT =
      """
      {"number":1,"sent_at":"2025-06-01T12:00:00Z","ended_at":"2025-06-01T12:00:01Z",\
      "status":%s,"answer":"%s"}""";

  private final FakeServer server = new FakeServer();
  private final Shell shell = Shell.of(server);

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void addsAWebhookAndShowsItsSecretOnce() {
    server.on("POST /api/v1/webhooks", FakeServer.json(201, WEBHOOK));

    Result result =
        shell.run("webhook", "add", "https://erp.example/onhand", "--type", "order.status.changed");

    assertThat(server.lastAsked().text())
        .isEqualTo("{\"url\":\"https://erp.example/onhand\",\"types\":[\"order.status.changed\"]}");
    assertThat(result.out()).contains("whsec_abc");
    assertThat(result.err()).contains("Keep the secret now", "onhand webhook test whk_1");
  }

  @Test
  void listsWebhooksWithoutSecrets() {
    server.on("GET /api/v1/webhooks", ProductCommandsTest.list(WEBHOOK));
    assertThat(shell.run("webhook", "list").out())
        .contains("https://erp.example/onhand")
        .doesNotContain("whsec_abc");
    assertThat(server.lastAsked().query()).as("they come whole, and pages are refused").isEmpty();

    String ofAll = WEBHOOK.replace("\"order.status.changed\"", "");
    server.on("GET /api/v1/webhooks", ProductCommandsTest.list(ofAll));
    assertThat(shell.run("webhook", "list").out()).contains("| all ");
  }

  @Test
  void saysWhatATestWasAnswered() {
    String sent = DELIVERY.formatted("waiting");
    server.on("POST /api/v1/webhooks/whk_1/test", FakeServer.json(202, sent));
    server.on(
        "GET /api/v1/webhooks/whk_1/deliveries/dlv_9",
        FakeServer.json(200, DETAIL.formatted(sent, "")),
        FakeServer.json(
            200, DETAIL.formatted(DELIVERY.formatted("delivered"), ATTEMPT.formatted("204", ""))));

    Result result = shell.run("webhook", "test", "whk_1");
    assertThat(result.out()).contains("204");
    assertThat(result.exit()).isEqualTo(Exit.OK);
  }

  @Test
  void failsWhereATestDidNotArrive() {
    String sent = DELIVERY.formatted("waiting");
    server.on("POST /api/v1/webhooks/whk_1/test", FakeServer.json(202, sent));
    server.on(
        "GET /api/v1/webhooks/whk_1/deliveries/dlv_9",
        DETAIL.formatted(sent, ATTEMPT.formatted("null", "no host")));

    Result result = shell.run("webhook", "test", "whk_1");
    assertThat(result.out()).contains("no host");
    assertThat(result.exit()).isEqualTo(Exit.FAILED);
  }

  @Test
  void replaysWhatIsSaidAndNothingElse() {
    server.on("POST /api/v1/webhooks/whk_1/replay", "{\"object\":\"replay\",\"deliveries\":3}");
    server.on("POST /api/v1/webhooks/whk_1/deliveries/dlv_9/replay", DELIVERY.formatted("waiting"));

    shell.run("webhook", "replay", "whk_1", "--failed");
    assertThat(server.lastAsked().text()).isEqualTo("{\"failed\":true}");
    server.on("POST /api/v1/webhooks/whk_1/replay", "{\"object\":\"replay\",\"deliveries\":0}");
    assertThat(shell.run("webhook", "replay", "whk_1", "--failed").err())
        .contains("There are none to send again.");
    server.on("POST /api/v1/webhooks/whk_1/replay", "{\"object\":\"replay\"}");
    assertThat(shell.run("webhook", "replay", "whk_1", "--after", "evt_7").err())
        .contains("They are being sent again.");
    assertThat(server.lastAsked().text()).isEqualTo("{\"after\":\"evt_7\"}");
    assertThat(shell.run("webhook", "replay", "whk_1", "dlv_9").out()).contains("evt_42");
    int asked = server.asked().size();
    assertThat(shell.run("webhook", "replay", "whk_1").exit()).isEqualTo(Exit.USAGE);
    assertThat(shell.run("webhook", "replay", "whk_1", "dlv_9", "--failed").exit())
        .isEqualTo(Exit.USAGE);
    assertThat(server.asked()).hasSize(asked);
  }

  @Test
  void showsADeliveryWithEachAttempt() {
    server.on(
        "GET /api/v1/webhooks/whk_1/deliveries/dlv_9",
        DETAIL.formatted(DELIVERY.formatted("waiting"), ATTEMPT.formatted("500", "oops")));
    assertThat(shell.run("webhook", "deliveries", "whk_1", "dlv_9").out()).contains("500", "oops");
  }

  @Test
  void removesOnlyWithConsent() {
    server.on("DELETE /api/v1/webhooks/whk_1", FakeServer.json(204, ""));
    assertThat(shell.run("webhook", "remove", "whk_1").exit()).isEqualTo(Exit.USAGE);
    assertThat(server.asked()).isEmpty();
    assertThat(shell.run("webhook", "remove", "whk_1", "--yes").exit()).isEqualTo(Exit.OK);
  }

  @Test
  void listsEventsPageByPage() {
    server.on(
        "GET /api/v1/events",
        FakeServer.json(200, EVENTS.formatted("evt_1", "true", "evt_1")),
        FakeServer.json(200, EVENTS.formatted("evt_2", "false", "evt_9")));
    Result result = shell.run("event", "list", "--json");
    assertThat(result.out()).contains("evt_1", "evt_2");
    assertThat(server.lastAsked().query()).containsEntry("after", "evt_1");
  }
}
