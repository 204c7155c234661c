package dev.onhand.server.movements;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.server.testing.Client;
import dev.onhand.server.testing.Client.Answer;
import dev.onhand.server.testing.RunningServer;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class BatchControllerIT {

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
  }

  @Test
  void givesEachItemItsOwnOutcome() {
    Answer answer =
        batch(
            item("purchase", 10),
            item("sale", 11),
            item("sale", 4),
            item("sale", 4).replace("berlin", "mars"));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().at("/data").findValuesAsString("status"))
        .containsExactly("recorded", "refused", "recorded", "refused");
    assertThat(answer.at("/data/1/code")).isEqualTo("insufficient_stock");
    assertThat(answer.at("/data/3/code")).isEqualTo("unknown_location");
    assertThat(answer.json().at("/recorded").asInt()).isEqualTo(2);
    assertThat(answer.json().at("/refused").asInt()).isEqualTo(2);
    assertThat(admin.get("/api/v1/movements/" + answer.at("/data/0/movement_id")).status())
        .isEqualTo(200);
    assertThat(onHand()).isEqualTo(6);
  }

  @Test
  void recordsARepeatedBatchOnce() {
    String body = body(item("purchase", 10), item("sale", 4));
    Answer first = admin.post("/api/v1/movements:batch", body);
    Answer again = admin.post("/api/v1/movements:batch", body);
    assertThat(again.json().at("/already_recorded").asInt()).isEqualTo(2);
    assertThat(again.json().at("/data").findValuesAsString("movement_id"))
        .isEqualTo(first.json().at("/data").findValuesAsString("movement_id"));
    assertThat(onHand()).isEqualTo(6);
  }

  @Test
  void foldsTwinsWithinABatch() {
    String twin = item("purchase", 10);
    Answer answer = batch(twin, twin);
    assertThat(answer.json().at("/data").findValuesAsString("status"))
        .containsExactly("recorded", "already_recorded");
    assertThat(onHand()).isEqualTo(10);
  }

  @Test
  void refusesMalformedItemsOneByOne() {
    Answer answer =
        batch(
            item("purchase", 10),
            "17",
            item("purchase", 1).replace("\"quantity\":1", "\"quantity\":\"1\""),
            item("purchase", 1).replace("\"quantity\":1", "\"quantity\":1.5"),
            item("purchase", 1).replace("\"quantity\":1", "\"quantity\":99999999999999999999"),
            item("purchase", 1).replace("\"quantity\"", "\"quantiti\""),
            item("purchase", 1).replace("\"reason\":\"purchase\"", "\"reason\":[{\"a\":[1]}]"),
            item("purchase", 1).replace("\"key\"", "\"note\""),
            item("purchase", 2));
    assertThat(answer.json().at("/data").findValuesAsString("status"))
        .containsExactly(
            "recorded",
            "refused",
            "refused",
            "refused",
            "refused",
            "refused",
            "refused",
            "refused",
            "recorded");
    assertThat(answer.at("/data/5/code")).isEqualTo("invalid_request");
    assertThat(answer.at("/data/5/errors/0/pointer")).isEqualTo("/quantiti");
    assertThat(answer.at("/data/7/errors/0/pointer")).isEqualTo("/key");
    assertThat(onHand()).isEqualTo(12);
  }

  @Test
  void recordsAnAtomicBatchWholeOrNotAtAll() {
    Answer refused =
        admin.post("/api/v1/movements:batch", atomic(item("purchase", 10), item("sale", 11)));
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.code()).isEqualTo("list_refused");
    assertThat(refused.at("/errors/0/pointer")).isEqualTo("/items/1");
    assertThat(refused.at("/errors/0/code")).isEqualTo("insufficient_stock");
    assertThat(onHand()).isZero();
    Answer accepted =
        admin.post("/api/v1/movements:batch", atomic(item("purchase", 10), item("sale", 9)));
    assertThat(accepted.json().at("/recorded").asInt()).isEqualTo(2);
    assertThat(onHand()).isEqualTo(1);
  }

  @Test
  void refusesAnAtomicBatchWithAMalformedItem() {
    Answer answer =
        admin.post("/api/v1/movements:batch", atomic(item("purchase", 10), item("purchase", 0)));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.at("/errors/0/pointer")).isEqualTo("/items/1/quantity");
    assertThat(onHand()).isZero();
  }

  @Test
  void saysInADryRunWhatWouldHappen() {
    String body = body(item("purchase", 10), item("sale", 11), item("sale", 1));
    Answer dry = admin.post("/api/v1/movements:batch?dry_run=true", body);
    assertThat(dry.json().at("/dry_run").asBoolean()).isTrue();
    assertThat(onHand()).isZero();
    Answer live = admin.post("/api/v1/movements:batch", body);
    assertThat(dry.json().at("/data").findValuesAsString("status"))
        .isEqualTo(live.json().at("/data").findValuesAsString("status"));
  }

  @Test
  void takesTenThousandItemsAndNoMore() {
    String[] items =
        IntStream.range(0, 10_000).mapToObj(i -> item("purchase", 1)).toArray(String[]::new);
    Answer answer = batch(items);
    assertThat(answer.json().at("/recorded").asInt()).isEqualTo(10_000);
    String tooMany = body(items).replace("]}", "," + item("purchase", 1) + "]}");
    Answer refused = admin.post("/api/v1/movements:batch", tooMany);
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.at("/errors/0/pointer")).isEqualTo("/items");
  }

  @Test
  void refusesABodyThatIsNoBatch() {
    for (String body :
        List.of(
            "[]",
            "{}",
            "{\"items\":[]}",
            "{\"items\":{}}",
            "{\"items\":null}",
            "{\"items\":[{]}",
            "{\"items\":[{\"key\":\"a\",\"key\":\"b\"}]}",
            "{\"items\":[",
            "{\"atomic\":1,\"items\":[{}]}",
            "{\"item\":[]}",
            body(item("purchase", 1)) + "x")) {
      Answer answer = admin.post("/api/v1/movements:batch", body);
      assertThat(answer.status()).as(body).isEqualTo(400);
      assertThat(answer.code()).as(body).isEqualTo("invalid_request");
    }
    assertThat(onHand()).isZero();
  }

  private Answer batch(String... items) {
    return admin.post("/api/v1/movements:batch", body(items));
  }

  private static String body(String... items) {
    return "{\"items\":[" + String.join(",", items) + "]}";
  }

  private static String atomic(String... items) {
    return "{\"atomic\":true,\"items\":["
        + List.of(items).stream().collect(Collectors.joining(","))
        + "]}";
  }

  private String item(String reason, int units) {
    return "{\"key\":\"%s\",\"sku\":\"%s\",\"reason\":\"%s\",\"quantity\":%d,\"location\":\"berlin\"}"
        .formatted(UUID.randomUUID(), sku, reason, units);
  }

  private long onHand() {
    return admin.get("/api/v1/products/" + sku).json().at("/on_hand").asLong();
  }
}
