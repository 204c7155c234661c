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
    server.on(ROUTE, explanation).on("GET /api/v1/listings", ProductCommandsTest.list());
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
  void endsInWhatTheListingsShouldShowAndShow() {
    server
        .on("GET /api/v1/listings", ProductCommandsTest.list("{\"id\":\"lst_0000000000001\"}"))
        .on("POST /api/v1/listings:refresh", ProductCommandsTest.list())
        .on(
            "GET /api/v1/listings/lst_0000000000001/explain",
            """
            {"object":"listing_explanation","listing":{"id":"lst_0000000000001","channel":"bm","state":"active",\
            "desired":{"quantity":40,"at":"2025-05-01T10:00:00Z"},"pushed":{"quantity":40,"at":"2025-05-01T10:00:01Z"},\
            "acknowledged":null,"observed":{"quantity":41,"at":"2025-05-01T09:00:00Z"},"shown":40,"due":false,\
            "refused":null},"rule":{"scope":"group","subject":"mugs","rule":{"buffer":12,"percent":50,"min":0}},\
            "steps":[{"step":"pool","left":92},{"step":"buffer","left":80},{"step":"percent","left":40}]}""");

    Result result = shell.run("stock", "explain", "MUG-1", "--channel", "bm", "--refresh");

    assertThat(server.asked())
        .extracting(FakeServer.Asked::path)
        .containsSubsequence("/api/v1/listings:refresh", "/api/v1/listings");
    assertThat(result.lines().stream().map(line -> line.replaceAll(" +", " ").strip()))
        .containsSubsequence(
            "Listing lst_0000000000001 on bm",
            "pool 92 there is, in the channel's locations",
            "buffer 80 12, of the rule of the group mugs",
            "percent 40 50, of the rule of the group mugs",
            "acknowledged - never");
    assertThat(result.out()).contains("last synced 2025-05-01", "believed to show");
    assertThat(shell.run("stock", "explain", "MUG-1", "--refresh").exit()).isEqualTo(Exit.USAGE);
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
