package dev.onhand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.cli.Shell.Result;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PurchaseCommandsTest {

  private static final String HEAD =
      """
      "object":"purchase_order","id":"pur_0000000000001","kind":"container","reference":"MSKU1","supplier":"Acme",\
      "location":"MAIN","expected_at":null,"note":null,"status":"open","reason":null,"expected":500,"received":520,\
      "incoming":0,"lines_differing":1,"version":2,"created_at":"2025-05-01T10:00:00Z","updated_at":"2025-05-01T10:00:00Z",\
      "lines":[{"line":"1","product_id":"sku_0000000000001","sku":"MUG-1","location":"MAIN","expected":500,"received":520,\
      "incoming":0,"difference":20,"discrepancy":"over"}]""";

  private static final String RECEIPT =
      """
      {"object":"receipt","receipt":1,"key":"k","lines":[{"line":"1","location":"MAIN","state":"damaged","quantity":2,\
      "movements":["mov_0000000000001"]}],"note":"dock 3","actor":"token ada","recorded_at":"2025-05-01T10:00:00Z",\
      "reversed_at":null,"reversed_by":null}""";

  private static final String PURCHASE = "{" + HEAD + ",\"receipts\":[" + RECEIPT + "]}";

  private static final String RECEIVED =
      "{\"object\":\"received\",\"receipt\":" + RECEIPT + ",\"purchase\":{" + HEAD + "}}";

  private final FakeServer server = new FakeServer();
  private final Shell shell = Shell.of(server);

  @BeforeEach
  void prepare() {
    server
        .on("GET /api/v1/purchase-orders", ProductCommandsTest.list(PURCHASE))
        .on("GET /api/v1/purchase-orders/MSKU1", PURCHASE)
        .on("PATCH /api/v1/purchase-orders/MSKU1", PURCHASE)
        .on("POST /api/v1/purchase-orders", FakeServer.json(201, PURCHASE))
        .on("POST /api/v1/purchase-orders/MSKU1/receipts", FakeServer.json(201, RECEIVED))
        .on("POST /api/v1/purchase-orders/MSKU1/receipts/1/reversal", RECEIVED)
        .on("POST /api/v1/purchase-orders/MSKU1/close", PURCHASE)
        .on("POST /api/v1/purchase-orders/MSKU1/cancel", PURCHASE);
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void addsAContainer() {
    Result result =
        shell.run(
            "purchase",
            "add",
            "MSKU1",
            "--container",
            "--location",
            "MAIN",
            "--line",
            "MUG-1:500",
            "--line",
            "A:B:4");
    assertThat(result.exit()).isZero();
    assertThat(server.lastAsked().text())
        .isEqualTo(
            """
            {"kind":"container","reference":"MSKU1","location":"MAIN",\
            "lines":[{"sku":"MUG-1","quantity":500},{"sku":"A:B","quantity":4}]}""");
  }

  @Test
  void receivesWhatCameInTheStateItIsIn() {
    Result result =
        shell.run(
            "purchase",
            "receive",
            "MSKU1",
            "--line",
            "MUG-1:18",
            "--damaged",
            "MUG-1:2",
            "--key",
            "k");
    assertThat(server.lastAsked().text())
        .isEqualTo(
            """
            {"lines":[{"sku":"MUG-1","quantity":18},{"sku":"MUG-1","quantity":2,"state":"damaged"}]}""");
    assertThat(server.lastAsked().header("Idempotency-Key")).isEqualTo("\"k\"");
    assertThat(result.lines())
        .contains(
            "| 1    | MUG-1 | MAIN     |      500 |      520 |        0 |         20 | over        |");
    assertThat(result.err()).contains("line 1 (MUG-1): over by 20 units", "Received (key k).");
  }

  @Test
  void receivesAllThatWasStillToCome() {
    shell.run("purchase", "receive", "MSKU1", "--rest", "--key", "k");
    assertThat(server.lastAsked().text()).isEqualTo("{\"rest\":true}");
  }

  @Test
  void saysWhatIsWrongWithWhatWasTyped() {
    assertThat(shell.run("purchase", "receive", "MSKU1").err()).contains("say what came");
    assertThat(shell.run("purchase", "receive", "MSKU1", "--rest", "--line", "A:1").exit())
        .isEqualTo(Exit.USAGE);
    assertThat(shell.run("purchase", "receive", "MSKU1", "--line", "MUG-1").err())
        .contains("'MUG-1' does not say how many", "MUG-1:24");
    assertThat(shell.run("purchase", "receive", "MSKU1", "--line", "MUG-1:1.5").err())
        .contains("must be a whole number");
    assertThat(shell.run("purchase", "edit", "MSKU1").err()).contains("say what changes");
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void showsLinesAndReceipts() {
    Result result = shell.run("purchase", "show", "MSKU1");
    assertThat(result.out()).contains("Status:", "open", "over", "damaged", "dock 3");
    assertThat(shell.run("purchase", "show", "MSKU1", "--json").out()).contains("\"movements\"");
  }

  @Test
  void listsByFilter() {
    String typed = "purchase list --overdue --discrepancy --sku MUG-1 --location MAIN";
    Result result = shell.run(typed.split(" "));
    assertThat(result.out()).contains("MSKU1");
    assertThat(server.lastAsked().query())
        .containsEntry("overdue", "true")
        .containsEntry("discrepancy", "true")
        .containsEntry("sku", "MUG-1")
        .containsEntry("location", "MAIN");
  }

  @Test
  void changesWhenItIsExpected() {
    shell.run("purchase", "edit", "MSKU1", "--expected-at", "none", "--note", "held");
    assertThat(server.lastAsked().text()).isEqualTo("{\"note\":\"held\",\"expected_at\":null}");
  }

  @Test
  void asksBeforeItEnds() {
    assertThat(shell.run("purchase", "close", "MSKU1").err()).contains("add --yes to agree");
    assertThat(server.asked()).isEmpty();
    shell.run("purchase", "close", "MSKU1", "--reason", "lost", "--yes");
    assertThat(server.lastAsked().text()).isEqualTo("{\"reason\":\"lost\"}");
    assertThat(shell.run("purchase", "cancel", "MSKU1", "--yes").exit()).isZero();
    assertThat(shell.run("purchase", "reverse", "MSKU1", "1", "--fact", "--yes").err())
        .contains("Taken back.");
    assertThat(server.lastAsked().text()).isEqualTo("{\"fact\":true}");
  }
}
