package dev.onhand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.cli.Shell.Result;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReturnCommandsTest {

  private static final String BOOKED =
      """
      {"object":"return","key":"rma-1","order":{"channel":"web","external_id":"10/03","line":"1"},"quantity":1,\
      "disposition":"damaged","movements":[{"id":"mov_0000000000009","sku":"MUG-1","quantity":1,\
      "to":{"place":"damaged","location":"MAIN"}}]}""";

  private static final String RETURNED =
      """
      {"object":"returned_units","id":"mov_0000000000009","key":"rma-1","product_id":"sku_0000000000001",\
      "sku":"MUG-1","quantity":2,"disposition":"damaged","location":"MAIN","location_id":"loc_0000000000001",\
      "order":{"channel":"web","external_id":"10/03","line":"1"},"reference":null,"note":"chipped",\
      "actor":"token:admin","reversed_by":null,"occurred_at":"2025-05-01T10:00:00Z","created_at":"2025-05-01T10:00:00Z"}""";

  private final FakeServer server =
      new FakeServer()
          .on("POST /api/v1/returns", BOOKED)
          .on("GET /api/v1/returns", ProductCommandsTest.list(RETURNED))
          .on("GET /api/v1/returns/mov_0000000000009", RETURNED);
  private final Shell shell = Shell.of(server);

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void booksForALineOfAnOrder() {
    Result result =
        shell.run(
            "return",
            "add",
            "--order",
            "web/10/03",
            "--line",
            "1",
            "--quantity",
            "1",
            "--state",
            "damaged",
            "--key",
            "rma-1");
    assertThat(result.exit()).isZero();
    assertThat(result.out()).contains("mov_0000000000009", "MUG-1", "damaged MAIN");
    assertThat(result.err()).contains("Booked (key rma-1).");
    assertThat(server.asked().getLast().text())
        .isEqualTo(
            "{\"order\":{\"channel\":\"web\",\"external_id\":\"10/03\",\"line\":\"1\"},\"quantity\":1,\"disposition\":\"damaged\"}");
  }

  @Test
  void triesOutWhatWouldBeBooked() {
    Result result =
        shell.run(
            "return",
            "add",
            "MUG-1",
            "--quantity",
            "1",
            "--state",
            "damaged",
            "--location",
            "MAIN",
            "--dry-run");
    assertThat(result.err()).contains("Dry run: nothing was booked.").doesNotContain("Booked");
    assertThat(server.lastAsked().query()).containsEntry("dry_run", "true");
  }

  @Test
  void listsWhatCameBack() {
    Result result =
        shell.run(
            "return",
            "list",
            "--order",
            "web/10/03",
            "--state",
            "damaged",
            "--created-from",
            "2025-05-01T00:00:00Z");
    assertThat(result.out()).contains("| damaged | MAIN     | web     | 10/03 | 1    |");
    assertThat(server.lastAsked().query())
        .containsEntry("channel", "web")
        .containsEntry("order", "10/03")
        .containsEntry("disposition", "damaged")
        .containsEntry("created_from", "2025-05-01T00:00:00Z");
    assertThat(shell.run("return", "list", "--csv", "--fields", "sku,order.line").out())
        .isEqualTo("sku,order.line\nMUG-1,1\n");
  }

  @Test
  void showsWhatCameBack() {
    assertThat(shell.run("return", "show", "mov_0000000000009").out())
        .contains("Order:      10/03", "State:      damaged", "Note:       chipped");
  }

  @Test
  void saysWhatIsMissing() {
    assertThat(shell.run("return", "add", "--quantity", "1", "--state", "damaged").err())
        .contains("what came back is missing");
    assertThat(
            shell
                .run("return", "add", "--order", "web/1", "--quantity", "1", "--state", "damaged")
                .err())
        .contains("--order needs --line");
    String[] add = {
      "return", "add", "--order", "web", "--line", "1", "--quantity", "1", "--state", "damaged"
    };
    assertThat(shell.run(add).err()).contains("'web' does not name an order");
    assertThat(
            shell
                .run("return", "add", "MUG-1", "--line", "1", "--quantity", "1", "--state", "x")
                .err())
        .contains("--line needs --order");
    assertThat(shell.run("return", "add", "MUG-1", "--quantity", "1.5", "--state", "x").exit())
        .isEqualTo(Exit.USAGE);
  }
}
