package dev.onhand.server.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.engine.access.Sellers;
import dev.onhand.server.testing.Client;
import dev.onhand.server.testing.Client.Answer;
import dev.onhand.server.testing.Receiver;
import dev.onhand.server.testing.RunningServer;
import dev.onhand.store.database.SellerTransactions;
import dev.onhand.store.testing.Eventually;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** Receivers on loopback, told by a real server. */
class WebhooksIT {

  @RegisterExtension
  static final RunningServer SERVER =
      RunningServer.start(Map.of("ONHAND_HTTP_ALLOW_PRIVATE", "127.0.0.0/8"));

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String PATH = "/api/v1/webhooks";
  private static final AtomicInteger KEYS = new AtomicInteger();

  private static Client admin;

  private Receiver receiver;

  @BeforeAll
  static void open() {
    admin = SERVER.admin();
    admin.post("/api/v1/products", "{\"sku\":\"TEA\"}");
    admin.post("/api/v1/locations", "{\"code\":\"shop\"}");
  }

  @BeforeEach
  void listen() throws IOException {
    receiver = new Receiver();
  }

  @AfterEach
  void leave() {
    admin
        .get(PATH)
        .json()
        .at("/data")
        .forEach(
            webhook -> admin.send("DELETE", PATH + "/" + webhook.at("/id").asString(""), null));
    receiver.close();
  }

  @Test
  void tellsOfAMovementSignedAndByTheIdOfTheFeed() throws Exception {
    String cursor = latest();
    Answer webhook = make(receiver, "");
    String movement = purchase(5);

    await(receiver, 1);
    Receiver.Call call = receiver.calls().getFirst();
    assertThat(call.check(webhook.at("/secret"), Instant.now())).isEqualTo(call.id());
    assertThat(call.type()).isEqualTo("stock.level.changed");
    assertThat(call.json().at("/data/movement_id").asString("")).isEqualTo(movement);
    assertThat(call.headers().get("content-type")).containsExactly("application/json");
    Answer feed = admin.get("/api/v1/events?after=" + cursor);
    assertThat(feed.json().at("/data/0")).isEqualTo(call.json());
    assertThat(feed.at("/data/0/id")).isEqualTo(call.id());
  }

  @Test
  void keepsTheSecretToItself() {
    Answer made = make(receiver, "");
    String path = path(made);
    assertThat(made.at("/secret")).matches("whsec_[A-Za-z0-9+/]{43}=");
    assertThat(admin.get(path).text()).doesNotContain("whsec_");
    assertThat(admin.get(PATH).text()).doesNotContain("whsec_");
    assertThat(admin.get("/api/v1/admin-actions").text())
        .contains("create webhook")
        .doesNotContain("whsec_");
    long readable =
        SERVER
            .server()
            .get(SellerTransactions.class)
            .call(
                SERVER.server().get(Sellers.class).findByCode("default").orElseThrow().id(),
                jdbc ->
                    jdbc.sql(
                            "select count(*) from webhook where position(cast('whsec_' as bytea) in secret) > 0")
                        .query(Long.class)
                        .single());
    assertThat(readable).as("secrets that who has the database can read").isZero();
  }

  @Test
  void makesOneWebhookForOneKeyAndKeepsNoSecretInTheAnswer() {
    String body = "{\"url\":\"%s\"}".formatted(receiver.url());
    Answer first = admin.post(PATH, body, "Idempotency-Key", "once");
    Answer again = admin.post(PATH, body, "Idempotency-Key", "once");
    assertThat(again.at("/id")).isEqualTo(first.at("/id"));
    assertThat(again.json().has("secret")).isFalse();
  }

