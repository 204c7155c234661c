package dev.onhand.server.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.server.testing.Client;
import dev.onhand.server.testing.RunningServer;
import java.net.http.HttpResponse;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AlertPagesIT {

  @RegisterExtension static final RunningServer SERVER = RunningServer.start();

  private static final String PATH = "/settings/alerts";

  private static Visitor owner;
  private static Client admin;

  @BeforeAll
  static void signIn() {
    admin = SERVER.admin();
    owner = new Visitor(SERVER.server().url()).signedIn(SERVER.adminToken());
    admin.post("/api/v1/locations", "{\"code\":\"shop\"}");
  }

  private static int send(String path, String... fields) {
    String key = owner.field(PATH, "form_key");
    return owner
        .post(
            path,
            Stream.concat(Stream.of("form_key", key), Stream.of(fields)).toArray(String[]::new))
        .statusCode();
  }

  @Test
  void setsARuleAndDealsWithWhatItOpens() {
    admin.post("/api/v1/products", "{\"sku\":\"TEA\"}");
    admin.post(
        "/api/v1/movements",
        "{\"sku\":\"TEA\",\"reason\":\"purchase\",\"quantity\":3,\"location\":\"shop\"}",
        "Idempotency-Key",
        "k-1");
    assertThat(send(PATH + "/rules", "kind", "stock.low", "threshold", "5", "mode", "told"))
        .isEqualTo(303);
    String id = admin.get("/api/v1/alerts?open=true").at("/data/0/id");
    assertThat(owner.get("/alerts").body())
        .contains("3 units left of", "I know", "<a href=\"/stock?running_low=true\">Stock runs low")
        .doesNotContain("onhand stock show");
    assertThat(send("/alerts/" + id, "action", "acknowledge")).isEqualTo(303);
    assertThat(owner.get("/alerts").body()).contains("known to").doesNotContain("I know");
    assertThat(send("/alerts/" + id, "action", "snooze")).isEqualTo(303);
    assertThat(owner.get("/alerts").body()).contains("Nothing needs you");
    assertThat(owner.get("/alerts?closed=true").body()).contains("snoozed until");
    assertThat(send("/alerts/" + id, "action", "close")).isEqualTo(303);
    assertThat(send("/alerts/" + id, "action", "forget")).isEqualTo(400);
  }

  @Test
  void saysWhatIsWrongWithARuleAndKeepsTheOthers() {
    assertThat(send(PATH + "/rules", "kind", "channel.lag", "threshold", "x")).isEqualTo(400);
    assertThat(send(PATH + "/rules", "kind", "channel.lag", "sku", "TEA", "threshold", "1"))
        .isEqualTo(400);
    send(PATH + "/rules", "kind", "channel.lag", "threshold", "77");
    assertThat(owner.get(PATH).body()).contains("value=\"77\"");
    String id = admin.get("/api/v1/alert-rules?kind=channel.lag").at("/data/0/id");
    assertThat(send(PATH + "/rules/" + id)).isEqualTo(303);
    assertThat(owner.get(PATH).body()).doesNotContain("value=\"77\"").contains("value=\"300\"");
  }

  @Test
  void saysThatWhatIsNotWatchedHasNoThreshold() {
    String[] rule = {"kind", "channel.lag", "severity", "error"};
    HttpResponse<String> typed = post(with(rule, "mode", "off", "threshold", "78"));
    assertThat(typed.statusCode()).isEqualTo(400);
    assertThat(typed.body()).contains("what is not watched has no threshold, and you typed 78");
    assertThat(admin.get("/api/v1/alert-rules?kind=channel.lag").json().at("/data")).isEmpty();

    assertThat(post(with(rule, "mode", "off", "threshold", "300")).statusCode())
        .as("as it was shown")
        .isEqualTo(303);
    assertThat(post(with(rule, "mode", "off", "threshold", "")).statusCode()).isEqualTo(303);
    String id = admin.get("/api/v1/alert-rules?kind=channel.lag").at("/data/0/id");
    admin.send("DELETE", "/api/v1/alert-rules/" + id, null);
  }

  @Test
  void tellsTheSecondOfTwoBothValues() {
    String[] rule = {"kind", "order.parked", "severity", "error", "mode", "told"};
    assertThat(send(PATH + "/rules", with(rule, "threshold", "60", "version", "0"))).isEqualTo(303);
    HttpResponse<String> second = post(with(rule, "threshold", "90", "version", "0"));
    assertThat(second.statusCode()).isEqualTo(412);
    assertThat(second.body())
        .contains("It is now 'threshold 60, error, told'")
        .contains("you wanted 'threshold 90, error, told'", "value=\"60\"");

    assertThat(send(PATH + "/rules", with(rule, "threshold", "90", "version", "1"))).isEqualTo(303);
    String id = admin.get("/api/v1/alert-rules?kind=order.parked").at("/data/0/id");
    admin.send("DELETE", "/api/v1/alert-rules/" + id, null);
    assertThat(post(with(rule, "threshold", "70", "version", "2")).body())
        .as("it was taken away meanwhile")
        .contains("It is now 'threshold 3600, warning, told'");
    String put = "{\"kind\":\"order.parked\",\"threshold\":50}";
    assertThat(admin.send("PUT", "/api/v1/alert-rules", put, "If-Match", "W/\"2\"").status())
        .isEqualTo(412);
    assertThat(admin.send("PUT", "/api/v1/alert-rules", put, "If-Match", "W/\"0\"").status())
        .isEqualTo(200);
  }

  private static String[] with(String[] fields, String... more) {
    return Stream.concat(Stream.of(fields), Stream.of(more)).toArray(String[]::new);
  }

  private static HttpResponse<String> post(String... fields) {
    return owner.post(PATH + "/rules", with(fields, "form_key", owner.field(PATH, "form_key")));
  }

  @Test
  void namesTestsAndRemovesWhoIsTold() {
    assertThat(owner.get(PATH).body()).contains("Nobody is told yet");
    assertThat(send(PATH + "/targets", "name", "ops", "kind", "email", "address", "ops"))
        .isEqualTo(400);
    assertThat(
            send(
                PATH + "/targets",
                "name",
                "ops",
                "kind",
                "email",
                "address",
                "ops@shop.example",
                "quiet_from",
                "22:00",
                "quiet_until",
                "07:00"))
        .isEqualTo(303);
    assertThat(owner.get(PATH).body()).contains("ops@shop.example", "22:00–07:00");
    String key = owner.field(PATH, "form_key");
    assertThat(owner.post(PATH + "/targets/ops", "form_key", key, "action", "test").body())
        .contains("no mail server to send by");
    send(PATH + "/targets/ops", "action", "off");
    assertThat(owner.get(PATH).body()).contains("Switch on");
    assertThat(send(PATH + "/targets/ops", "action", "remove", "typed", "OPS")).isEqualTo(400);
    assertThat(owner.get(PATH).body()).contains("ops@shop.example");
    send(PATH + "/targets/ops", "action", "remove", "typed", "ops");
    assertThat(owner.get(PATH).body()).contains("Nobody is told yet");
  }
}
