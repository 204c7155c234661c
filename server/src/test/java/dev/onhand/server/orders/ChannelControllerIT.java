package dev.onhand.server.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.server.movements.Shop;
import dev.onhand.server.testing.Client;
import dev.onhand.server.testing.Client.Answer;
import dev.onhand.server.testing.RunningServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ChannelControllerIT {

  @RegisterExtension static final RunningServer SERVER = RunningServer.start();

  private static Client admin;

  private String sku;
  private String channel;

  @BeforeAll
  static void open() {
    admin = SERVER.admin();
    Shop.open(SERVER);
  }

  @BeforeEach
  void stock() {
    sku = Shop.product(admin);
    channel = "of-" + sku;
    stock("berlin", 10);
    stock("paris", 20);
  }

  @AfterEach
  void sourceAsUsual() {
    admin.send("PATCH", "/api/v1/seller", "{\"sourcing\":\"priority\"}");
  }

  private void stock(String location, long units) {
    admin.post(
        "/api/v1/stock/" + sku + "/set",
        "{\"location\":\"%s\",\"on_hand\":%d}".formatted(location, units),
        "Idempotency-Key",
        "stock-" + sku + "-" + location);
  }

  private Answer put(String body, String... headers) {
    return admin.send("PUT", "/api/v1/channels/" + channel, body, headers);
  }

  private Answer show() {
    return admin.get("/api/v1/channels/" + channel);
  }

  private Answer deliver(String id, String status, long quantity) {
    return admin.send(
        "PUT",
        "/api/v1/orders/" + channel + "/" + id,
        "{\"status\":\"%s\",\"lines\":[{\"line\":\"1\",\"sku\":\"%s\",\"quantity\":%d}]}"
            .formatted(status, sku, quantity));
  }

  private Answer order(String id) {
    return admin.get("/api/v1/orders/" + channel + "/" + id);
  }

  @Test
  void isMadeAsAWholeAndGivesBackWhatItWasTold() {
    Answer made =
        put(
            """
            {"name":"Web shop","preset":"hold_then_pay","hold_minutes":15,"sourcing":"nearest",
             "statuses":{"Bezahlt":{"effect":"reserve"},"packed":{"effect":"fulfil","report":false},
                         "unpaid":{"effect":"ignore"}}}""");
    assertThat(made.status()).as(made.text()).isEqualTo(200);
    assertThat(made.json()).isEqualTo(show().json());
    assertThat(made.at("/id")).startsWith("chn_");
    assertThat(made.json().at("/statuses"))
        .hasToString(
            """
            {"bezahlt":{"effect":"reserve"},"packed":{"effect":"fulfil","report":false},\
            "unpaid":{"effect":"ignore"}}""");
    assertThat(made.json().at("/effective_statuses"))
        .hasToString(
            """
            {"bezahlt":{"effect":"reserve"},"cancelled":{"effect":"release"},"created":{"effect":"hold"},\
            "packed":{"effect":"fulfil","report":false},"paid":{"effect":"reserve"},\
            "pending":{"effect":"hold"},"returned":{"effect":"return"},\
            "shipped":{"effect":"fulfil","report":true},"unpaid":{"effect":"ignore"}}""");
    assertThat(made.at("/sourcing")).isEqualTo("nearest");
    assertThat(made.json().at("/hold_minutes").asInt()).isEqualTo(15);
    assertThat(put("{}").json().at("/statuses")).isEmpty();
    assertThat(show().at("/name")).isEqualTo(channel);
    assertThat(show().at("/preset")).isEqualTo("reserve_then_ship");
  }

  @Test
  void isChangedOnlyFromTheVersionThatWasSeen() {
    put("{}");
    String tag = show().header("ETag");
    assertThat(put("{\"name\":\"one\"}", "If-Match", tag).status()).isEqualTo(200);
    Answer late = put("{\"name\":\"two\"}", "If-Match", tag);
    assertThat(late.status()).isEqualTo(412);
    assertThat(late.code()).isEqualTo("precondition_failed");
    assertThat(show().at("/name")).isEqualTo("one");
    String after = show().header("ETag");
    put("{\"name\":\"one\"}");
    assertThat(show().header("ETag")).as("where nothing changes").isEqualTo(after);
  }

  @Test
  void isNotMadeByOneWhoSawItBefore() {
    assertThat(put("{}", "If-Match", "W/\"3\"").status()).isEqualTo(404);
    assertThat(show().status()).isEqualTo(404);
  }

  @Test
  void saysAllThatIsWrong() {
    Answer refused =
        put(
            """
            {"sourcing":"cheapest","statuses":{
              "a/b":{"effect":"sell"},"c":{},"paid":{"effect":"reserve","report":true}}}""");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().at("/errors"))
        .extracting(error -> error.at("/pointer").asString())
        .containsExactlyInAnyOrder(
            "/sourcing", "/statuses/a~1b/effect", "/statuses/c/effect", "/statuses/paid/report");
    assertThat(put("{\"preset\":\"mine\"}").at("/errors/0/detail"))
        .isEqualTo(
            "preset must be one of reserve_then_ship, fulfil_at_processing, hold_then_pay, not 'mine'");
    assertThat(put("{\"hold_minutes\":0}").at("/errors/0/pointer")).isEqualTo("/hold_minutes");
    assertThat(
            put("{\"statuses\":{\"A\":{\"effect\":\"hold\"},\"a\":{\"effect\":\"hold\"}}}")
                .at("/errors/0/detail"))
        .contains("capitals make no difference");
  }

  @Test
  void meansSomethingElseFromTheNextDeliveryOn() {
    deliver("1", "bezahlt", 2);
    assertThat(order("1").json().at("/lines/0/reserved").asLong()).isZero();
    put("{\"statuses\":{\"bezahlt\":{\"effect\":\"reserve\"}}}");
    assertThat(order("1").json().at("/lines/0/reserved").asLong()).isZero();
    deliver("1", "bezahlt", 2);
    assertThat(order("1").json().at("/lines/0/reserved").asLong()).isEqualTo(2);
  }

  @Test
  void meansSomethingElseForAllOpenOrdersWhenTheyAreAppliedAgain() {
    for (String id : new String[] {"1", "2", "3"}) {
      deliver(id, "bezahlt", 2);
    }
    deliver("4", "shipped", 1);
    deliver("5", "versandt", 1);
    put(
        """
        {"statuses":{"bezahlt":{"effect":"reserve"},"versandt":{"effect":"fulfil"}}}""");

    Answer first = reapply("?limit=2");
    assertThat(first.json().at("/changed")).hasToString("[\"1\",\"2\"]");
    assertThat(first.json().at("/has_more").asBoolean()).isTrue();
    Answer second = reapply("?limit=2&starting_after=" + first.at("/last"));
    assertThat(second.json().at("/changed")).hasToString("[\"3\",\"5\"]");
    assertThat(second.json().at("/has_more").asBoolean()).isFalse();

    assertThat(order("1").json().at("/lines/0/reserved").asLong()).isEqualTo(2);
    assertThat(order("5").json().at("/lines/0/fulfilled").asLong()).isOne();
    assertThat(order("5").json().at("/lines/0/shipped").asLong()).isOne();
    long movements = Shop.movements(SERVER);
    assertThat(reapply("").json().at("/changed")).isEmpty();
    assertThat(Shop.movements(SERVER)).isEqualTo(movements);

    put("{\"statuses\":{\"bezahlt\":{\"effect\":\"release\"}}}");
    assertThat(reapply("").json().at("/changed")).hasSize(3);
    assertThat(order("1").json().at("/lines/0/reserved").asLong()).isZero();
    assertThat(order("1").at("/log/2/verdict")).isEmpty();
    assertThat(order("1").at("/log/2/effect")).isEqualTo("release");
  }

  private Answer reapply(String query) {
    return admin.post("/api/v1/channels/" + channel + "/reapply" + query, "{}");
  }

  @Test
  void isSourcedAsTheSellerSaysUnlessItSaysSo() {
    Answer changed = admin.send("PATCH", "/api/v1/seller", "{\"sourcing\":\"most_available\"}");
    assertThat(changed.at("/sourcing")).isEqualTo("most_available");
    deliver("1", "processing", 1);
    assertThat(order("1").at("/lines/0/by_location/0/location")).isEqualTo("paris");
    assertThat(show().json().at("/sourcing").isNull()).isTrue();
    assertThat(show().at("/effective_sourcing")).isEqualTo("most_available");

    put("{\"sourcing\":\"priority\"}");
    deliver("2", "processing", 1);
    assertThat(order("2").at("/lines/0/by_location/0/location")).isEqualTo("berlin");
    assertThat(show().at("/effective_sourcing")).isEqualTo("priority");
  }
}