  @Test
  void sendsOnlyTheTypesThatAreWanted() throws Exception {
    make(receiver, ",\"types\":[\"order.status.changed\"]");
    purchase(1);
    admin.send(
        "PUT",
        "/api/v1/orders/web/w-" + KEYS.incrementAndGet(),
        "{\"status\":\"processing\",\"lines\":[{\"line\":\"1\",\"sku\":\"TEA\",\"quantity\":1}]}");
    await(receiver, 1);
    assertThat(receiver.calls())
        .extracting(Receiver.Call::type)
        .containsOnly("order.status.changed");
    assertThat(receiver.calls().getFirst().json().at("/data/status").asString(""))
        .isEqualTo("processing");
  }

  @Test
  void signsWithTheOldSecretAndTheNewOnceItIsRotated() throws Exception {
    Answer made = make(receiver, "");
    Answer rotated = admin.post(path(made) + "/rotate", "{}");
    assertThat(rotated.at("/secret")).isNotEqualTo(made.at("/secret"));
    purchase(1);
    await(receiver, 1);
    Receiver.Call call = receiver.calls().getFirst();
    assertThat(call.check(made.at("/secret"), Instant.now())).isEqualTo(call.id());
    assertThat(call.check(rotated.at("/secret"), Instant.now())).isEqualTo(call.id());
  }

  @Test
  void sendsWhatFailedAgainUnderTheSameId() throws Exception {
    AtomicInteger tries = new AtomicInteger();
    receiver.answer(
        call -> tries.incrementAndGet() == 1 ? Receiver.Answer.of(500) : Receiver.Answer.OK);
    Answer made = make(receiver, "");
    purchase(1);
    await(receiver, 2);
    assertThat(receiver.ids().get(0)).isEqualTo(receiver.ids().get(1));
    Eventually.within(
        SOON,
        "it is noted",
        () -> !admin.get(path(made) + "/deliveries?state=delivered").json().at("/data").isEmpty());
    String delivery = admin.get(path(made) + "/deliveries").at("/data/0/id");
    Answer detail = admin.get(path(made) + "/deliveries/" + delivery);
    assertThat(detail.at("/attempts/0/status")).isEqualTo("500");
    assertThat(detail.at("/attempts/0/answer")).isEqualTo("answer 500");
    assertThat(detail.at("/attempts/1/status")).isEqualTo("204");
  }

  @Test
  void followsNoRedirectAndStopsWhereNobodyIsLeft() throws Exception {
    receiver.answer(call -> Receiver.Answer.of(410));
    Answer made = make(receiver, "");
    purchase(1);
    Eventually.within(SOON, "it is disabled", () -> state(made).equals("disabled"));
    assertThat(admin.get("/api/v1/alerts?open=true").text()).contains("webhook.disabled");

    receiver.answer(call -> Receiver.Answer.OK);
    purchase(1);
    assertThat(admin.post(path(made) + "/test", "{}").code()).isEqualTo("conflict");
    assertThat(admin.post(path(made) + "/resume", "{}").at("/state")).isEqualTo("active");
    Eventually.within(SOON, "both arrive, and the alert's", () -> receiver.calls().size() >= 3);
    assertThat(admin.get("/api/v1/alerts?open=true").text()).doesNotContain("webhook.disabled");
  }

  @Test
  void sendsNothingWhilePausedAndAllAfterwards() throws Exception {
    Answer made = make(receiver, "");
    assertThat(admin.post(path(made) + "/pause", "{}").at("/state")).isEqualTo("paused");
    String first = purchase(1);
    String second = purchase(1);
    assertThat(receiver.calls()).isEmpty();
    admin.post(path(made) + "/resume", "{}");
    await(receiver, 2);
    assertThat(receiver.calls())
        .extracting(call -> call.json().at("/data/movement_id").asString(""))
        .containsExactlyInAnyOrder(first, second);
  }

