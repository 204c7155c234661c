package dev.onhand.server.purchases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.server.movements.Shop;
import dev.onhand.server.testing.Client;
import dev.onhand.server.testing.Client.Answer;
import dev.onhand.server.testing.RunningServer;
import dev.onhand.store.testing.Eventually;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PurchaseControllerIT {

  private static final String PATH = "/api/v1/purchase-orders";

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
  void name() {
    sku = Shop.product(admin);
    reference = "PO-" + sku;
  }

  @Test
  void aContainerOf500UnitsArrives() {
    Answer made = make("container", 500);
    assertThat(made.status()).isEqualTo(201);
    assertThat(made.at("/id")).startsWith("pur_");
    assertThat(made.header("ETag")).isEqualTo("W/\"1\"");
    assertThat(stock("/incoming")).isEqualTo(500);
    assertThat(stockText("/incoming_by_location/0/location")).isEqualTo("berlin");
    assertThat(stock("/on_hand")).isZero();
    assertThat(admin.get("/api/v1/stock?q=" + sku + "&location=paris").json().at("/data"))
        .isEmpty();
    assertThat(admin.get("/api/v1/stock?q=" + sku).json().at("/data/0/incoming").asLong())
        .isEqualTo(500);
    Answer received = receive("all", "{\"rest\":true,\"note\":\"dock 3\"}");
    assertThat(received.status()).isEqualTo(201);
    assertThat(received.at("/purchase/status")).isEqualTo("received");
    assertThat(stock("/on_hand")).isEqualTo(500);
    assertThat(stock("/incoming")).isZero();
    Answer movement = admin.get("/api/v1/movements/" + received.at("/receipt/lines/0/movements/0"));
    assertThat(movement.at("/reason")).isEqualTo("purchase");
    assertThat(movement.at("/change_type")).isEqualTo("container");
    assertThat(movement.at("/cause/kind")).isEqualTo("container");
    assertThat(movement.at("/cause/reference")).isEqualTo(reference);
    assertThat(movement.at("/cause/line")).isEqualTo("1");
  }

  @Test
  void fillsTheBackorderThatWaitedForIt() throws Exception {
    Answer order =
        admin.send(
            "PUT",
            "/api/v1/orders/web/" + reference,
            "{\"status\":\"processing\",\"lines\":[{\"line\":\"a\",\"sku\":\"%s\",\"quantity\":7}]}"
                .formatted(sku));
    assertThat(order.json().at("/lines/0/backordered").asLong()).isEqualTo(7);
    make("container", 500);
    receive("all", "{\"rest\":true}");
    Eventually.within(
        Duration.ofSeconds(30),
        "the backorder is filled",
        () ->
            admin.get("/api/v1/orders/web/" + reference).json().at("/lines/0/reserved").asLong()
                == 7);
    assertThat(stock("/available")).isEqualTo(493);
  }

  @Test
  void theSameReceiptAgainChangesNothing() {
    make("purchase_order", 10);
    Answer first = receive("k", lines(4));
    Answer again = receive("k", lines(4));
    assertThat(again.status()).isEqualTo(201);
    assertThat(again.header("Idempotency-Hit")).isEqualTo("true");
    assertThat(again.json()).isEqualTo(first.json());
    Answer other = receive("k", lines(5));
    assertThat(other.status()).isEqualTo(422);
    assertThat(other.code()).isEqualTo("key_used_differently");
    assertThat(stock("/on_hand")).isEqualTo(4);
    assertThat(admin.post(PATH + "/" + reference + "/receipts", lines(1)).code())
        .isEqualTo("idempotency_key_missing");
  }

  @Test
  void showsWhatIsOverShortAndUnexpected() {
    String other = Shop.product(admin);
    String stranger = Shop.product(admin);
    post(
        PATH,
        """
        {"reference":"%s","location":"berlin","lines":[{"sku":"%s","quantity":10},{"sku":"%s","quantity":8}]}"""
            .formatted(reference, sku, other));
    receive(
        "a",
        "{\"lines\":[{\"sku\":\"%s\",\"quantity\":12},{\"line\":\"2\",\"quantity\":5},{\"sku\":\"%s\",\"quantity\":1}]}"
            .formatted(sku, stranger));
    Answer open = admin.get(PATH + "/" + reference);
    assertThat(open.at("/status")).isEqualTo("open");
    assertThat(open.at("/lines/0/discrepancy")).isEqualTo("over");
    assertThat(open.json().at("/lines/0/difference").asLong()).isEqualTo(2);
    assertThat(open.json().at("/lines/1/discrepancy").isNull()).isTrue();
    assertThat(open.at("/lines/2/discrepancy")).isEqualTo("unexpected");
    Answer unexplained = end("close", "{}");
    assertThat(unexplained.status()).isEqualTo(409);
    assertThat(unexplained.at("/errors/0/pointer")).isEqualTo("/reason");
    Answer closed = end("close", "{\"reason\":\"lost at sea\"}");
    assertThat(closed.at("/status")).isEqualTo("closed");
    assertThat(closed.at("/lines/1/discrepancy")).isEqualTo("short");
    assertThat(closed.json().at("/lines/1/difference").asLong()).isEqualTo(-3);
    assertThat(closed.json().at("/incoming").asLong()).isZero();
    assertThat(admin.get(PATH + "?discrepancy=true&sku=" + sku).at("/data/0/reference"))
        .isEqualTo(reference);
    Answer late = receive("late", lines(1));
    assertThat(late.status()).isEqualTo(409);
    assertThat(late.at("/detail")).contains("closed");
  }

  @Test
  void setsAsideWhatIsNotFitForSale() {
    make("purchase_order", 10);
    receive(
        "a",
        "{\"lines\":[{\"sku\":\"%1$s\",\"quantity\":6},{\"sku\":\"%1$s\",\"quantity\":3,\"state\":\"damaged\"},{\"sku\":\"%1$s\",\"quantity\":1,\"state\":\"quality_control\",\"location\":\"paris\"}]}"
            .formatted(sku));
    assertThat(stock("/available")).isEqualTo(6);
    assertThat(stock("/damaged")).isEqualTo(3);
    assertThat(stock("/quality_control")).isEqualTo(1);
    Answer reversed =
        admin.post(PATH + "/" + reference + "/receipts/1/reversal", "{\"note\":\"other pallet\"}");
    assertThat(reversed.status()).isEqualTo(200);
    assertThat(reversed.at("/purchase/status")).isEqualTo("open");
    assertThat(stock("/on_hand")).isZero();
    assertThat(stock("/incoming")).isEqualTo(10);
    Answer again = admin.post(PATH + "/" + reference + "/receipts/1/reversal", "{}");
    assertThat(again.header("Idempotency-Hit")).isEqualTo("true");
    assertThat(stock("/on_hand")).isZero();
  }

  @Test
  void leavesTheMovementsOfReceiptsToReceipts() {
    make("purchase_order", 10);
    String movement = receive("a", lines(4)).at("/receipt/lines/0/movements/0");
    Answer refused = post("/api/v1/movements/" + movement + "/reversal", "{}");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.at("/detail")).contains(reference);
    assertThat(stock("/on_hand")).isEqualTo(4);
  }

  @Test
  void changesWhatIsExpected() {
    Answer made = make("purchase_order", 10);
    receive("a", lines(4));
    assertThat(patch("{\"note\":\"x\"}", "If-Match", made.header("ETag")).status()).isEqualTo(412);
    Answer changed =
        patch(
            "{\"expected_at\":\"2027-01-05T08:00:00Z\",\"lines\":[{\"line\":\"1\",\"sku\":\"%s\",\"quantity\":6}]}"
                .formatted(sku));
    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.json().at("/incoming").asLong()).isEqualTo(2);
    assertThat(stock("/incoming")).isEqualTo(2);
    assertThat(stockText("/incoming_at")).isEqualTo("2027-01-05T08:00:00Z");
    Answer gone =
        patch("{\"lines\":[{\"line\":\"9\",\"sku\":\"%s\",\"quantity\":6}]}".formatted(sku));
    assertThat(gone.status()).isEqualTo(409);
    assertThat(gone.at("/detail")).contains("must stay");
  }

  @Test
  void cancelsOnlyWhatNothingCameOf() {
    make("purchase_order", 10);
    receive("a", lines(4));
    assertThat(end("cancel", "{}").at("/detail")).contains("close it instead");
    admin.post(PATH + "/" + reference + "/receipts/1/reversal", "{}");
    assertThat(end("cancel", "{}").at("/status")).isEqualTo("cancelled");
    assertThat(stock("/incoming")).isZero();
  }

  @Test
  void listsWhatIsOverdue() {
    post(
        PATH,
        "{\"reference\":\"%s\",\"kind\":\"container\",\"location\":\"berlin\",\"expected_at\":\"2020-01-01T00:00:00Z\",\"lines\":[{\"sku\":\"%s\",\"quantity\":1}]}"
            .formatted(reference, sku));
    String query = PATH + "?kind=container&status=open&overdue=true&sku=" + sku;
    assertThat(admin.get(query).at("/data/0/reference")).isEqualTo(reference);
    receive("a", lines(1));
    assertThat(admin.get(query).json().at("/data")).isEmpty();
  }

  @Test
  void listsWhatGoesToALocation() {
    make("purchase_order", 10);
    String query = PATH + "?sku=" + sku + "&location=";
    assertThat(admin.get(query + "berlin").at("/data/0/reference")).isEqualTo(reference);
    assertThat(admin.get(query + "paris").json().at("/data")).isEmpty();
    Answer refused = admin.get(query + "nowhere");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.at("/detail")).contains("There is no location 'nowhere'");
    assertThat(admin.get(PATH + "?sku=NONE").at("/detail")).contains("There is no product 'NONE'");
  }

  @Test
  void keepsNothingOfADryRun() {
    make("purchase_order", 10);
    Answer dry =
        admin.post(
            PATH + "/" + reference + "/receipts?dry_run=true", lines(10), "Idempotency-Key", "d");
    assertThat(dry.at("/purchase/status")).isEqualTo("received");
    assertThat(dry.json().at("/dry_run").asBoolean()).isTrue();
    assertThat(stock("/on_hand")).isZero();
    assertThat(admin.get(PATH + "/" + reference).json().at("/receipts")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'lines':[{'sku':'SKU','quantity':0}]}|400|/lines/0/quantity",
        "{'lines':[{'sku':'SKU','quantity':-1}]}|400|/lines/0/quantity",
        "{'lines':[{'sku':'SKU','quantity':1.5}]}|400|/lines/0/quantity",
        "{'lines':[{'sku':'SKU','quantity':1000000000000}]}|400|/lines/0/quantity",
        "{'lines':[{'sku':'SKU'}]}|400|/lines/0/quantity",
        "{'lines':[{'quantity':1}]}|400|/lines/0/sku",
        "{'lines':[{'sku':'SKU','quantity':1,'state':'lost'}]}|400|/lines/0/state",
        "{'lines':[]}|400|/lines",
        "{'lines':[{'sku':'SKU','quantity':1}],'rest':true}|400|/lines",
        "{'lines':[{'sku':'none','quantity':1}]}|422|/lines/0/sku",
        "{'lines':[{'sku':'SKU','quantity':1,'location':'rome'}]}|422|/lines/0/location",
        "{'lines':[{'line':'7','quantity':1}]}|409|/lines/0",
      })
  void refusesReceiptsThatCannotBe(String body, int status, String pointer) {
    make("purchase_order", 10);
    Answer refused = receive("bad", body.replace('\'', '"').replace("SKU", sku));
    assertThat(refused.status()).isEqualTo(status);
    assertThat(refused.at("/errors/0/pointer")).isEqualTo(pointer);
    assertThat(stock("/on_hand")).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|400|/reference",
        "{'reference':'R','location':'berlin'}|400|/lines",
        "{'reference':'R','location':'berlin','lines':[]}|400|/lines",
        "{'reference':'R','location':'rome','lines':[{'sku':'SKU','quantity':1}]}|422|/location",
        "{'reference':'R','location':'berlin','lines':[{'sku':'none','quantity':1}]}|422|/lines/0/sku",
        "{'reference':'R','location':'berlin','lines':[{'sku':'SKU','quantity':0}]}|400|/lines/0/quantity",
        "{'reference':'R','location':'berlin','lines':[{'sku':'SKU','quantity':1000000000000}]}|400|/lines/0/quantity",
        "{'reference':'R','kind':'ship','location':'berlin','lines':[{'sku':'SKU','quantity':1}]}|400|/kind",
        "{'reference':'R','expected_at':'soon','location':'berlin','lines':[{'sku':'SKU','quantity':1}]}|400|/expected_at",
        "{'reference':'R','location':'berlin','lines':[{'line':'a','sku':'SKU','quantity':1},{'line':'a','sku':'SKU','quantity':1}]}|400|/lines",
        "{'reference':'pur_0000000000001','location':'berlin','lines':[{'sku':'SKU','quantity':1}]}|400|/reference",
      })
  void refusesOrdersThatCannotBe(String body, int status, String pointer) {
    Answer refused = post(PATH, body.replace('\'', '"').replace("SKU", sku));
    assertThat(refused.status()).isEqualTo(status);
    assertThat(refused.at("/errors/0/pointer")).isEqualTo(pointer);
  }

  @Test
  void keepsOneOrderPerReference() {
    make("purchase_order", 10);
    Answer second = make("container", 10);
    assertThat(second.status()).isEqualTo(409);
    assertThat(second.at("/errors/0/pointer")).isEqualTo("/reference");
    assertThat(stock("/incoming")).isEqualTo(10);
  }

  private Answer make(String kind, int units) {
    return post(
        PATH,
        "{\"reference\":\"%s\",\"kind\":\"%s\",\"supplier\":\"Acme\",\"location\":\"berlin\",\"lines\":[{\"sku\":\"%s\",\"quantity\":%d}]}"
            .formatted(reference, kind, sku, units));
  }

  private Answer receive(String key, String body) {
    return admin.post(PATH + "/" + reference + "/receipts", body, "Idempotency-Key", key);
  }

  private Answer end(String how, String body) {
    return admin.post(PATH + "/" + reference + "/" + how, body);
  }

  private Answer patch(String body, String... headers) {
    return admin.send("PATCH", PATH + "/" + reference, body, headers);
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

  private String stockText(String pointer) {
    return admin.get("/api/v1/stock/" + sku).at(pointer);
  }
}
