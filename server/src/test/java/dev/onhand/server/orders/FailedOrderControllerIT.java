package dev.onhand.server.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.order.Freshness;
import dev.onhand.core.order.Order;
import dev.onhand.core.order.OrderSnapshot;
import dev.onhand.engine.access.Sellers;
import dev.onhand.engine.orders.FailedOrder;
import dev.onhand.engine.orders.FailedOrders;
import dev.onhand.server.movements.Shop;
import dev.onhand.server.testing.Client;
import dev.onhand.server.testing.Client.Answer;
import dev.onhand.server.testing.RunningServer;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FailedOrderControllerIT {

  private static final String PATH = "/api/v1/failed-orders";

  @RegisterExtension static final RunningServer SERVER = RunningServer.start();

  private static Client admin;

  @BeforeAll
  static void open() {
    admin = SERVER.admin();
    Shop.open(SERVER);
  }

  /** As if the books had refused it once; gives its id. */
  private static String fail(String order, String sku) {
    SellerId seller = SERVER.server().get(Sellers.class).findByCode("default").orElseThrow().id();
    OrderSnapshot snapshot =
        OrderSnapshot.of(
            "processing",
            new Freshness(null, null, Instant.EPOCH),
            List.of(OrderSnapshot.Line.of("1", sku, 2)));
    SERVER
        .server()
        .get(FailedOrders.class)
        .keep(
            seller,
            new FailedOrder.Failure(
                new Order.Name("web", order), snapshot, "limit_exceeded", "Too many.", "tester"));
    return admin.get(PATH).at("/data/0/id");
  }

  @Test
  void isListedTriedAgainAndSettled() {
    String sku = Shop.product(admin);
    String id = fail("f-" + sku, sku);
    assertThat(id).startsWith("fail_");
    assertThat(admin.get(PATH).at("/data/0/detail")).isEqualTo("Too many.");
    Answer tried = admin.post(PATH + "/" + id + "/retry", "{}");
    assertThat(tried.json().at("/settled_at").isNull()).isFalse();
    assertThat(admin.get(PATH).text()).doesNotContain(id);
    assertThat(admin.get(PATH + "?all=true").text()).contains(id);
    assertThat(admin.get("/api/v1/orders/web/f-" + sku).json().at("/lines/0/backordered").asLong())
        .isEqualTo(2);
    assertThat(admin.post(PATH + "/" + id + "/retry", "{}").json())
        .as("what is settled is not tried again")
        .isEqualTo(tried.json());
  }

  @Test
  void isGivenUp() {
    String sku = Shop.product(admin);
    String id = fail("g-" + sku, sku);
    assertThat(admin.post(PATH + "/" + id + "/dismiss", "{}").at("/settled_by"))
        .isEqualTo("token:admin");
    assertThat(admin.get("/api/v1/orders/web/g-" + sku).status()).isEqualTo(404);
    assertThat(admin.get(PATH + "/fail_0000000009999").status()).isEqualTo(404);
  }

  @Test
  void whatTheBooksRefuseIsKept() {
    String sku = Shop.product(admin);
    String order = "h-" + sku;
    admin.post(
        "/api/v1/stock/" + sku + "/set",
        "{\"location\":\"berlin\",\"on_hand\":1}",
        "Idempotency-Key",
        "set-" + sku);
    Answer shipped = put(order, sku, "processing");
    String key = admin.get("/api/v1/movements?sku=" + sku + "&reason=reserve").at("/data/0/key");
    assertThat(shipped.status()).isEqualTo(200);
    String squatted = key.replace(order, "i" + order.substring(1));
    admin.post(
        "/api/v1/movements",
        "{\"sku\":\"%s\",\"reason\":\"purchase\",\"quantity\":5,\"location\":\"berlin\"}"
            .formatted(sku),
        "Idempotency-Key",
        squatted);
    Answer refused = put("i" + order.substring(1), sku, "processing");
    assertThat(refused.code()).isEqualTo("key_used_differently");
    assertThat(admin.get(PATH).at("/data/0/external_id")).isEqualTo("i" + order.substring(1));
    String id = admin.get(PATH).at("/data/0/id");
    Answer tried = admin.post(PATH + "/" + id + "/retry", "{}");
    assertThat(tried.json().at("/tries").asInt()).isEqualTo(2);
    assertThat(tried.json().at("/settled_at").isNull()).isTrue();
    admin.post(PATH + "/" + id + "/dismiss", "{}");
  }

  private static Answer put(String order, String sku, String status) {
    return admin.send(
        "PUT",
        "/api/v1/orders/web/" + order,
        "{\"status\":\"%s\",\"lines\":[{\"line\":\"1\",\"sku\":\"%s\",\"quantity\":1}]}"
            .formatted(status, sku));
  }
}
