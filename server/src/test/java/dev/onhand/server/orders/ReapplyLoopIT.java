package dev.onhand.server.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.server.movements.Shop;
import dev.onhand.server.testing.Client;
import dev.onhand.server.testing.RunningServer;
import dev.onhand.store.testing.Eventually;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ReapplyLoopIT {

  private static final Duration SOON = Duration.ofSeconds(20);

  @RegisterExtension static final RunningServer SERVER = RunningServer.start();

  private static Client admin;

  @BeforeAll
  static void open() {
    admin = SERVER.admin();
    Shop.open(SERVER);
  }

  @Test
  void fillsBackordersWhenStockComesTheOldestFirst() throws Exception {
    String sku = Shop.product(admin);
    put("first-" + sku, sku, 3);
    put("second-" + sku, sku, 3);
    receive(sku, 4);
    Eventually.within(SOON, "the oldest is filled", () -> reserved("first-" + sku) == 3);
    Eventually.within(SOON, "the next takes the rest", () -> reserved("second-" + sku) == 1);
    receive(sku, 10);
    Eventually.within(SOON, "the next is filled", () -> reserved("second-" + sku) == 3);
    assertThat(admin.get("/api/v1/stock/" + sku).json().at("/available").asLong()).isEqualTo(8);
    assertThat(admin.get("/api/v1/orders/web/second-" + sku).at("/log/1/actor"))
        .isEqualTo("system:orders");
  }

  @Test
  void appliesAParkedLineWhenItsSkuIsKnown() throws Exception {
    String known = Shop.product(admin);
    String sku = "later-" + known;
    put("parked-" + sku, sku, 2);
    admin.post("/api/v1/products", "{\"sku\":\"" + sku + "\"}");
    receive(sku, 5);
    Eventually.within(SOON, "the line is applied", () -> reserved("parked-" + sku) == 2);
    assertThat(admin.get("/api/v1/orders/web/parked-" + sku).json().at("/lines/0/parked").isNull())
        .isTrue();
  }

  @Test
  void tellsOfWhatLeftThoughTheBooksDidNotHaveItUntilItIsThere() throws Exception {
    String sku = Shop.product(admin);
    receive(sku, 1);
    admin.send(
        "PUT",
        "/api/v1/orders/web/shipped-" + sku,
        "{\"status\":\"shipped\",\"lines\":[{\"line\":\"a\",\"sku\":\"%s\",\"quantity\":4}]}"
            .formatted(sku));
    Eventually.within(
        SOON,
        "there is an alert",
        () -> alert(sku).startsWith("3 units of '" + sku + "' missing at 'berlin'"));
    put("waits-" + sku, sku, 2);
    receive(sku, 4);
    Eventually.within(SOON, "the rest goes to the backorder", () -> reserved("waits-" + sku) == 1);
    assertThat(admin.get("/api/v1/stock/" + sku).json().at("/available").asLong())
        .as("what was missing is filled first")
        .isZero();
    Eventually.within(SOON, "the alert is closed", () -> alert(sku).isEmpty());
  }

  /** What the open alert of a product that is short says; empty: there is none. */
  private static String alert(String sku) {
    for (var alert : admin.get("/api/v1/alerts").json().at("/data")) {
      if (alert.at("/kind").asString().equals("stock.below_floor")
          && alert.at("/detail").asString().contains(sku)
          && (alert.at("/closed_at").isNull() || alert.at("/closed_at").isMissingNode())) {
        return alert.at("/detail").asString();
      }
    }
    return "";
  }

  private static void put(String order, String sku, long quantity) {
    admin.send(
        "PUT",
        "/api/v1/orders/web/" + order,
        "{\"status\":\"processing\",\"lines\":[{\"line\":\"a\",\"sku\":\"%s\",\"quantity\":%d}]}"
            .formatted(sku, quantity));
  }

  private static void receive(String sku, long quantity) {
    admin.post(
        "/api/v1/movements",
        "{\"sku\":\"%s\",\"reason\":\"purchase\",\"quantity\":%d,\"location\":\"berlin\"}"
            .formatted(sku, quantity),
        "Idempotency-Key",
        UUID.randomUUID().toString());
  }

  private static long reserved(String order) {
    return admin.get("/api/v1/orders/web/" + order).json().at("/lines/0/reserved").asLong();
  }
}
