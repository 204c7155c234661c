package dev.onhand.server.transfers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.server.movements.Shop;
import dev.onhand.server.testing.Client;
import dev.onhand.server.testing.Client.Answer;
import dev.onhand.server.testing.RunningServer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TransferControllerIT {

  @RegisterExtension static final RunningServer SERVER = RunningServer.start();

  private static Client admin;

  private String sku;
  private String reference;

  @BeforeAll
  static void open() {
    admin = SERVER.admin();
    Shop.open(SERVER);
  }

  @BeforeEach
  void stock() {
    sku = Shop.product(admin);
    reference = "T-" + sku;
    post("/api/v1/stock/" + sku + "/set", "{\"location\":\"berlin\",\"on_hand\":10}");
  }

  @Test
  void sendsReceivesAndCloses() {
    Answer sent = send(4);
    assertThat(sent.status()).isEqualTo(201);
    assertThat(sent.at("/id")).startsWith("trf_");
    assertThat(sent.at("/status")).isEqualTo("in_transit");
    assertThat(sent.header("ETag")).isEqualTo("W/\"1\"");
    assertThat(stock("/in_transit")).isEqualTo(4);
    assertThat(stock("/on_hand")).isEqualTo(6);
    Answer partly = receive(sent, lines(3));
    assertThat(partly.status()).isEqualTo(200);
    assertThat(partly.at("/status")).isEqualTo("partly_received");
    Answer closed = receive(sent, "{\"lost\":[{\"sku\":\"" + sku + "\",\"quantity\":1}]}");
    assertThat(closed.at("/status")).isEqualTo("closed");
    assertThat(closed.json().at("/lines/0/lost").asLong()).isEqualTo(1);
    assertThat(admin.get("/api/v1/transfers/" + sent.at("/id")).json()).isEqualTo(closed.json());
    assertThat(stock("/on_hand")).isEqualTo(9);
    assertThat(stock("/in_transit")).isZero();
  }

  @Test
  void cancelsTheRest() {
    Answer sent = send(4);
    Answer cancelled = cancel(sent);
    assertThat(cancelled.at("/status")).isEqualTo("cancelled");
    assertThat(stock("/on_hand")).isEqualTo(10);
    Answer again = cancel(sent);
    assertThat(again.status()).isEqualTo(409);
    assertThat(again.code()).isEqualTo("conflict");
  }

  @Test
  void givesTheFirstAnswerAgain() {
    String key = UUID.randomUUID().toString();
    Answer first = admin.post("/api/v1/transfers", order(4), "Idempotency-Key", key);
    Answer again = admin.post("/api/v1/transfers", order(4), "Idempotency-Key", key);
    assertThat(again.status()).isEqualTo(201);
    assertThat(again.header("Idempotency-Hit")).isEqualTo("true");
    assertThat(again.json()).isEqualTo(first.json());
    Answer other = admin.post("/api/v1/transfers", order(5), "Idempotency-Key", key);
    assertThat(other.code()).isEqualTo("key_used_differently");
    assertThat(stock("/in_transit")).isEqualTo(4);
    String path = "/api/v1/transfers/" + first.at("/id") + "/receive";
    Answer received = admin.post(path, lines(4), "Idempotency-Key", key);
    Answer repeated = admin.post(path, lines(4), "Idempotency-Key", key);
    assertThat(repeated.json()).isEqualTo(received.json());
    assertThat(stock("/on_hand")).isEqualTo(10);
  }

  @Test
  void countsTwinsInFlightOnce() throws Exception {
    String key = UUID.randomUUID().toString();
    List<Answer> sent =
        atOnce(8, () -> admin.post("/api/v1/transfers", order(4), "Idempotency-Key", key));
    assertThat(sent).allSatisfy(answer -> assertThat(answer.status()).isEqualTo(201));
    assertThat(sent).extracting(answer -> answer.at("/id")).containsOnly(sent.getFirst().at("/id"));
    String path = "/api/v1/transfers/" + sent.getFirst().at("/id") + "/receive";
    List<Answer> received = atOnce(8, () -> admin.post(path, lines(2), "Idempotency-Key", key));
    assertThat(received).allSatisfy(answer -> assertThat(answer.status()).isEqualTo(200));
    assertThat(stock("/in_transit")).isEqualTo(2);
  }

  @Test
  void tellsWhoeverComesSecondAtTheSameVersion() throws Exception {
    Answer sent = send(4);
    String path = "/api/v1/transfers/" + sent.at("/id") + "/receive";
    List<Answer> received =
        atOnce(
            8,
            () ->
                admin.post(
                    path,
                    lines(1),
                    "Idempotency-Key",
                    UUID.randomUUID().toString(),
                    "If-Match",
                    sent.header("ETag")));
    assertThat(received).filteredOn(answer -> answer.status() == 200).hasSize(1);
    assertThat(received)
        .filteredOn(answer -> answer.status() != 200)
        .extracting(Answer::code)
        .isSubsetOf("stale_version", "precondition_failed");
    assertThat(stock("/in_transit")).isEqualTo(3);
  }

  @Test
  void refusesWhatCannotBeSent() {
    Answer tooMany = send(11);
    assertThat(tooMany.status()).isEqualTo(409);
    assertThat(tooMany.code()).isEqualTo("insufficient_stock");
    assertThat(tooMany.at("/errors/0/pointer")).isEqualTo("/lines/0/quantity");
    Answer nowhere = post("/api/v1/transfers", order(1).replace("paris", "mars"));
    assertThat(nowhere.code()).isEqualTo("unknown_location");
    assertThat(nowhere.at("/errors/0/pointer")).isEqualTo("/to_location");
    assertThat(post("/api/v1/transfers", order(1).replace("paris", "berlin")).code())
        .isEqualTo("same_location");
    Answer unknown = post("/api/v1/transfers", order(1).replace(sku + "\",\"q", "hat\",\"q"));
    assertThat(unknown.code()).isEqualTo("unknown_product");
    assertThat(unknown.at("/errors/0/pointer")).isEqualTo("/lines/0/sku");
    assertThat(stock("/on_hand")).isEqualTo(10);
  }

  @Test
  void tellsAllThatIsWrongWithAnOrder() {
    Answer answer =
        post(
            "/api/v1/transfers",
            "{\"reference\":\"\",\"lines\":[null,{\"quantity\":0},{\"sku\":\"a\",\"product_id\":\"b\"}]}");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().at("/errors").findValuesAsString("pointer"))
        .contains(
            "/reference",
            "/from_location",
            "/to_location",
            "/lines/0",
            "/lines/1/sku",
            "/lines/1/quantity",
            "/lines/2/product_id");
  }

  @Test
  void refusesASecondTransferOfTheSameReference() {
    send(4);
    Answer second = send(4);
    assertThat(second.status()).isEqualTo(409);
    assertThat(second.code()).isEqualTo("conflict");
    assertThat(stock("/in_transit")).isEqualTo(4);
  }

  @Test
  void refusesMoreThanIsInTransit() {
    Answer sent = send(4);
    Answer answer = receive(sent, lines(5));
    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.at("/errors/0/code")).isEqualTo("more_than_in_transit");
    assertThat(answer.at("/errors/0/pointer")).isEqualTo("/lines/0");
  }

  @Test
  void keepsNothingOfADryRun() {
    Answer dry = post("/api/v1/transfers?dry_run=true", order(4));
    assertThat(dry.status()).isEqualTo(201);
    assertThat(dry.json().at("/id").isNull()).isTrue();
    assertThat(dry.json().at("/dry_run").asBoolean()).isTrue();
    assertThat(stock("/in_transit")).isZero();
    Answer sent = send(4);
    Answer dryReceived =
        post("/api/v1/transfers/" + sent.at("/id") + "/receive?dry_run=true", lines(4));
    assertThat(dryReceived.at("/status")).isEqualTo("received");
    assertThat(stock("/in_transit")).isEqualTo(4);
  }

  @Test
  void leavesItsMovementsToItself() {
    Answer sent = send(4);
    String movement =
        admin
            .get("/api/v1/movements?cause_kind=transfer&cause=" + sent.at("/reference"))
            .at("/data/0/id");
    Answer reversed = post("/api/v1/movements/" + movement + "/reversal", "{}");
    assertThat(reversed.status()).isEqualTo(409);
    Answer faked =
        post(
            "/api/v1/movements",
            """
            {"sku":"%s","reason":"transfer_in","quantity":4,"location":"paris",
             "cause":{"kind":"transfer","reference":"%s"}}
            """
                .formatted(sku, sent.at("/reference")));
    assertThat(faked.status()).isEqualTo(400);
    assertThat(stock("/in_transit")).isEqualTo(4);
  }

  @Test
  void listsTransfers() {
    Answer first = send(1);
    reference = reference + "-b";
    Answer second = send(1);
    cancel(second);
    assertThat(ids("/api/v1/transfers?limit=2")).containsExactly(second.at("/id"), first.at("/id"));
    assertThat(ids("/api/v1/transfers?status=in_transit"))
        .contains(first.at("/id"))
        .doesNotContain(second.at("/id"));
    assertThat(admin.get("/api/v1/transfers?status=lost").status()).isEqualTo(400);
    assertThat(admin.get("/api/v1/transfers/trf_0000000000zzz").status()).isEqualTo(404);
  }

  private static List<Answer> atOnce(int times, Callable<Answer> call) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Answer> answers = new ArrayList<>();
      for (Future<Answer> answer :
          threads.invokeAll(IntStream.range(0, times).mapToObj(i -> call).toList())) {
        answers.add(answer.get());
      }
      return answers;
    }
  }

  private static List<String> ids(String path) {
    return admin
        .get(path)
        .json()
        .at("/data")
        .valueStream()
        .map(row -> row.at("/id").asString())
        .toList();
  }

  private Answer send(int units) {
    return post("/api/v1/transfers", order(units));
  }

  private String order(int units) {
    return """
        {"reference":"%s","from_location":"berlin","to_location":"paris",
         "lines":[{"sku":"%s","quantity":%d}]}
        """
        .formatted(reference, sku, units);
  }

  private Answer receive(Answer transfer, String body) {
    return post("/api/v1/transfers/" + transfer.at("/id") + "/receive", body);
  }

  private Answer cancel(Answer transfer) {
    return post("/api/v1/transfers/" + transfer.at("/id") + "/cancel", "{\"note\":\"no room\"}");
  }

  private String lines(int units) {
    return "{\"lines\":[{\"sku\":\"%s\",\"quantity\":%d}]}".formatted(sku, units);
  }

  private static Answer post(String path, String body) {
    return admin.post(path, body, "Idempotency-Key", UUID.randomUUID().toString());
  }

  private long stock(String pointer) {
    return admin.get("/api/v1/stock/" + sku).json().at(pointer).asLong();
  }
}
