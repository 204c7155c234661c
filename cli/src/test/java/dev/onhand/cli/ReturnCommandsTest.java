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

  private final FakeServer server = new FakeServer().on("POST /api/v1/returns", BOOKED);
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
