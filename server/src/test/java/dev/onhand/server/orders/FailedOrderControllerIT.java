package dev.onhand.server.orders;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.order.Freshness;
import dev.onhand.core.order.Order;
import dev.onhand.core.order.OrderSnapshot;
import dev.onhand.engine.access.Sellers;
import dev.onhand.engine.orders.Bringer;
import dev.onhand.engine.orders.FailedOrder;
import dev.onhand.engine.orders.FailedOrders;
import dev.onhand.engine.orders.Orders;
import dev.onhand.server.movements.Shop;
import dev.onhand.server.testing.Client;
import dev.onhand.server.testing.Client.Answer;
import dev.onhand.server.testing.RunningServer;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

class FailedOrderControllerIT {

  private static final String PATH = "/api/v1/failed-orders";

  @RegisterExtension static final RunningServer SERVER = RunningServer.start();

  private static Client admin;

  @BeforeAll
  static void open() {
    admin = SERVER.admin();
    Shop.open(SERVER);
  }

  /** As if a file had brought it and the books had refused it; gives its id. */
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
        .refused(
            seller,
            Bringer.FILE,
            new FailedOrder.Failure(
                new Orders.Delivery(new Order.Name("web", order), snapshot),
                "limit_exceeded",
                "Too many.",
                "tester"));
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
    assertThat(tried.json().at("/retry_at").isNull()).as("it is not tried any more").isTrue();
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
  void aCallerWhoIsToldOfARefusalLeavesNothingBehind() {
    String sku = Shop.product(admin);
    String order = "i-" + sku;
    squatOnKeyOf(order, sku);
    String before = admin.get("/api/v1/stock/" + sku).text();
    Answer refused = put(order, sku, "processing");
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.code()).isEqualTo("key_used_differently");
    Answer batch =
        admin.post(
            "/api/v1/orders:batch",
            "{\"orders\":[{\"channel\":\"web\",\"external_id\":\"%s\",%s]}"
                .formatted(order, snapshot(sku, "processing").substring(1)));
    assertThat(batch.at("/data/0/outcome")).isEqualTo("refused");

    assertThat(admin.get(PATH + "?all=true").text()).doesNotContain(order);
    assertThat(admin.get("/api/v1/orders/web/" + order).status()).isEqualTo(404);
    assertThat(admin.get("/api/v1/stock/" + sku).text()).isEqualTo(before);
  }

  @Test
  void anOrderOfAFileThatTheBooksRefuseIsInItsReportAndAmongTheFailed() {
    String sku = Shop.product(admin);
    String order = "j-" + sku;
    squatOnKeyOf(order, sku);
    String csv =
        "channel,external_id,status,line,sku,quantity\nweb,%s,processing,1,%s,1\n"
            .formatted(order, sku);
    JsonNode report = imported(csv);
    assertThat(report.at("/errors/0/code").asString()).isEqualTo("key_used_differently");
    assertThat(report.at("/errors/0/line").asInt()).isEqualTo(2);
    assertThat(report.at("/errors/0/order").asString()).isEqualTo("web/" + order);
    Answer kept = admin.get(PATH);
    assertThat(kept.at("/data/0/external_id")).isEqualTo(order);
    assertThat(kept.json().at("/data/0/tries").asInt()).isEqualTo(1);
    assertThat(kept.at("/data/0/detail"))
        .as("it names the movement as all answers do")
        .contains("another movement (mov_")
        .isEqualTo(report.at("/errors/0/detail").asString());
    imported(csv);
    assertThat(admin.get(PATH).json().at("/data/0/tries").asInt())
        .as("the same file again is a further try")
        .isEqualTo(2);
    String id = kept.at("/data/0/id");
    Answer tried = admin.post(PATH + "/" + id + "/retry", "{}");
    assertThat(tried.json().at("/tries").asInt()).isEqualTo(3);
    assertThat(tried.json().at("/settled_at").isNull()).isTrue();
    admin.post(PATH + "/" + id + "/dismiss", "{}");
  }

  /** Records something else under the key that reserving the order's line would have. */
  private static void squatOnKeyOf(String order, String sku) {
    String like = "h" + order.substring(1);
    admin.post(
        "/api/v1/stock/" + sku + "/set",
        "{\"location\":\"berlin\",\"on_hand\":1}",
        "Idempotency-Key",
        "set-" + sku);
    assertThat(put(like, sku, "processing").status()).isEqualTo(200);
    String key = admin.get("/api/v1/movements?sku=" + sku + "&reason=reserve").at("/data/0/key");
    admin.post(
        "/api/v1/movements",
        "{\"sku\":\"%s\",\"reason\":\"purchase\",\"quantity\":5,\"location\":\"berlin\"}"
            .formatted(sku),
        "Idempotency-Key",
        key.replace(like, order));
  }

  private static JsonNode imported(String csv) {
    return admin
        .upload("/api/v1/imports?kind=orders&on_error=skip", csv.getBytes(UTF_8), "text/csv")
        .json();
  }

  private static String snapshot(String sku, String status) {
    return "{\"status\":\"%s\",\"lines\":[{\"line\":\"1\",\"sku\":\"%s\",\"quantity\":1}]}"
        .formatted(status, sku);
  }

  private static Answer put(String order, String sku, String status) {
    return admin.send("PUT", "/api/v1/orders/web/" + order, snapshot(sku, status));
  }
}