  @Test
  void replaysOneAndAllAfterAnEventUnderTheirIds() throws Exception {
    String cursor = latest();
    Answer made = make(receiver, "");
    purchase(1);
    purchase(1);
    await(receiver, 2);
    Eventually.within(
        SOON,
        "both are noted",
        () -> admin.get(path(made) + "/deliveries?state=delivered").json().at("/data").size() == 2);
    String delivery = admin.get(path(made) + "/deliveries").at("/data/0/id");
    admin.post(path(made) + "/deliveries/" + delivery + "/replay", "{}");
    await(receiver, 3);
    assertThat(admin.post(path(made) + "/replay", "{\"after\":\"" + cursor + "\"}").status())
        .isEqualTo(200);
    await(receiver, 5);
    assertThat(receiver.ids().stream().distinct()).hasSize(2);
    assertThat(admin.post(path(made) + "/replay", "{}").code()).isEqualTo("invalid_request");
  }

  @Test
  void replaysWhatWasToBeSentInATimeUnderItsIds() throws Exception {
    Answer made = make(receiver, "");
    purchase(1);
    purchase(1);
    await(receiver, 2);
    Eventually.within(
        SOON,
        "both are noted",
        () -> admin.get(path(made) + "/deliveries?state=delivered").json().at("/data").size() == 2);
    Answer failed = admin.post(path(made) + "/replay", "{\"failed\":true}");
    assertThat(failed.json().at("/deliveries").asInt(-1)).as("none failed").isZero();
    String second = admin.get(path(made) + "/deliveries").at("/data/0/created_at");
    String period = "{\"from\":\"2026-01-01T00:00:00Z\",\"to\":\"" + second + "\"}";
    int before =
        Instant.parse(second)
                .isAfter(
                    Instant.parse(admin.get(path(made) + "/deliveries").at("/data/1/created_at")))
            ? 1
            : 0;

    Answer replayed = admin.post(path(made) + "/replay", period);
    assertThat(replayed.json().at("/deliveries").asInt()).as(replayed.text()).isEqualTo(before);
    await(receiver, 2 + before);
    Answer all = admin.post(path(made) + "/replay", "{\"from\":\"2026-01-01T00:00:00Z\"}");
    assertThat(all.json().at("/deliveries").asInt()).isPositive();
    await(receiver, 3 + before);
    assertThat(receiver.ids().stream().distinct()).hasSize(2);
    for (String wrong :
        List.of(
            "{\"to\":\"2026-01-01T00:00:00Z\"}",
            "{\"from\":\"2026-01-01T00:00:00Z\",\"failed\":true}",
            "{\"from\":\"2026-01-02T00:00:00Z\",\"to\":\"2026-01-01T00:00:00Z\"}",
            "{\"from\":\"yesterday\"}")) {
      assertThat(admin.post(path(made) + "/replay", wrong).status()).as(wrong).isEqualTo(400);
    }
  }

  @Test
  void tellsNothingOfAnotherSeller() throws Exception {
    String seller = "other-" + KEYS.incrementAndGet();
    Client other =
        SERVER.client(
            admin
                .post(
                    "/api/v1/sellers",
                    "{\"code\":\"%1$s\",\"name\":\"%1$s\",\"time_zone\":\"UTC\"}".formatted(seller))
                .at("/token/token"));
    other.post("/api/v1/products", "{\"sku\":\"COFFEE\"}");
    other.post("/api/v1/locations", "{\"code\":\"shop\"}");
    other.post(PATH, "{\"url\":\"%s\"}".formatted(receiver.url()));
    purchase(1);
    other.post(
        "/api/v1/movements",
        "{\"sku\":\"COFFEE\",\"reason\":\"purchase\",\"quantity\":1,\"location\":\"shop\"}",
        "Idempotency-Key",
        "coffee");
    await(receiver, 1);
    assertThat(receiver.calls())
        .extracting(call -> call.json().at("/data/sku").asString(""))
        .containsExactly("COFFEE");
  }

