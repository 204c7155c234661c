package dev.onhand.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.cli.Shell.Result;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The output of the sync command, which its users know from before Onhand. */
class StockSyncTest {

  private static final String ROUTE = "POST /api/v1/stock/sync-from-movements";

  private static final String DIFFERENCES =
      """
      {"object":"stock_sync","dry_run":true,"products":4,"products_with_discrepancies":2,"rows":[
      {"product_id":"sku_0000000000001","number":1,"sku":"LAP","name":"Dell Latitude 5520 Laptop",
       "system":27,"calculated":15,"difference":12,"movements":6},
      {"product_id":"sku_0000000000002","number":2,"sku":"MON","name":"Samsung 27\\" LED Monitor",
       "system":50,"calculated":10,"difference":40,"movements":1}],
      "updated":0,"seconds":0.067742}""";

  private static final String NO_DIFFERENCES =
      """
      {"object":"stock_sync","dry_run":false,"products":4,"products_with_discrepancies":0,\
      "rows":[],"updated":0,"seconds":0.067742}""";

  private final FakeServer server = new FakeServer();
  private final Shell shell = Shell.of(server);

  @BeforeEach
  void answerWithDifferences() {
    server.on(ROUTE, DIFFERENCES);
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void showsDifferencesAsItAlwaysDid() {
    Result result = shell.run("stock", "sync-from-movements", "--dry-run");

    assertThat(result.exit()).isEqualTo(Exit.OK);
    assertThat(server.lastAsked().text()).isEqualTo("{\"dry_run\":true}");
    Golden.check("sync-dry-run.txt", result.out());
  }

  @ParameterizedTest
  @ValueSource(ints = {80, 200})
  void fitsTheTerminal(int columns) {
    Result result = shell.terminal(columns).run("stock", "sync-from-movements", "--dry-run");

    Golden.check("sync-dry-run-" + columns + ".txt", result.out());
    assertThat(result.out()).doesNotContain("\033");
    assertThat(result.lines().stream().filter(line -> line.matches("[+|].*")))
        .allMatch(line -> DisplayWidth.of(line) <= columns);
  }

  @Test
  void showsMissingUnitsWithAMinus() {
    server.on(ROUTE, DIFFERENCES.replace("\"difference\":40", "\"difference\":-5"));

    assertThat(shell.run("stock", "sync-from-movements", "--dry-run").out())
        .contains("| -5         |");
  }

  @Test
  void saysHowLongASyncTook() {
    server.on(ROUTE, NO_DIFFERENCES);

    Result result = shell.run("stock", "sync-from-movements");

    Golden.check("sync.txt", result.out());
    assertThat(result.err()).isEmpty();
  }

  @Test
  void saysOnTheSideWhatWasMended() {
    assertThat(shell.run("stock", "sync-from-movements").err())
        .isEqualTo("2 products had discrepancies and were mended: onhand alert list\n");
  }

  @Test
  void showsNoTableWhereNothingDiffers() {
    server.on(ROUTE, NO_DIFFERENCES);

    Golden.check(
        "sync-dry-run-clean.txt", shell.run("stock", "sync-from-movements", "--dry-run").out());
  }

  @Test
  void echoesAndSendsEveryOption() {
    server.on(ROUTE, FakeServer.json(202, "{\"object\":\"job\",\"id\":\"job_000000000000b\"}"));

    Result result =
        shell.run(
            "stock",
            "sync-from-movements",
            "--product-id=123",
            "--from-date=2025-01-01 00:00:00",
            "--force",
            "--queue");

    assertThat(server.lastAsked().text())
        .isEqualTo(
            """
            {"product":"123","from":"2025-01-01T00:00:00","force":true,"queue":true}""");
    Golden.check("sync-queue.txt", result.out());
    assertThat(result.err()).isEqualTo("Watch it with: onhand queue monitor stock-sync\n");
  }

  @Test
  void looksAtOnceInADryRunAlsoIfTheQueueIsNamed() {
    assertThat(shell.run("stock", "sync-from-movements", "--dry-run", "--queue").out())
        .contains("  Use Queue: Yes\n", "Products with discrepancies: 2");
  }

  @Test
  void failsWhereSomeProductsCouldNotBeMended() {
    server.on(ROUTE, NO_DIFFERENCES.replace("\"rows\"", "\"failures\":[\"MUG-1: busy\"],\"rows\""));

    Result result = shell.run("stock", "sync-from-movements");

    assertThat(result.exit()).isEqualTo(Exit.FAILED);
    assertThat(result.err()).isEqualTo("error: MUG-1: busy\n");
  }

  @Test
  void endsWithThreeOnDifferencesIfAsked() {
    assertThat(shell.run("stock", "sync-from-movements", "--dry-run", "--exit-code").exit())
        .isEqualTo(Exit.DIFFERENCES);
  }

  @Test
  void printsTheAnswerAndNothingElseAsJson() {
    Result result = shell.run("stock", "sync-from-movements", "--dry-run", "--json");

    assertThat(Json.read(result.out().getBytes(UTF_8)))
        .contains(Json.read(DIFFERENCES.getBytes(UTF_8)).orElseThrow());
  }

  @Test
  void printsTheRowsAsCsv() {
    assertThat(shell.run("stock", "sync-from-movements", "--dry-run", "--csv").out())
        .isEqualTo(
            """
            number,name,system,calculated,difference,movements
            1,Dell Latitude 5520 Laptop,27,15,12,6
            2,"Samsung 27"" LED Monitor",50,10,40,1
            """);
  }
}
