package dev.onhand.cli;

import static dev.onhand.cli.Column.code;
import static dev.onhand.cli.Column.number;
import static dev.onhand.cli.Column.text;
import static dev.onhand.cli.Column.time;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Questions that are asked again and again. */
@Command(
    name = "report",
    description =
        "Reports on stock and channels: movements, stock-outs, accuracy, cover, ageing, …")
@Verbs({ReportCommands.ListAll.class, ReportCommands.Show.class})
final class ReportCommands extends Noun {

  private static final List<Column> ROW =
      List.of(code("Name", "name"), text("Title", "title"), text("Narrowed by", "filters"));

  @Command(
      name = "list",
      description = "List the reports there are, and by what each can be narrowed.",
      footer = {"  onhand report list", "  onhand report list --json --fields name,answers"})
  static final class ListAll extends Action {
    @Override
    int run() throws InterruptedException {
      output().list(Pages.rows(get("/reports")).iterator(), ROW);
      return Exit.OK;
    }
  }

  @Command(
      name = "show",
      description = {
        "Show a report, narrowed by what it takes (see: onhand report list).",
        "Days are the seller's; without --from and --to they are the last 30, today included."
      },
      footer = {
        "  onhand report show days-of-cover --location MAIN",
        "  onhand report show stock-movements --from 2026-11-01 --to 2026-11-30 --reason damage",
        "  onhand report show valuation --xlsx valuation.xlsx"
      })
  static final class Show extends Action {
    @Parameters(paramLabel = "NAME", description = "The report, such as valuation.")
    String name = "";

    @Option(names = "--from", paramLabel = "DAY", description = "First day, such as 2026-11-01.")
    @Nullable String from;

    @Option(names = "--to", paramLabel = "DAY", description = "Last day, which is included.")
    @Nullable String to;

    @Option(names = "--sku", paramLabel = "SKU", description = "Only of this product (SKU or id).")
    @Nullable String sku;

    @Option(names = "--location", paramLabel = "CODE", description = "Only at this location.")
    @Nullable String location;

    @Option(names = "--channel", paramLabel = "CODE", description = "Only of this channel.")
    @Nullable String channel;

    @Option(names = "--reason", paramLabel = "REASON", description = "Only what moved for this.")
    @Nullable String reason;

    @Option(
        names = "--actor",
        paramLabel = "WHO",
        description = "Only what was done by them, named as in the journal.")
    @Nullable String actor;

    @Option(
        names = "--limit",
        paramLabel = "N",
        defaultValue = "1000",
        description = "Print at most N rows, to 10000. Default: ${DEFAULT-VALUE}.")
    int limit;

    @Option(
        names = "--xlsx",
        paramLabel = "FILE",
        description = "Write all rows into this Excel workbook, and print nothing.")
    @Nullable Path xlsx;

    @Override
    int run() throws InterruptedException, IOException {
      Query question =
          Query.none()
              .with("from", from)
              .with("to", to)
              .with("sku", sku)
              .with("location", location)
              .with("channel", channel)
              .with("reason", reason)
              .with("actor", actor);
      String path = "/reports/" + Request.segment(name);
      if (xlsx != null) {
        save(Request.get(path).query(question.with("format", "xlsx")), xlsx);
        return Exit.OK;
      }
      JsonNode report = api().get(path, question.with("limit", limit));
      output().list(report.path("data").iterator(), columns(report.path("columns")));
      if (report.path("has_more").asBoolean(false)) {
        say("There are more: use --limit N, or --xlsx FILE for all.");
      }
      return Exit.OK;
    }

    private void save(Request request, Path file) throws InterruptedException, IOException {
      if (common.json || common.csv) {
        throw CommandException.usage("--xlsx goes without --json and --csv", "");
      }
      Path target = surroundings().directory().resolve(file);
      api().download(request, target);
      say("Written to " + target + ".");
    }

    private static List<Column> columns(JsonNode columns) {
      List<Column> shown = new ArrayList<>();
      columns.forEach(
          column ->
              shown.add(column(Json.text(column, "title"), Json.text(column, "name"), column)));
      return shown;
    }

    private static Column column(String title, String name, JsonNode column) {
      return switch (Json.text(column, "type")) {
        case "number", "decimal" -> number(title, name);
        case "time" -> time(title, name);
        case "day", "batch" -> code(title, name);
        default -> text(title, name);
      };
    }
  }
}
