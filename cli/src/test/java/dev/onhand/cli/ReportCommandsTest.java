package dev.onhand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.cli.Shell.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportCommandsTest {

  private static final String VALUATION =
      """
      {"object":"report_rows","name":"valuation","title":"Valuation by units","from":null,"to":null,\
      "columns":[{"name":"sku","title":"SKU","type":"text"},{"name":"on_hand","title":"On hand","type":"number"},\
      {"name":"percent","title":"% of on hand","type":"decimal"}],\
      "data":[{"sku":"MUG-1","on_hand":9,"percent":90.00},{"sku":"=1+1","on_hand":-1,"percent":null}],\
      "has_more":true,"url":"/api/v1/reports/valuation"}""";

  private static final String LISTED =
      """
      {"object":"report","name":"valuation","title":"Valuation by units","answers":"What is there now.",\
      "filters":["sku","location"],"columns":[]}""";

  private final FakeServer server =
      new FakeServer()
          .on("GET /api/v1/reports", ProductCommandsTest.list(LISTED))
          .on("GET /api/v1/reports/valuation", VALUATION);
  private final Shell shell = Shell.of(server);

  @TempDir Path directory;

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void listsWhatCanBeAsked() {
    assertThat(shell.run("report", "list").out())
        .contains("valuation", "Valuation by units", "sku location");
  }

  @Test
  void showsTheColumnsThatTheReportHas() {
    Result result = shell.run("report", "show", "valuation", "--location", "MAIN", "--limit", "2");

    assertThat(result.exit()).isZero();
    assertThat(result.out()).contains("SKU", "% of on hand", "MUG-1", "90.0");
    assertThat(result.err()).contains("There are more: use --limit N, or --xlsx FILE for all.");
    assertThat(server.lastAsked().query())
        .containsEntry("location", "MAIN")
        .containsEntry("limit", "2")
        .doesNotContainKey("from");
  }

  @Test
  void printsNumbersBareAndFormulasAsText() {
    assertThat(shell.run("report", "show", "valuation", "--csv").out())
        .startsWith("sku,on_hand,percent\nMUG-1,9,90.0")
        .contains("\n'=1+1,-1,\n");
    assertThat(shell.run("report", "show", "valuation", "--json", "--fields", "on_hand").out())
        .contains("{\"on_hand\":9}");
  }

  @Test
  void savesAWorkbookAsItCame() throws IOException {
    server.on(
        "GET /api/v1/reports/valuation",
        new FakeServer.Answer(200, "application/x-any", "PK-bytes", java.util.Map.of()));
    Path file = directory.resolve("v.xlsx");

    Result result = shell.run("report", "show", "valuation", "--xlsx", file.toString());

    assertThat(result.exit()).isZero();
    assertThat(server.lastAsked().query()).containsEntry("format", "xlsx");
    assertThat(Files.readString(file)).isEqualTo("PK-bytes");
    assertThat(directory).isDirectoryNotContaining("glob:**.part");
  }

  @Test
  void leavesNoFileWhereTheServerRefuses() {
    server.on(
        "GET /api/v1/reports/valuation",
        FakeServer.problem(400, "invalid_request", "The report cannot be narrowed by actor."));
    Path file = directory.resolve("v.xlsx");

    Result result =
        shell.run("report", "show", "valuation", "--actor", "me", "--xlsx", file.toString());

    assertThat(result.exit()).isEqualTo(Exit.FAILED);
    assertThat(result.err()).contains("cannot be narrowed by actor");
    assertThat(file).doesNotExist();
    assertThat(shell.run("report", "show", "valuation", "--xlsx", "f", "--csv").exit())
        .isEqualTo(Exit.USAGE);
  }
}
