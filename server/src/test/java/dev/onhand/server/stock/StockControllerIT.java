package dev.onhand.server.stock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.server.movements.Shop;
import dev.onhand.server.testing.Client;
import dev.onhand.server.testing.Client.Answer;
import dev.onhand.server.testing.RunningServer;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class StockControllerIT {

  @RegisterExtension static final RunningServer SERVER = RunningServer.start();

  private static Client admin;

  @BeforeAll
  static void open() {
    admin = SERVER.admin();
    Shop.open(SERVER);
  }

  @Test
  void showsStockOfAProduct() {
    String sku = Shop.product(admin);
    move(sku, "purchase", 10, "berlin");
    move(sku, "purchase", 5, "paris");
    move(sku, "reserve", 2, "paris");
    move(sku, "set_aside", 1, "paris");
    Answer answer = admin.get("/api/v1/stock/" + sku);
    assertThat(answer.at("/object")).isEqualTo("stock");
    assertThat(answer.json().at("/on_hand").asLong()).isEqualTo(15);
    assertThat(answer.json().at("/available").asLong()).isEqualTo(12);
    assertThat(answer.json().at("/reserved").asLong()).isEqualTo(2);
    assertThat(answer.json().at("/unavailable").asLong()).isEqualTo(1);
    assertThat(answer.json().at("/levels").findValuesAsString("location"))
        .containsExactly("berlin", "paris");
    assertThat(admin.get("/api/v1/stock/" + answer.at("/product_id")).json())
        .isEqualTo(answer.json());
  }

  @Test
  void showsOneLevelWithItsVersion() {
    String sku = Shop.product(admin);
    move(sku, "purchase", 10, "berlin");
    Answer answer = admin.get("/api/v1/stock/" + sku + "/levels/berlin");
    assertThat(answer.header("ETag")).isEqualTo("W/\"1\"");
    assertThat(answer.json().at("/floor").asLong(-1)).isZero();
    assertThat(answer.json().at("/floor_is_own").asBoolean()).isFalse();
    assertThat(admin.get("/api/v1/stock/" + sku + "/levels/paris").status()).isEqualTo(404);
  }

  @Test
  void looksBackByBothTimes() {
    String sku = Shop.product(admin);
    move(sku, "purchase", 10, "berlin");
    Answer backdated =
        admin.post(
            "/api/v1/movements",
            """
            {"sku":"%s","reason":"purchase","quantity":5,"location":"paris","occurred_at":"2020-01-02T00:00:00Z"}
            """
                .formatted(sku),
            "Idempotency-Key",
            UUID.randomUUID().toString());
    assertThat(backdated.status()).isEqualTo(201);
    Answer then = admin.get("/api/v1/stock/" + sku + "?at=2020-06-01T00:00:00Z");
    assertThat(then.json().at("/on_hand").asLong()).isEqualTo(5);
    assertThat(then.at("/axis")).isEqualTo("occurred");
    assertThat(then.at("/at")).isEqualTo("2020-06-01T00:00:00Z");
    assertThat(then.json().at("/levels").findValuesAsString("location")).containsExactly("paris");
    assertThat(then.json().at("/levels/0/version").isNull()).isTrue();
    Answer known = admin.get("/api/v1/stock/" + sku + "?at=2020-06-01T00:00:00Z&axis=recorded");
    assertThat(known.json().at("/on_hand").asLong(-1)).isZero();
    Answer now = admin.get("/api/v1/stock/" + sku + "?at=2100-01-01T00:00:00Z");
    assertThat(now.json().at("/on_hand").asLong()).isEqualTo(15);
    assertThat(admin.get("/api/v1/stock/" + sku + "?at=then").status()).isEqualTo(400);
    assertThat(admin.get("/api/v1/stock/" + sku + "?axis=x").status()).isEqualTo(400);
  }

  @Test
  void knowsNoStockOfAnUnknownProduct() {
    assertThat(admin.get("/api/v1/stock/never-heard-of").status()).isEqualTo(404);
    assertThat(admin.get("/api/v1/stock/sku_0000000000zzz").status()).isEqualTo(404);
  }

  @Test
  void listsStock() {
    String first = Shop.product(admin);
    String second = Shop.product(admin);
    move(first, "purchase", 3, "berlin");
    move(second, "purchase", 4, "paris");
    assertThat(skus("/api/v1/stock?limit=200")).contains(first, second);
    assertThat(skus("/api/v1/stock?limit=200&location=paris"))
        .contains(second)
        .doesNotContain(first);
    assertThat(skus("/api/v1/stock?q=" + first.toUpperCase(java.util.Locale.ROOT)))
        .contains(first)
        .doesNotContain(second);
    assertThat(admin.get("/api/v1/stock?q=" + first).json().at("/data/0").has("levels")).isFalse();
    assertThat(
            admin
                .get("/api/v1/stock?expand=levels&q=" + first)
                .json()
                .at("/data/0/levels/0/on_hand")
                .asLong())
        .isEqualTo(3);
  }

  @Test
  void refusesFiltersItDoesNotUnderstand() {
    for (String query :
        new String[] {"location=mars", "expand=all", "below_floor=perhaps", "q=%00", "limit=0"}) {
      assertThat(admin.get("/api/v1/stock?" + query).status()).as(query).isEqualTo(400);
    }
  }

  private static java.util.List<String> skus(String path) {
    return admin.get(path).json().at("/data").findValuesAsString("sku");
  }

  private static void move(String sku, String reason, int units, String location) {
    Answer answer =
        admin.post(
            "/api/v1/movements",
            """
            {"sku":"%s","reason":"%s","quantity":%d,"location":"%s"}
            """
                .formatted(sku, reason, units, location),
            "Idempotency-Key",
            UUID.randomUUID().toString());
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
  }
}
