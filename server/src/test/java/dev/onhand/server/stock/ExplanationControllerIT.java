package dev.onhand.server.stock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.server.movements.Shop;
import dev.onhand.server.testing.Client;
import dev.onhand.server.testing.Client.Answer;
import dev.onhand.server.testing.RunningServer;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

class ExplanationControllerIT {

  @RegisterExtension static final RunningServer SERVER = RunningServer.start();

  private static Client admin;

  private String sku;

  @BeforeAll
  static void open() {
    admin = SERVER.admin();
    Shop.open(SERVER);
  }

  @BeforeEach
  void makeProduct() {
    sku = Shop.product(admin);
    move("opening_stock", 100);
    move("damage", 2);
  }

  @Test
  void explainsEachNumberByWhatItIsMadeOf() {
    Answer order = order("1001", 3);
    assertThat(order.status()).isEqualTo(200);
    Answer answer = admin.get("/api/v1/stock/" + sku + "/explain?channel=web");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.at("/object")).isEqualTo("explanation");
    assertThat(answer.json().at("/adds_up").asBoolean()).isTrue();
    assertThat(answer.json().at("/differences")).isEmpty();
    assertThat(answer.json().at("/on_hand/units").asLong()).isEqualTo(98);
    JsonNode states = answer.json().at("/on_hand/splits/0/parts/0/splits/0/parts");
    assertThat(states.get(0).at("/name").asString()).isEqualTo("available");
    assertThat(states.get(0).at("/units").asLong()).isEqualTo(95);
    assertThat(states.get(0).at("/splits/0/by").asString()).isEqualTo("reason");
    assertThat(states.get(1).at("/splits/1/parts/0/cause/reference").asString())
        .startsWith("web/1001");
    assertThat(answer.json().at("/channel/0/name").asString()).isEqualTo("reserved");
    assertThat(answer.json().at("/channel/0/units").asLong()).isEqualTo(3);
    assertThat(answer.json().at("/to_promise/units").asLong()).isEqualTo(95);
  }

  @Test
  void countsWhatItDoesNotShow() {
    for (int i = 0; i < 4; i++) {
      move("purchase", 1);
    }
    JsonNode available =
        admin
            .get("/api/v1/stock/" + sku + "/explain?limit=1")
            .json()
            .at("/on_hand/splits/0/parts/0/splits/0/parts/0");
    JsonNode purchases = available.at("/splits/0/parts/1");
    assertThat(purchases.at("/count").asLong()).isEqualTo(4);
    assertThat(purchases.at("/splits/0/parts")).hasSize(2);
    assertThat(purchases.at("/splits/0/parts/1/what").asString()).isEqualTo("more");
    assertThat(purchases.at("/splits/0/parts/1/units").asLong()).isEqualTo(3);
  }

  @Test
  void looksBack() {
    Answer before = admin.get("/api/v1/stock/" + sku + "/explain?at=2020-01-01T00:00:00Z");
    assertThat(before.json().at("/on_hand/units").asLong(-1)).isZero();
    assertThat(before.json().at("/to_promise").isNull()).isTrue();
    assertThat(before.json().at("/adds_up").asBoolean()).isTrue();
  }

  @Test
  void saysWhatIsWrongWithAQuestion() {
    assertThat(admin.get("/api/v1/stock/nothing-such/explain").status()).isEqualTo(404);
    for (String wrong : new String[] {"channel=nope", "limit=0", "limit=201", "at=yesterday"}) {
      Answer answer = admin.get("/api/v1/stock/" + sku + "/explain?" + wrong);
      assertThat(answer.status()).as(wrong).isEqualTo(400);
      assertThat(answer.at("/errors/0/pointer")).contains(wrong.split("=")[0]);
    }
  }

  private Answer order(String id, int units) {
    return admin.send(
        "PUT",
        "/api/v1/orders/web/" + id + "-" + sku,
        """
        {"status":"processing","lines":[{"line":"1","sku":"%s","quantity":%d}]}
        """
            .formatted(sku, units));
  }

  private void move(String reason, int units) {
    Answer answer =
        admin.post(
            "/api/v1/movements",
            """
            {"sku":"%s","reason":"%s","quantity":%d,"location":"berlin"}
            """
                .formatted(sku, reason, units),
            "Idempotency-Key",
            UUID.randomUUID().toString());
    assertThat(answer.status()).isEqualTo(201);
  }
}
