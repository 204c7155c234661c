package dev.onhand.cli;

import static dev.onhand.cli.Column.code;
import static dev.onhand.cli.Column.number;
import static dev.onhand.cli.Column.text;
import static dev.onhand.cli.Column.time;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Files of movements and orders. */
@Command(
    name = "import",
    description = "Bring in files of movements or orders. The same file twice counts once.")
@Verbs({
  ImportCommands.Movements.class,
  ImportCommands.Orders.class,
  ImportCommands.OnlineRetail.class,
  ImportCommands.ListAll.class,
  ImportCommands.Undo.class
})
final class ImportCommands extends Noun {

  private static final List<Column> ROW =
      List.of(
          code("ID", "id"),
          time("Begun", "started_at"),
          text("Kind", "kind"),
          text("File", "file_name"),
          code("Status", "status"),
          number("Lines", "rows"),
          number("Recorded", "recorded"),
          number("Recorded before", "already_recorded"),
          number("Refused", "refused"),
          code("Undoes", "undoes"),
          code("Undone by", "undone_by"),
          text("By", "actor"));

  private static final List<Column> UNDONE =
      List.of(
          code("Import", "id"),
          code("Status", "status"),
          code("Undoes", "undoes"),
          number("Movements", "rows"),
          number("Reversed", "recorded"),
          number("Reversed before", "already_recorded"),
          number("Refused", "refused"),
          number("Seconds", "seconds"));

  private static final List<Column> REFUSED = List.of(code("Code", "code"), text("What", "detail"));

  @Command(
      name = "list",
      description = "List what was imported, newest first, and what undid it.",
      footer = {"  onhand import list --limit 5"})
  static final class ListAll extends Action {
    @Mixin Paging paging = new Paging();

    @Override
    int run() {
      printList("/imports", Query.none(), paging, ROW);
      return Exit.OK;
    }
  }

  @Command(
      name = "undo",
      description = {
        "Reverse each movement that an import recorded and nobody reversed. Twice is once.",
        "What the books refuse, because its units are gone, stays and is named. Orders are not undone: cancel them.",
        "Exits with 1 if something was refused."
      },
      footer = {
        "  onhand import undo imp_0000000000001 --dry-run",
        "  onhand import undo imp_0000000000001"
      })
  static final class Undo extends Action {
    @Parameters(paramLabel = "ID", description = "Id of the import: onhand import list.")
    String id = "";

    @Option(names = "--dry-run", description = "Say what would come of it; nothing is kept.")
    boolean dryRun;

    @Override
    int run() throws InterruptedException {
      return undo(this, "/imports/" + Request.segment(id), dryRun);
    }
  }

  /** Undoes what was recorded together, and says what came of it. */
  static int undo(Action action, String path, boolean dryRun) throws InterruptedException {
    Request request =
        Request.post(path + "/undo", Json.object())
            .query(Query.none().when("dry_run", dryRun))
            .patience(ImportAction.PATIENCE);
    JsonNode done = action.api().send(request).body();
    action.output().objectWithList(done, UNDONE, "errors", REFUSED);
    if (dryRun) {
      action.say("Dry run: nothing was reversed.");
    }
    return Json.number(done, "refused") == 0 && Json.number(done, "errors_total") == 0
        ? Exit.OK
        : Exit.FAILED;
  }

  @Command(
      name = "movements",
      description = {
        "Import CSV files with the header key,occurred_at,sku,location,reason,quantity,reference,"
            + "note (optional: to_location,state,gtin,name,line,cause_kind), plain or compressed with"
            + " gzip.",
        "Exits with 1 if a line was wrong or refused."
      },
      footer = {
        "  onhand import movements counts.csv --dry-run",
        "  onhand import movements 2025-*.csv.gz --create --on-error skip"
      })
  static final class Movements extends ImportAction {
    @Override
    String kind() {
      return "movements";
    }
  }

  @Command(
      name = "orders",
      description = {
        "Import orders from CSV files with the header channel,external_id,status,updated_at,line,sku,"
            + "quantity (optional: cancelled,shipped,returned,location,returned_to,returned_state,gtin,"
            + "version,hold_until,priority,hold,name), a row a line; or from lines of JSON as POST /orders:batch takes"
            + " them. Plain or compressed with gzip.",
        "What is missing in stock waits; channels make themselves. --create makes products.",
        "Exits with 1 if an order was wrong or refused."
      },
      footer = {
        "  onhand import orders web.csv --dry-run",
        "  onhand import orders web-2025-*.jsonl.gz --on-error skip"
      })
  static final class Orders extends ImportAction {
    @Override
    String kind() {
      return "orders";
    }
  }

  @Command(
      name = "online-retail",
      description = {
        "Import files in the format of the Online Retail data set (UCI, CC BY 4.0): invoices become"
            + " orders that are reserved and shipped, their returns, and adjustments.",
        "Exits with 1 if a line was wrong or refused."
      },
      footer = {
        "  onhand import online-retail 2010-12.csv.gz",
        "  onhand import online-retail 2010-12.csv.gz --as movements"
      })
  static final class OnlineRetail extends ImportAction {

    @Option(
        names = "--as",
        paramLabel = "orders|movements",
        description = "What its sales become. Default: orders.")
    @Nullable String as;

    @Override
    String kind() {
      return "online-retail";
    }

    @Override
    Query more(Query query) {
      return query.with("as", as);
    }
  }
}
