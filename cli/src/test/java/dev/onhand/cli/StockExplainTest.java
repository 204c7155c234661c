package dev.onhand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.cli.Shell.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StockExplainTest {

  private static final String ROUTE = "GET /api/v1/stock/MUG-1/explain";

  private final FakeServer server = new FakeServer();
  private final Shell shell = Shell.of(server);
  private String explanation = "";

  /** What a server answered. */
  @BeforeEach
  void read() throws IOException {
    explanation = Files.readString(Path.of("src/test/resources/golden/explanation.json"));
    server.on(ROUTE, explanation);
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void printsATreeInWhichNumbersStandBelowEachOther() {
    Result result = shell.run("stock", "explain", "MUG-1", "--channel", "web");

    Golden.check("stock-explain.txt", result.out());
    assertThat(result.exit()).isEqualTo(Exit.OK);
    assertThat(result.err()).isEqualTo("Every number is the sum of what is below it.\n");
    assertThat(server.lastAsked().query()).containsEntry("channel", "web");
  }

  @ParameterizedTest
  @ValueSource(ints = {40, 60, 80})
  void fitsTheTerminal(int columns) {
    Result result = shell.terminal(columns).run("stock", "explain", "MUG-1", "--channel", "web");

    assertThat(result.lines()).hasSizeGreaterThan(20);
    assertThat(result.lines()).allMatch(line -> DisplayWidth.of(line) <= columns);
  }

  @Test
  void asksForATimeAndALimit() {
    shell.run("stock", "explain", "MUG-1", "--at", "2025-01-31T18:00:00Z", "--limit", "20");

    assertThat(server.lastAsked().query())
        .containsEntry("at", "2025-01-31T18:00:00Z")
        .containsEntry("limit", "20");
  }

  @Test
  void saysWhereItDoesNotAddUpAndWhatToDo() {
    server.on(
        ROUTE,
        explanation
            .replace("\"adds_up\":true", "\"adds_up\":false")
            .replace(
                "\"differences\":[]",
                "\"differences\":[{\"path\":[\"on_hand\",\"MAIN\",\"available\"],\"by\":\"reason\","
                    + "\"units\":97,\"sum\":92,\"remedy\":\"ledger verify\"}]"));

    Result result = shell.run("stock", "explain", "MUG-1");

    assertThat(result.exit()).isEqualTo(Exit.DIFFERENCES);
    assertThat(result.err())
        .isEqualTo(
            """
            error: on_hand > MAIN > available is 97, but what it is made of by reason is 92; see: onhand ledger verify
            Some numbers are not the sum of what is below them.
            """);
  }

  @Test
  void givesJsonWhole() {
    assertThat(shell.run("stock", "explain", "MUG-1", "--json").out())
        .contains("\"adds_up\": true", "\"what\": \"movement\"");
    assertThat(shell.run("stock", "explain", "MUG-1", "--fields", "sku,adds_up").out())
        .isEqualTo("SKU:     MUG-1\nAdds up: yes\n");
  }
}
