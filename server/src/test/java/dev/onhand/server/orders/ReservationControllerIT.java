package dev.onhand.server.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.server.movements.Shop;
import dev.onhand.server.testing.Client;
import dev.onhand.server.testing.Client.Answer;
import dev.onhand.server.testing.RunningServer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ReservationControllerIT {

  @RegisterExtension static final RunningServer SERVER = RunningServer.start();

  private static Client admin;

  private String sku;

  @BeforeAll
  static void open() {
    admin = SERVER.admin();
    Shop.open(SERVER);
  }

  @BeforeEach
  void stock() {
    sku = Shop.product(admin);
    for (String location : new String[] {"berlin", "paris"}) {
      admin.post(
          "/api/v1/stock/" + sku + "/set",
          "{\"location\":\"%s\",\"on_hand\":5}".formatted(location),
          "Idempotency-Key",
          "stock-" + sku + "-" + location);
    }
  }

  private Answer hold(String reference, long quantity, String more) {
    return admin.post(
        "/api/v1/reservations",
        "{\"sku\":\"%s\",\"quantity\":%d,\"reference\":\"%s\"%s}"
            .formatted(sku, quantity, reference, more));
  }

  private Answer list(String query) {
    return admin.get("/api/v1/reservations?sku=" + sku + query);
  }

  @Test
  void holdsForAWhileAndGivesBack() {
    String cart = "cart/" + sku;
    Answer held = hold(cart, 6, ",\"minutes\":15,\"note\":\"for Ann\"");
    assertThat(held.status()).as(held.text()).isEqualTo(201);
    assertThat(held.at("/object")).isEqualTo("hold");
    assertThat(held.at("/state")).isEqualTo("held");
    assertThat(held.json().at("/by_location")).hasSize(2);
    assertThat(hold(cart, 6, ",\"minutes\":15").status()).isEqualTo(200);
    assertThat(hold(cart, 6, "").at("/expires_at")).isEqualTo(held.at("/expires_at"));

    Answer listed = list("");
    assertThat(listed.at("/data/0/id")).startsWith("res_");
    assertThat(listed.at("/data/0/channel")).isEqualTo("hold");
    assertThat(listed.at("/data/0/order")).isEqualTo(cart);
    assertThat(listed.at("/data/0/note")).isEqualTo("for Ann");
    assertThat(listed.at("/data/0/expires_at")).isEqualTo(held.at("/expires_at"));
    assertThat(listed.json().at("/data/0/age_seconds").asLong()).isBetween(0L, 60L);
    assertThat(list("&expiring_within=PT20M").json().at("/data")).hasSize(2);
    assertThat(list("&expiring_within=PT5M").json().at("/data")).isEmpty();
    assertThat(list("&older_than=PT1H").json().at("/data")).isEmpty();
    assertThat(list("&location=paris&channel=hold").json().at("/data")).hasSize(1);
    assertThat(list("&order=" + cart.replace("/", "%2F")).json().at("/data")).hasSize(2);

    String path = "/api/v1/reservations/" + cart.replace("/", "%2F") + "/release";
    Answer released = admin.post(path, "{}");
    assertThat(released.at("/state")).as(released.text()).isEqualTo("released");
    assertThat(admin.post(path, "{}").status()).isEqualTo(200);
    assertThat(list("").json().at("/data")).isEmpty();
    assertThat(hold(cart, 6, "").code()).isEqualTo("conflict");
  }

  @Test
  void holdsAllOrNone() {
    Answer refused = hold("cart-" + sku, 11, "");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.code()).isEqualTo("insufficient_stock");
    assertThat(refused.at("/detail"))
        .isEqualTo("Only 10 of 11 units of '%s' can be held. Nothing was held.".formatted(sku));
    assertThat(refused.at("/errors/0/pointer")).isEqualTo("/quantity");
    Answer there = hold("cart-" + sku, 6, ",\"location\":\"paris\"");
    assertThat(there.at("/detail")).contains("Only 5 of 6 units", "at 'paris'");
    assertThat(admin.get("/api/v1/orders/hold/cart-" + sku).status()).isEqualTo(404);
    assertThat(hold("cart-" + sku, 5, ",\"location\":\"paris\"").at("/by_location/0/location"))
        .isEqualTo("paris");
    assertThat(hold("cart-" + sku, 4, "").code()).isEqualTo("key_used_differently");
  }

  @Test
  void givesAnOrderWhatItsCartHolds() {
    String cart = "cart-" + sku;
    hold(cart, 10, "");
    String order =
        "{\"status\":\"processing\",\"holds\":[\"%s\"],\"lines\":[{\"line\":\"1\",\"sku\":\"%s\",\"quantity\":10}]}"
            .formatted(cart, sku);
    Answer put = admin.send("PUT", "/api/v1/orders/web/of-" + cart, order);
    assertThat(put.status()).as(put.text()).isEqualTo(200);
    assertThat(put.at("/holds_taken/0")).isEqualTo(cart);
    assertThat(put.json().at("/skipped")).isEmpty();
    assertThat(put.json().at("/moved/reserved").asLong()).isEqualTo(10);
    assertThat(list("&channel=hold").json().at("/data")).isEmpty();
    assertThat(hold(cart, 10, "").code()).as("the hold is over").isEqualTo("conflict");

    Answer again = admin.send("PUT", "/api/v1/orders/web/of-" + cart, order);
    assertThat(again.json().at("/holds_taken")).isEmpty();
    assertThat(again.json().at("/moved/reserved").asLong()).isZero();
    Answer wrong =
        admin.send(
            "PUT",
            "/api/v1/orders/web/of-" + cart,
            order.replace("[\"" + cart + "\"]", "[\"\",null]"));
    assertThat(wrong.json().at("/errors"))
        .extracting(error -> error.at("/pointer").asString())
        .containsExactly("/holds/0", "/holds/1");
  }

  @Test
  void givesTheFirstOrderOfABatchWhatItsCartHolds() {
    String cart = "cart-" + sku;
    hold(cart, 10, "");
    String batch =
        "{\"orders\":[%s,%s,%s]}"
            .formatted(
                order("a-" + cart, 6, cart), order("b-" + cart, 6, cart), order("c", 1, "\",\""));
    Answer put = admin.post("/api/v1/orders:batch", batch);
    assertThat(put.at("/data/0/holds_taken/0")).as(put.text()).isEqualTo(cart);
    assertThat(put.json().at("/data/0/reserved_count").asInt()).isOne();
    assertThat(put.json().at("/data/1").has("holds_taken")).isFalse();
    assertThat(put.json().at("/data/1/skipped/0/units").asLong()).isEqualTo(2);
    assertThat(put.at("/data/2/errors/0/pointer")).isEqualTo("/holds/0");
    Answer again = admin.post("/api/v1/orders:batch", batch);
    assertThat(again.json().at("/data/0").has("holds_taken")).isFalse();
    assertThat(again.json().at("/data/0/moved/reserved").asLong()).isZero();

    Answer alone =
        admin.post(
            "/api/v1/orders:batch",
            "{\"orders\":[{\"channel\":\"web\",\"external_id\":\"d\",\"status\":\"shipped\",\"holds\":[\"x\"]}]}");
    assertThat(alone.at("/data/0/errors/0/pointer")).isEqualTo("/holds");
  }

  @Test
  void givesTheFirstOrderOfAFileWhatItsCartHolds() {
    String cart = "cart-" + sku;
    hold(cart, 10, "");
    String file = order("e-" + cart, 6, cart) + "\n" + order("f-" + cart, 6, cart) + "\n";
    Answer imported = importOrders(file);
    assertThat(imported.at("/status")).as(imported.text()).isEqualTo("complete");
    assertThat(admin.get("/api/v1/orders/web/e-" + cart).at("/log/0/note"))
        .isEqualTo("took over hold '" + cart + "'");
    assertThat(list("&channel=hold").json().at("/data")).isEmpty();
    assertThat(list("&order=f-" + cart).json().at("/data/0/quantity").asLong()).isEqualTo(4);
    assertThat(importOrders(file).json().at("/already_recorded").asInt()).isEqualTo(2);
    assertThat(importOrders(order("g", 1, "")).at("/errors/0/column")).isEqualTo("/holds/0");
  }

  @Test
  void saysWhenAHoldEndsOnlyWhileTheOrderIsOne() {
    String channel = "pay-" + sku;
    admin.send("PUT", "/api/v1/channels/" + channel, "{\"preset\":\"hold_then_pay\"}");
    String path = "/api/v1/orders/" + channel + "/1";
    String lines = ",\"lines\":[{\"line\":\"1\",\"sku\":\"%s\",\"quantity\":1}]}".formatted(sku);
    Answer held = admin.send("PUT", path, "{\"status\":\"created\"" + lines);
    assertThat(held.json().at("/hold_until").isNull()).isFalse();
    Answer paid = admin.send("PUT", path, "{\"status\":\"paid\"" + lines);
    assertThat(paid.json().at("/hold_until").isNull()).isTrue();
    assertThat(admin.get(path).json().at("/hold_until").isNull()).isTrue();
  }

  private static Answer importOrders(String lines) {
    return admin.upload(
        "/api/v1/imports?kind=orders", lines.getBytes(StandardCharsets.UTF_8), "application/jsonl");
  }

  /** As a batch and a line of JSON have it. */
  private String order(String id, long quantity, String hold) {
    return ("{\"channel\":\"web\",\"external_id\":\"%s\",\"status\":\"processing\",\"holds\":[\"%s\"],"
            + "\"lines\":[{\"line\":\"1\",\"sku\":\"%s\",\"quantity\":%d}]}")
        .formatted(id, hold, sku, quantity);
  }

  @Test
  void saysAllThatIsWrongWithAHold() {
    Answer refused =
        admin.post(
            "/api/v1/reservations",
            "{\"quantity\":0,\"reference\":\"\",\"minutes\":1,\"expires_at\":\"2020-01-01T00:00:00Z\"}");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().at("/errors"))
        .extracting(error -> error.at("/pointer").asString())
        .containsExactlyInAnyOrder("/sku", "/quantity", "/reference", "/expires_at", "/expires_at");
    assertThat(hold("mars", 1, ",\"location\":\"mars\"").code()).isEqualTo("unknown_location");
    assertThat(list("&older_than=yesterday").at("/errors/0/detail")).contains("PT30M");
    assertThat(admin.post("/api/v1/reservations/none/release", "{}").status()).isEqualTo(404);
  }

  @Test
  void reservesALineAtAnotherLocation() {
    String order = "/api/v1/orders/web/o-" + sku;
    admin.send(
        "PUT",
        order,
        "{\"status\":\"processing\",\"lines\":[{\"line\":\"a/1\",\"sku\":\"%s\",\"quantity\":3}]}"
            .formatted(sku));
    String path = order + "/lines/a%2F1/resource";
    Answer moved = admin.post(path, "{\"to\":\"paris\",\"quantity\":2}");
    assertThat(moved.status()).as(moved.text()).isEqualTo(200);
    assertThat(moved.json().at("/moved/reserved").asLong()).isEqualTo(2);
    assertThat(list("&location=paris").json().at("/data/0/quantity").asLong()).isEqualTo(2);
    Answer again = admin.post(path, "{\"to\":\"paris\",\"quantity\":2}");
    assertThat(again.json().at("/moved/reserved").asLong()).isZero();
    assertThat(admin.get(order).at("/log/1/note")).isEqualTo("2 of line a/1 to paris");

    assertThat(admin.post(path, "{\"to\":\"mars\"}").code()).isEqualTo("unknown_location");
    assertThat(admin.post(path, "{\"to\":\"paris\",\"quantity\":4}").at("/detail"))
        .isEqualTo("Only 3 units are reserved for the line, not 4. Nothing was moved.");
    assertThat(admin.post(order + "/lines/b/resource", "{\"to\":\"paris\"}").status())
        .isEqualTo(404);
    hold("rest-" + sku, 3, ",\"location\":\"paris\"");
    assertThat(admin.post(path, "{\"to\":\"paris\"}").code()).isEqualTo("insufficient_stock");
  }

  @Test
  void keepsTheChannelOfHoldsAsItIs() {
    hold("c-" + sku, 1, "");
    String path = "/api/v1/channels/hold";
    assertThat(admin.send("PUT", path, "{\"preset\":\"hold_then_pay\"}").at("/errors/0/detail"))
        .contains("Onhand's own");
    Answer kept = admin.send("PUT", path, "{\"hold_minutes\":5,\"preset\":\"holds\"}");
    assertThat(kept.json().at("/effective_statuses").toString())
        .isEqualTo("{\"held\":{\"effect\":\"hold\"},\"released\":{\"effect\":\"release\"}}");
  }

  @Test
  void auditsWhatIsReserved() throws SQLException {
    admin.send(
        "PUT",
        "/api/v1/orders/web/audited-" + sku,
        "{\"status\":\"processing\",\"lines\":[{\"line\":\"1\",\"sku\":\"%s\",\"quantity\":3}]}"
            .formatted(sku));
    Answer clean = audit("{}");
    assertThat(clean.json().at("/clean").asBoolean()).as(clean.text()).isTrue();
    assertThat(clean.json().at("/units_for_orders").asLong()).isPositive();
    try (Connection connection = SERVER.database().superuser();
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(
          "update order_doing d set reserved = 2 from product p where p.product_id = d.product_id and p.sku = '"
              + sku
              + "'");
    }
    Answer wrong = audit("");
    assertThat(wrong.json().at("/clean").asBoolean()).isFalse();
    assertThat(wrong.json().at("/findings_total").asInt()).isOne();
    assertThat(wrong.at("/findings/0/kind")).isEqualTo("mismatched");
    assertThat(wrong.at("/findings/0/order")).isEqualTo("web/audited-" + sku);
    assertThat(wrong.at("/findings/0/sku")).isEqualTo(sku);
    assertThat(wrong.at("/findings/0/location")).isEqualTo("berlin");
    assertThat(wrong.json().at("/findings/0/stored").asLong()).isEqualTo(2);
    assertThat(wrong.json().at("/findings/0/calculated").asLong()).isEqualTo(3);
    assertThat(audit("{\"fix\":true}").json().at("/findings/0/fixed").asBoolean()).isTrue();
    assertThat(audit("{\"fix\":true}").json().at("/clean").asBoolean()).isTrue();
  }

  private static Answer audit(String body) {
    return admin.send("POST", "/api/v1/reservations/audit", body.isEmpty() ? null : body);
  }
}
