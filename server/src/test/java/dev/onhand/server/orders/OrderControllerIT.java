package dev.onhand.server.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.server.movements.Shop;
import dev.onhand.server.testing.Client;
import dev.onhand.server.testing.Client.Answer;
import dev.onhand.server.testing.RunningServer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class OrderControllerIT {

  @RegisterExtension static final RunningServer SERVER = RunningServer.start();

  private static Client admin;

  private String sku;
  private String id;

  @BeforeAll
  static void open() {
    admin = SERVER.admin();
    Shop.open(SERVER);
  }

  @BeforeEach
  void stock() {
    sku = Shop.product(admin);
    id = "o-" + sku;
    stockIs(sku, 10);
  }

  @Test
  void reservesShipsAndTakesBack() {
    Answer taken = put(id, "processing", line("a", sku, 4));
    assertThat(taken.status()).isEqualTo(200);
    assertThat(taken.at("/id")).startsWith("ord_");
    assertThat(taken.at("/verdict")).isEqualTo("newer");
    assertThat(taken.json().at("/reserved_count").asInt()).isEqualTo(1);
    assertThat(taken.json().at("/skipped")).isEmpty();
    assertThat(taken.at("/lines/0/by_location/0/location")).isEqualTo("berlin");
    assertThat(stock("/reserved")).isEqualTo(4);
    assertThat(stock("/available")).isEqualTo(6);
    Answer shipped =
        put(id, "shipped", "{\"line\":\"a\",\"sku\":\"" + sku + "\",\"quantity\":4,\"shipped\":3}");
    assertThat(shipped.json().at("/moved/fulfilled").asLong()).isEqualTo(3);
    assertThat(stock("/on_hand")).isEqualTo(7);
    assertThat(stock("/reserved")).isEqualTo(1);
    Answer back =
        put(
            id,
            "shipped",
            """
            {"line":"a","sku":"%s","quantity":4,"shipped":4,"returned":1,
             "returned_to":{"location":"paris","state":"damaged"}}"""
                .formatted(sku));
    assertThat(back.json().at("/moved/returned").asLong()).isEqualTo(1);
    assertThat(stock("/on_hand")).isEqualTo(7);
    assertThat(stock("/damaged")).isEqualTo(1);
    assertThat(stock("/reserved")).isZero();
  }

  @Test
  void saysWhereAShipmentFromAnUnknownLocationWasTaken() {
    String shipped =
        "{\"line\":\"a\",\"sku\":\"%s\",\"quantity\":4,\"shipped\":3,\"location\":\"berln\"}"
            .formatted(sku);
    Answer taken = put(id, "processing", shipped);
    assertThat(taken.status()).isEqualTo(200);
    assertThat(stock("/on_hand")).isEqualTo(7);
    String said = "line a: location 'berln' is not known; shipped 3 units from 'berlin'";
    assertThat(taken.json().at("/doubtful_shipments"))
        .hasToString(
            "[{\"line\":\"a\",\"location\":\"berln\",\"reason\":\"unknown_location\",\"detail\":\"%s\"}]"
                .formatted(said));
    assertThat(admin.get(path(id)).at("/log/0/note")).isEqualTo(said);
    assertThat(put(id, "processing", shipped).json().at("/doubtful_shipments"))
        .as("it is said when it is shipped")
        .isEmpty();
  }

  @Test
  void changesNothingWhereTheSameComesAgain() {
    put(id, "processing", line("a", sku, 4));
    long movements = Shop.movements(SERVER);
    Answer again = put(id, "processing", line("a", sku, 4));
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.at("/verdict")).isEqualTo("same");
    assertThat(again.json().at("/moved/reserved").asLong()).isZero();
    assertThat(Shop.movements(SERVER)).isEqualTo(movements);
    assertThat(admin.get(path(id)).json().at("/log")).hasSize(1);
  }

  @Test
  void goesByTheChannelsTimeAndNotByWhatComesLast() {
    putAt(id, "cancelled", "2026-01-02T00:00:00Z");
    Answer late = putAt(id, "processing", "2026-01-01T00:00:00Z");
    assertThat(late.at("/verdict")).isEqualTo("older");
    assertThat(late.at("/status")).isEqualTo("cancelled");
    assertThat(stock("/reserved")).isZero();
  }

  @Test
  void saysWhatItSkippedAndWhy() {
    Answer taken = put(id, "processing", line("a", sku, 12), line("b", "no-such-" + sku, 1));
    assertThat(taken.json().at("/reserved_count").asInt()).isZero();
    assertThat(taken.json().at("/skipped"))
        .hasToString(
            """
            [{"line":"a","sku":"%1$s","units":2,"reason":"insufficient_stock"},\
            {"line":"b","sku":"no-such-%1$s","units":0,"reason":"unknown_sku"}]"""
                .formatted(sku));
    assertThat(stock("/available")).isZero();
    assertThat(ids("?backordered=true")).contains(id);
    assertThat(ids("?parked=true")).contains(id);
    assertThat(ids("?parked=true&backordered=true&channel=web&status=processing")).contains(id);
    assertThat(ids("?channel=shop")).doesNotContain(id);
  }

  @Test
  void takesALineByItsGtin() {
    String gtin = gtin();
    Answer taken =
        put(id, "processing", "{\"line\":\"a\",\"gtin\":\"%s\",\"quantity\":4}".formatted(gtin));
    assertThat(taken.json().at("/skipped"))
        .hasToString(
            "[{\"line\":\"a\",\"gtin\":\"%s\",\"units\":0,\"reason\":\"unknown_gtin\"}]"
                .formatted(gtin));
    admin.patch("/api/v1/products/" + sku, "{\"gtin\":\"" + gtin + "\"}");
    Answer again = admin.post(path(id) + "/reapply", "{}");
    assertThat(again.json().at("/moved/reserved").asLong())
        .isBetween(0L, 4L); // or the loop was faster
    assertThat(stock("/reserved")).isEqualTo(4);
    Answer shown = admin.get(path(id));
    assertThat(shown.at("/lines/0/gtin")).isEqualTo(gtin);
    assertThat(shown.json().at("/lines/0/sku").isNull()).isTrue();
    assertThat(shown.at("/lines/0/by_location/0/sku")).isEqualTo(sku);
    Answer nothing = put(id + "-2", "processing", "{\"line\":\"a\",\"quantity\":4}");
    assertThat(nothing.at("/errors/0/pointer")).isEqualTo("/lines/0/sku");
    assertThat(nothing.at("/errors/0/detail")).contains("sku, gtin or both");
    Answer wrong =
        put(id + "-2", "processing", "{\"line\":\"a\",\"gtin\":\"4006381333932\",\"quantity\":4}");
    assertThat(wrong.at("/errors/0/pointer")).isEqualTo("/lines/0/gtin");
    assertThat(wrong.at("/errors/0/detail")).contains("check digit");
  }

  /** One that no other test has. */
  private static String gtin() {
    String digits =
        Long.toString(1_000_000_000_000L + System.nanoTime() % 1_000_000_000_000L).substring(0, 12);
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      sum += (digits.charAt(i) - '0') * (i % 2 == 0 ? 1 : 3);
    }
    return digits + (10 - sum % 10) % 10;
  }

  @Test
  void concernsAllOpenUnitsWhereOnlyAStatusComes() {
    put(id, "processing", line("a", sku, 4));
    Answer shipped = admin.post(path(id) + "/status", "{\"status\":\"shipped\"}");
    assertThat(shipped.status()).isEqualTo(200);
    assertThat(shipped.json().at("/moved/fulfilled").asLong()).isEqualTo(4);
    assertThat(stock("/on_hand")).isEqualTo(6);
  }

  @Test
  void showsLinesReservationsAndLog() {
    put(id, "processing", line("a", sku, 4));
    admin.post(path(id) + "/status", "{\"status\":\"cancelled\"}");
    Answer shown = admin.get(path(id));
    assertThat(shown.status()).isEqualTo(200);
    assertThat(shown.at("/external_id")).isEqualTo(id);
    assertThat(shown.at("/status")).isEqualTo("cancelled");
    assertThat(shown.at("/lines/0/by_location/0/sku")).isEqualTo(sku);
    assertThat(shown.json().at("/lines/0/reserved").asLong()).isZero();
    assertThat(shown.at("/log/0/effect")).isEqualTo("reserve");
    assertThat(shown.at("/log/1/effect")).isEqualTo("release");
    assertThat(shown.at("/log/1/verdict")).isEqualTo("newer");
    assertThat(shown.json().at("/log/1/moved/released").asLong()).isEqualTo(4);
    assertThat(shown.at("/log/1/actor")).startsWith("token:");
  }

  @Test
  void takesAnyCharacterInAnOrdersId() {
    String odd = "A/B\\%20C+ä%25;-" + sku;
    Answer taken =
        put(URLEncoder.encode(odd, StandardCharsets.UTF_8), "processing", line("a", sku, 1));
    assertThat(taken.at("/external_id")).isEqualTo(odd);
  }

  @Test
  void appliesAgainOnlyWhatThereIs() {
    put(id, "processing", line("a", sku, 4));
    Answer again = admin.post(path(id) + "/reapply", "{}");
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.json().at("/verdict").isNull()).isTrue();
    assertThat(again.json().at("/moved/reserved").asLong()).isZero();
    Answer none = admin.post("/api/v1/orders/web/none/reapply", "{}");
    assertThat(none.status()).isEqualTo(404);
    assertThat(admin.get("/api/v1/orders/web/none").status()).isEqualTo(404);
  }

  @Test
  void refusesAnOrderThatIsNotWellFormed() {
    Answer future =
        putBody(
            id,
            "{\"status\":\"processing\",\"updated_at\":\"%s\",\"lines\":[]}"
                .formatted(Instant.now().plus(2, ChronoUnit.HOURS)));
    assertThat(future.status()).isEqualTo(400);
    assertThat(future.at("/errors/0/pointer")).isEqualTo("/updated_at");
    assertThat(future.at("/errors/0/detail")).contains("future", "clock");
    Answer wrong =
        putBody(
            id,
            """
            {"lines":[{"line":"a","sku":"x","quantity":-1},{"line":"b","sku":"x","quantity":1},
             {"line":"b","sku":"x","quantity":1,"returned_to":{"state":"lost"}},
             {"line":"b","sku":"x","quantity":1},{"line":"c","sku":"x","quantity":1,"cancelled":2}],
             "ship_to":{"latitude":91,"longitude":0}}""");
    assertThat(wrong.json().at("/errors").valueStream().map(e -> e.at("/pointer").asString()))
        .containsExactlyInAnyOrder(
            "/status",
            "/ship_to/latitude",
            "/lines/0/quantity",
            "/lines/2/returned_to/state",
            "/lines/3/line",
            "/lines/4/cancelled");
    assertThat(putBody(id, "{\"status\":\"processing\"}").at("/errors/0/pointer"))
        .isEqualTo("/lines");
    assertThat(admin.get(path(id)).status()).isEqualTo(404);
  }

  @Test
  void listsNewestFirstInPages() {
    String channel = "pages-" + sku;
    for (int i = 1; i <= 3; i++) {
      admin.send("PUT", "/api/v1/orders/" + channel + "/" + i, body("processing"));
    }
    Answer first = admin.get("/api/v1/orders?limit=2&channel=" + channel);
    assertThat(externalIds(first)).containsExactly("3", "2");
    assertThat(first.json().at("/has_more").asBoolean()).isTrue();
    String rest = "/api/v1/orders?limit=2&channel=" + channel + "&";
    Answer second = admin.get(rest + "starting_after=" + first.at("/data/1/id"));
    assertThat(externalIds(second)).containsExactly("1");
    assertThat(second.json().at("/has_more").asBoolean()).isFalse();
    Answer back = admin.get(rest + "ending_before=" + second.at("/data/0/id"));
    assertThat(externalIds(back)).containsExactly("3", "2");
  }

  @Test
  void makesAChannelThatIsNotKnown() {
    String channel = "new-" + sku;
    admin.send("PUT", "/api/v1/orders/" + channel + "/1", body("processing"));
    Answer channels = admin.get("/api/v1/channels");
    assertThat(
            channels
                .json()
                .at("/data")
                .valueStream()
                .filter(c -> c.at("/code").asString().equals(channel)))
        .singleElement()
        .satisfies(
            made -> {
              assertThat(made.at("/effective_statuses/processing/effect").asString())
                  .isEqualTo("reserve");
              assertThat(made.at("/effective_sourcing").asString()).isEqualTo("priority");
            });
  }

  @Test
  void neverSellsMoreThanThereIsHoweverManyBuy() throws Exception {
    List<Callable<Answer>> buyers = new ArrayList<>();
    for (int i = 0; i < 32; i++) {
      String order = id + "-" + i;
      buyers.add(() -> put(order, "processing", line("a", sku, 1)));
    }
    List<Answer> answers = atOnce(buyers);
    assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).isEqualTo(200));
    assertThat(answers.stream().filter(a -> a.json().at("/reserved_count").asInt() == 1))
        .hasSize(10);
    assertThat(stock("/reserved")).isEqualTo(10);
    assertThat(stock("/available")).isZero();
  }

  @Test
  void needsAScopeOfItsOwn() {
    Answer token =
        admin.post(
            "/api/v1/tokens",
            "{\"name\":\"reads-orders-%s\",\"scopes\":[\"orders:read\"]}".formatted(sku),
            "Idempotency-Key",
            UUID.randomUUID().toString());
    Client reader = SERVER.client(token.at("/token"));
    assertThat(reader.get("/api/v1/orders").status()).isEqualTo(200);
    assertThat(reader.send("PUT", path(id), body("processing")).status()).isEqualTo(403);
  }

  private static List<Answer> atOnce(List<Callable<Answer>> calls) throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(calls.size())) {
      List<Answer> answers = new ArrayList<>();
      for (Future<Answer> answer : threads.invokeAll(calls)) {
        answers.add(answer.get());
      }
      return answers;
    }
  }

  private List<String> ids(String query) {
    return externalIds(admin.get("/api/v1/orders" + query));
  }

  private static List<String> externalIds(Answer list) {
    return list.json()
        .at("/data")
        .valueStream()
        .map(order -> order.at("/external_id").asString())
        .toList();
  }

  private static String path(String order) {
    return "/api/v1/orders/web/" + order;
  }

  private static Answer put(String order, String status, String... lines) {
    return putBody(order, body(status, lines));
  }

  private Answer putAt(String order, String status, String updatedAt) {
    return putBody(
        order,
        "{\"status\":\"%s\",\"updated_at\":\"%s\",\"lines\":[%s]}"
            .formatted(status, updatedAt, line("a", sku, 4)));
  }

  private static Answer putBody(String order, String body) {
    return admin.send("PUT", path(order), body);
  }

  private static String body(String status, String... lines) {
    return "{\"status\":\"%s\",\"lines\":[%s]}".formatted(status, String.join(",", lines));
  }

  private static String line(String line, String sku, long quantity) {
    return "{\"line\":\"%s\",\"sku\":\"%s\",\"quantity\":%d}".formatted(line, sku, quantity);
  }

  private static void stockIs(String sku, long units) {
    admin.post(
        "/api/v1/stock/" + sku + "/set",
        "{\"location\":\"berlin\",\"on_hand\":" + units + "}",
        "Idempotency-Key",
        UUID.randomUUID().toString());
  }

  private long stock(String pointer) {
    return admin.get("/api/v1/stock/" + sku).json().at(pointer).asLong();
  }

  private static Answer whole(String order, String... lines) {
    return admin.send(
        "PUT",
        "/api/v1/orders/web/" + order + "?skip_missing=false",
        "{\"status\":\"processing\",\"lines\":[" + String.join(",", lines) + "]}");
  }

  @Test
  void reservesNothingWhereLinesAreNotToBeSkipped() {
    Answer refused = whole(id, line("a", sku, 4), line("b", sku, 7), line("c", "nobody", 1));
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.code()).isEqualTo("insufficient_stock");
    assertThat(refused.at("/errors/0/pointer")).isEqualTo("/lines/1");
    assertThat(refused.at("/errors/0/detail")).contains("1 unit missing");
    assertThat(refused.at("/errors/1/pointer")).isEqualTo("/lines/2");
    assertThat(refused.at("/errors/1/code")).isEqualTo("unknown_sku");
    assertThat(stock("/reserved")).isZero();
    assertThat(admin.get("/api/v1/orders/web/" + id).status()).isEqualTo(404);
    assertThat(admin.get("/api/v1/orders").text()).doesNotContain(id);
    assertThat(whole(id, line("a", sku, 10)).json().at("/reserved_count").asInt()).isEqualTo(1);
    assertThat(whole(id, line("a", sku, 11)).status()).isEqualTo(409);
    assertThat(stock("/reserved")).as("the order is as it was").isEqualTo(10);
  }

  @Test
  void reservesFulfillsAndReleasesWhateverTheStatus() {
    put(id, "new", line("a", sku, 12));
    assertThat(stock("/reserved")).isZero();
    String path = "/api/v1/orders/web/" + id;
    assertThat(admin.post(path + "/reserve?skip_missing=false", "{}").status()).isEqualTo(409);
    Answer reserved = admin.post(path + "/reserve", "{}");
    assertThat(reserved.json().at("/moved/reserved").asLong()).isEqualTo(10);
    assertThat(reserved.at("/skipped/0/reason")).isEqualTo("insufficient_stock");
    assertThat(admin.post(path + "/reserve", "{}").json().at("/moved/reserved").asLong()).isZero();
    admin.post(path + "/release", "{}");
    assertThat(stock("/reserved")).isZero();
    assertThat(stock("/available")).isEqualTo(10);
    admin.post(path + "/reserve", "{}");
    assertThat(admin.post(path + "/fulfill", "{}").json().at("/moved/fulfilled").asLong())
        .as("what left did leave, though the books have two fewer")
        .isEqualTo(12);
    assertThat(admin.post(path + "/fulfill", "{}").json().at("/moved/fulfilled").asLong()).isZero();
    assertThat(admin.post("/api/v1/orders/web/none/reserve", "{}").status()).isEqualTo(404);
  }
}
