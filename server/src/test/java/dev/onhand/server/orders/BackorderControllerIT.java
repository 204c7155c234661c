package dev.onhand.server.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.server.movements.Shop;
import dev.onhand.server.testing.Client;
import dev.onhand.server.testing.RunningServer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class BackorderControllerIT {

  private static final String PATH = "/api/v1/backorders";

  @RegisterExtension static final RunningServer SERVER = RunningServer.start();

  private static Client admin;

  @BeforeAll
  static void open() {
    admin = SERVER.admin();
    Shop.open(SERVER);
  }

  private static void put(String order, String sku, long quantity, int priority) {
    assertThat(
            admin
                .send(
                    "PUT",
                    "/api/v1/orders/web/" + order,
                    "{\"status\":\"processing\",\"priority\":%d,\"lines\":[{\"line\":\"a\",\"sku\":\"%s\",\"quantity\":%d}]}"
                        .formatted(priority, sku, quantity))
                .status())
        .isEqualTo(200);
  }

  private static List<String> orders(String query) {
    List<String> orders = new ArrayList<>();
    admin
        .get(PATH + query)
        .json()
        .at("/data")
        .forEach(
            row ->
                orders.add(row.at("/position").asLong() + " " + row.at("/external_id").asString()));
    return orders;
  }

  @Test
  void listsTheQueueInTheOrderInWhichItIsFilled() {
    String sku = Shop.product(admin);
    put("1-" + sku, sku, 3, 0);
    put("2-" + sku, sku, 4, 0);
    put("3-" + sku, sku, 5, 9);
    assertThat(orders("?sku=" + sku)).containsExactly("1 3-" + sku, "2 1-" + sku, "3 2-" + sku);
    var first = admin.get(PATH + "?sku=" + sku + "&limit=1");
    assertThat(first.json().at("/has_more").asBoolean()).isTrue();
    assertThat(first.at("/data/0/sku")).isEqualTo(sku);
    assertThat(first.at("/data/0/line")).isEqualTo("a");
    assertThat(first.json().at("/data/0/missing").asLong()).isEqualTo(5);
    assertThat(first.json().at("/data/0/priority").asInt()).isEqualTo(9);
    assertThat(first.at("/data/0/since")).isNotEmpty();
  }

  @Test
  void goesOnBehindWhoWasServedMeanwhile() {
    String sku = Shop.product(admin);
    for (int i = 1; i <= 4; i++) {
      put(i + "-" + sku, sku, 2, 0);
    }
    String last = admin.get(PATH + "?limit=2&sku=" + sku).at("/data/1/id");
    admin.post("/api/v1/orders/web/2-" + sku + "/release", "{}");
    assertThat(orders("?sku=" + sku + "&starting_after=" + last))
        .containsExactly("2 3-" + sku, "3 4-" + sku);
  }

  @Test
  void coversAllProductsAndFiltersByChannel() {
    String one = Shop.product(admin);
    String other = Shop.product(admin);
    put("o-" + one, one, 1, 0);
    put("o-" + other, other, 1, 0);
    assertThat(orders("?limit=200")).contains("1 o-" + one, "1 o-" + other);
    assertThat(orders("?limit=200&channel=web")).contains("1 o-" + one);
    assertThat(orders("?channel=shop-" + UUID.randomUUID())).isEmpty();
    assertThat(orders("?sku=none-" + UUID.randomUUID())).isEmpty();
  }

  @Test
  void saysWhatIsWrongWithAPage() {
    assertThat(admin.get(PATH + "?limit=0").at("/errors/0/detail")).contains("1 to 200");
    assertThat(admin.get(PATH + "?starting_after=ord_1").status()).isEqualTo(400);
    assertThat(admin.get(PATH + "?starting_after=bko_AAAA").at("/errors/0/detail"))
        .contains("id of a backorder");
  }

  @Test
  void keepsThePriorityOfTheNewestSnapshot() {
    String sku = Shop.product(admin);
    put("p-" + sku, sku, 1, 7);
    var order = "/api/v1/orders/web/p-" + sku;
    admin.post(order + "/status", "{\"status\":\"processing\"}");
    assertThat(admin.get(order).json().at("/priority").asInt()).isEqualTo(7);
    put("p-" + sku, sku, 1, 0);
    assertThat(admin.get(order).json().at("/priority").asInt()).isZero();
  }

  @Test
  void refusesAPriorityThatIsNone() {
    String lines = "\"lines\":[{\"line\":\"a\",\"sku\":\"X\",\"quantity\":1}]";
    assertThat(
            admin
                .send(
                    "PUT",
                    "/api/v1/orders/web/bad",
                    "{\"status\":\"processing\",\"priority\":1000001," + lines + "}")
                .at("/errors/0/pointer"))
        .isEqualTo("/priority");
    assertThat(
            admin
                .post(
                    "/api/v1/orders:batch",
                    "{\"orders\":[{\"channel\":\"web\",\"external_id\":\"bad\",\"status\":\"processing\",\"priority\":1}]}")
                .text())
        .contains("priority comes with the lines");
  }
}