  @Test
  void showsWhatWaitsAndWhatArrivedAmongTheQueues() throws Exception {
    Answer made = make(receiver, "");
    String queue = "webhook/" + made.at("/id");
    purchase(1);
    await(receiver, 1);
    Eventually.within(SOON, "it is noted", () -> queue(queue).at("/done").asLong() == 1);
    assertThat(queue(queue).at("/waiting").asLong()).isZero();
    assertThat(queue(queue).at("/last_run_at").asString("")).isNotEmpty();
    receiver.answer(call -> Receiver.Answer.of(500));
    purchase(1);
    await(receiver, 2);
    Eventually.within(
        SOON, "the failure is noted", () -> queue(queue).at("/waiting").asLong() == 1);
    assertThat(queue(queue).at("/next_run_at").asString("")).isNotEmpty();
  }

  private static JsonNode queue(String name) {
    for (JsonNode queue : admin.get("/api/v1/queues").json().at("/data")) {
      if (queue.at("/queue").asString("").equals(name)) {
        return queue;
      }
    }
    throw new AssertionError("there is no queue " + name);
  }

  @Test
  void sendsATestThatNobodyElseIsToldOf() throws Exception {
    Answer made = make(receiver, "");
    String cursor = latest();
    Answer test = admin.post(path(made) + "/test", "{}");
    assertThat(test.status()).isEqualTo(202);
    await(receiver, 1);
    assertThat(receiver.calls().getFirst().type()).isEqualTo("webhook.test");
    assertThat(receiver.ids()).containsExactly(test.at("/event_id"));
    assertThat(admin.get("/api/v1/events?after=" + cursor).json().at("/data").size()).isZero();
  }

  @Test
  void doesNotLetASlowReceiverHoldUpAnother() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    try (Receiver slow = new Receiver()) {
      slow.answer(
          call -> {
            awaitEnd(end);
            return Receiver.Answer.OK;
          });
      make(slow, "");
      make(receiver, "");
      for (int i = 0; i < 10; i++) {
        purchase(1);
      }
      await(receiver, 10);
      assertThat(slow.ids().stream().distinct().count())
          .as("it still has its first ones")
          .isLessThanOrEqualTo(4);
      end.countDown();
    }
  }

  private static void awaitEnd(CountDownLatch end) {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void refusesAddressesThatAreNoneOfTheOpenInternet() {
    for (String url :
        List.of(
            "http://example.com/",
            "ftp://example.com/",
            "https://name:password@example.com/",
            "https://example.com/#part",
            "http://10.0.0.1/",
            "https:///path",
            "no address")) {
      Answer refused = admin.post(PATH, "{\"url\":\"" + url + "\"}");
      assertThat(refused.status()).as(url + ": " + refused.text()).isEqualTo(400);
      assertThat(refused.at("/errors/0/pointer")).isEqualTo("/url");
    }
    assertThat(
            admin
                .post(PATH, "{\"url\":\"https://e.example/\",\"types\":[\"nothing\"]}")
                .at("/detail"))
        .contains("stock.level.changed");
  }

  private static Answer make(Receiver receiver, String more) {
    Answer made = admin.post(PATH, "{\"url\":\"%s\"%s}".formatted(receiver.url(), more));
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    return made;
  }

  private static String path(Answer made) {
    return PATH + "/" + made.at("/id");
  }

  private static String state(Answer made) {
    return admin.get(path(made)).at("/state");
  }

  private static String latest() {
    return admin.get("/api/v1/events?after=latest").at("/next");
  }

  private static String purchase(int units) {
    Answer made =
        admin.post(
            "/api/v1/movements",
            "{\"sku\":\"TEA\",\"reason\":\"purchase\",\"quantity\":%d,\"location\":\"shop\"}"
                .formatted(units),
            "Idempotency-Key",
            "webhooks-" + KEYS.incrementAndGet());
    assertThat(made.status()).as(made.text()).isLessThan(300);
    return made.at("/id");
  }

  private static void await(Receiver receiver, int calls) throws Exception {
    Eventually.within(SOON, calls + " calls came", () -> receiver.calls().size() >= calls);
  }
}
