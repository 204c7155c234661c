package dev.onhand.server.movements;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.server.testing.Client;
import dev.onhand.server.testing.Client.Answer;
import dev.onhand.server.testing.RunningServer;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class MovementControllerIT {

  @RegisterExtension static final RunningServer SERVER = RunningServer.start();

  private static Client admin;

  @BeforeAll
  static void open() {
    admin = SERVER.admin();
    Shop.open(SERVER);
  }

  @Test
  void recordsAMovement() {
    String sku = Shop.product(admin);
    Answer answer =
        post(
            "k-%s".formatted(sku),
            """
            {"sku":"%s","reason":"purchase","quantity":5,"location":"berlin",
             "cause":{"kind":"container","reference":"C-1","line":"7"},"note":" hello ",
             "occurred_at":"2026-11-01T10:00:00+01:00"}
            """
                .formatted(sku));
    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.at("/object")).isEqualTo("movement");
    assertThat(answer.at("/id")).startsWith("mov_");
    assertThat(answer.at("/sku")).isEqualTo(sku);
    assertThat(answer.at("/key")).isEqualTo("k-" + sku);
    assertThat(answer.at("/change_type")).isEqualTo("container");
    assertThat(answer.at("/from/place")).isEqualTo("supplier");
    assertThat(answer.json().at("/from/location").isNull()).isTrue();
    assertThat(answer.at("/to/location")).isEqualTo("berlin");
    assertThat(answer.json().at("/to/on_hand_after").asLong()).isEqualTo(5);
    assertThat(answer.at("/cause/reference")).isEqualTo("C-1");
    assertThat(answer.at("/note")).isEqualTo("hello");
    assertThat(answer.at("/occurred_at")).isEqualTo("2026-11-01T09:00:00Z");
    assertThat(answer.at("/actor")).startsWith("token:");
    assertThat(answer.json().has("dry_run")).isFalse();
    Answer looked = admin.get("/api/v1/movements/" + answer.at("/id"));
    assertThat(without("position", looked)).isEqualTo(without("position", answer));
  }

  /** Its position is given to a movement when it is sealed, which may be a moment later. */
  private static JsonNode without(String field, Answer answer) {
    return ((ObjectNode) answer.json()).without(field);
  }

  @Test
  void takesIdsForNames() {
    String sku = Shop.product(admin);
    String product = admin.get("/api/v1/products/" + sku).at("/id");
    Answer first = purchase(sku, 3);
    Answer answer =
        post(
            key(),
            """
            {"product_id":"%s","reason":"sale","quantity":1,"location":"%s"}
            """
                .formatted(product, first.at("/to/location_id")));
    assertThat(answer.at("/sku")).isEqualTo(sku);
    assertThat(answer.at("/from/location")).isEqualTo("berlin");
  }

  @Test
  void givesTheFirstAnswerAgain() {
    String sku = Shop.product(admin);
    String key = key();
    String body = movement(sku, "purchase", 5);
    Answer first = post(key, body);
    purchase(sku, 9);
    Answer again = post('"' + key + '"', body);
    assertThat(again.status()).isEqualTo(201);
    assertThat(again.header("Idempotency-Hit")).isEqualTo("true");
    assertThat(first.header("Idempotency-Hit")).isEmpty();
    assertThat(without("position", again)).isEqualTo(without("position", first));
    assertThat(onHand(sku)).isEqualTo(14);
  }

  @Test
  void refusesAKeyThatWasUsedForAnotherMovement() {
    String sku = Shop.product(admin);
    String key = key();
    Answer first = post(key, movement(sku, "purchase", 5));
    Answer other = post(key, movement(sku, "purchase", 6));
    assertThat(other.status()).isEqualTo(422);
    assertThat(other.code()).isEqualTo("key_used_differently");
    assertThat(other.at("/detail")).contains(first.at("/id"));
    assertThat(onHand(sku)).isEqualTo(5);
  }

  @Test
  void needsAKey() {
    Answer answer = admin.post("/api/v1/movements", movement(Shop.product(admin), "purchase", 1));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("idempotency_key_missing");
  }

  @Test
  void refusesWhatIsNotThere() {
    String sku = Shop.product(admin);
    purchase(sku, 3);
    Answer answer = post(key(), movement(sku, "sale", 4));
    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.code()).isEqualTo("insufficient_stock");
    assertThat(answer.at("/errors/0/pointer")).isEqualTo("/quantity");
    assertThat(onHand(sku)).isEqualTo(3);
  }

  @Test
  void recordsAFactThatTheBooksCannotExplain() {
    String sku = Shop.product(admin);
    Answer answer =
        post(
            key(),
            """
            {"sku":"%s","reason":"sale","quantity":4,"location":"berlin","fact":true}
            """
                .formatted(sku));
    assertThat(answer.status()).isEqualTo(201);
    assertThat(onHand(sku)).isEqualTo(-4);
  }

  @Test
  void comparesOnHandBeforeItRecords() {
    String sku = Shop.product(admin);
    purchase(sku, 3);
    Answer answer =
        post(
            key(),
            """
            {"sku":"%s","reason":"sale","quantity":1,"location":"berlin","expected_on_hand":4}
            """
                .formatted(sku));
    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.code()).isEqualTo("stale_quantity");
  }

  @Test
  void tellsAllThatIsWrongAtOnce() {
    Answer answer =
        post(
            key(),
            """
            {"sku":" x","reason":"gift","quantity":0,"state":"lost","occurred_at":"yesterday",
             "cause":{"reference":"r"}}
            """);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().at("/errors").findValuesAsString("pointer"))
        .containsExactlyInAnyOrder(
            "/sku", "/reason", "/quantity", "/location", "/state", "/occurred_at", "/cause");
  }

  @Test
  void namesWhatDoesNotExist() {
    Answer product = post(key(), movement("no-such-thing", "purchase", 1));
    assertThat(product.status()).isEqualTo(422);
    assertThat(product.code()).isEqualTo("unknown_product");
    assertThat(product.at("/errors/0/pointer")).isEqualTo("/sku");
    Answer location =
        post(key(), movement(Shop.product(admin), "purchase", 1).replace("berlin", "atlantis"));
    assertThat(location.code()).isEqualTo("unknown_location");
  }

  @Test
  void saysInADryRunWhatWouldHappenAndKeepsNothing() {
    String sku = Shop.product(admin);
    String key = key();
    String body = movement(sku, "purchase", 5);
    Answer dry = admin.post("/api/v1/movements?dry_run=true", body, "Idempotency-Key", key);
    assertThat(dry.status()).isEqualTo(201);
    assertThat(dry.json().at("/dry_run").asBoolean()).isTrue();
    assertThat(dry.json().at("/id").isNull()).isTrue();
    assertThat(onHand(sku)).isZero();
    Answer live = post(key, body);
    assertThat(live.header("Idempotency-Hit")).isEmpty();
    assertThat(live.at("/to")).isEqualTo(dry.at("/to"));
  }

  @Test
  void reversesAMovementOnce() {
    String sku = Shop.product(admin);
    Answer bought =
        post(
            key(),
            """
            {"sku":"%s","reason":"purchase","quantity":5,"location":"berlin",
             "cause":{"kind":"purchase_order","reference":"PO-%s"}}
            """
                .formatted(sku, sku));
    String path = "/api/v1/movements/" + bought.at("/id") + "/reversal";
    String key = key();
    Answer undone = admin.post(path, "{\"note\":\"slip\"}", "Idempotency-Key", key);
    assertThat(undone.status()).isEqualTo(201);
    assertThat(undone.at("/reverses")).isEqualTo(bought.at("/id"));
    assertThat(undone.at("/from/location")).isEqualTo("berlin");
    assertThat(undone.at("/cause/reference")).isEqualTo("PO-" + sku);
    assertThat(onHand(sku)).isZero();
    Answer again = admin.post(path, "{\"note\":\"slip\"}", "Idempotency-Key", key);
    assertThat(without("position", again)).isEqualTo(without("position", undone));
    assertThat(again.header("Idempotency-Hit")).isEqualTo("true");
    Answer second = admin.send("POST", path, null, "Idempotency-Key", key());
    assertThat(second.status()).isEqualTo(409);
    assertThat(second.code()).isEqualTo("already_reversed");
    assertThat(second.at("/detail")).contains(undone.at("/id"));
    assertThat(admin.get("/api/v1/movements/" + bought.at("/id")).at("/reversed_by"))
        .isEqualTo(undone.at("/id"));
  }

  @Test
  void findsNoMovementThatDoesNotExist() {
    assertThat(admin.get("/api/v1/movements/mov_7zzzzzzzzzzzz").status()).isEqualTo(404);
    assertThat(admin.get("/api/v1/movements/1").status()).isEqualTo(404);
    assertThat(
            admin
                .post(
                    "/api/v1/movements/mov_7zzzzzzzzzzzz/reversal", "{}", "Idempotency-Key", key())
                .status())
        .isEqualTo(404);
  }

  @Test
  void listsTheJournal() {
    String sku = Shop.product(admin);
    Answer bought = purchase(sku, 5);
    Answer sold = post(key(), movement(sku, "sale", 1));
    String list = "/api/v1/movements?sku=" + sku;
    assertThat(ids(list)).containsExactly(sold.at("/id"), bought.at("/id"));
    assertThat(ids(list + "&change_type=sale")).containsExactly(sold.at("/id"));
    assertThat(ids(list + "&reason=purchase,theft")).containsExactly(bought.at("/id"));
    assertThat(ids(list + "&reason=purchase&change_type=sale")).isEmpty();
    assertThat(ids(list + "&location=berlin&limit=1")).containsExactly(sold.at("/id"));
    assertThat(ids(list + "&starting_after=" + sold.at("/id"))).containsExactly(bought.at("/id"));
    assertThat(ids(list + "&occurred_to=2020-01-01T00:00:00Z")).isEmpty();
    Answer ordered =
        post(
            key(),
            movement(sku, "sale", 1)
                .replace("}", ",\"cause\":{\"kind\":\"order\",\"reference\":\"web/7\"}}"));
    assertThat(ids(list + "&channel=web")).containsExactly(ordered.at("/id"));
    assertThat(ids(list + "&channel=we")).isEmpty();
    assertThat(ids("/api/v1/movements?key=" + sold.at("/key"))).containsExactly(sold.at("/id"));
  }

  @Test
  void refusesFiltersItDoesNotUnderstand() {
    for (String query :
        new String[] {
          "sku=nothing",
          "location=atlantis",
          "reason=gift",
          "change_type=gift",
          "recorded_from=yesterday",
          "recorded_from=%2B99999-01-01T00:00:00Z",
          "actor=%00",
          "channel=%00",
          "cause_line=1",
          "starting_after=sku_0000000000001",
          "colour=red"
        }) {
      Answer answer = admin.get("/api/v1/movements?" + query);
      assertThat(answer.status()).as(query).isEqualTo(400);
      assertThat(answer.code()).as(query).isEqualTo("invalid_request");
    }
  }

  private java.util.List<String> ids(String path) {
    Answer answer = admin.get(path);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json().at("/data").findValuesAsString("id");
  }

  private static Answer purchase(String sku, int units) {
    Answer answer = post(key(), movement(sku, "purchase", units));
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    return answer;
  }

  private static Answer post(String key, String body) {
    return admin.post("/api/v1/movements", body, "Idempotency-Key", key);
  }

  private static String movement(String sku, String reason, int units) {
    return """
        {"sku":"%s","reason":"%s","quantity":%d,"location":"berlin"}
        """
        .formatted(sku, reason, units);
  }

  private static String key() {
    return UUID.randomUUID().toString();
  }

  private static long onHand(String sku) {
    return admin.get("/api/v1/products/" + sku).json().at("/on_hand").asLong();
  }
}
