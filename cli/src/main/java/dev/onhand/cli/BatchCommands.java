package dev.onhand.cli;

import static dev.onhand.cli.Column.code;
import static dev.onhand.cli.Column.number;
import static dev.onhand.cli.Column.signed;
import static dev.onhand.cli.Column.text;
import static dev.onhand.cli.Column.time;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Goods that are scanned together and posted together. */
@Command(
    name = "batch",
    description = "Batches: top-ups and counts by scanner, and what they changed.")
@Verbs({
  BatchCommands.Start.class,
  BatchScan.class,
  BatchCommands.Plan.class,
  BatchCommands.Recount.class,
  BatchCommands.Lines.class,
  BatchCommands.Push.class,
  BatchCommands.Approve.class,
  BatchCommands.Verify.class,
  BatchCommands.Complete.class,
  BatchCommands.Cancel.class,
  BatchCommands.Undo.class,
  BatchCommands.Show.class,
  BatchCommands.ListAll.class,
  BatchRecords.class
})
final class BatchCommands extends Noun {

  private static final String PATH = "/batches";

  private static final List<Column> ROW =
      List.of(
          number("Batch", "number"),
          code("Kind", "kind"),
          text("Location", "location"),
          code("State", "state"),
          text("Opened by", "opened_by"),
          time("Opened", "opened_at"),
          text("Note", "note"));

  private static final List<Column> DETAILS =
      List.of(
          code("ID", "id"),
          number("Batch", "number"),
          code("Kind", "kind"),
          text("Location", "location"),
          code("State", "state"),
          code("Reason", "reason"),
          text("Note", "note"),
          text("Blind", "blind"),
          number("Four eyes above", "four_eyes_above"),
          number("Lines", "progress.lines"),
          number("Scanned", "progress.lines_scanned"),
          number("Posted", "progress.lines_posted"),
          number("Changed", "progress.lines_changed"),
          number("Refused", "progress.lines_refused"),
          number("Units scanned", "progress.units_scanned"),
          number("Units added", "progress.units_added"),
          number("Units removed", "progress.units_removed"),
          number("Accuracy", "progress.accuracy"),
          text("Opened by", "opened_by"),
          time("Opened", "opened_at"),
          text("Pushed by", "pushed_by"),
          time("Pushed", "pushed_at"),
          text("Ended by", "ended_by"),
          time("Ended", "ended_at"),
          code("Undone by", "undone_by"),
          number("Version", "version"));

  private static final List<Column> UNPLACED =
      List.of(text("Code", "code"), number("Units", "units"), code("Why it is no line", "reason"));

  private static final List<Column> LINE =
      List.of(
          text("SKU", "sku"),
          number("Scanned", "scanned"),
          number("Counted", "counted"),
          number("Book", "book"),
          signed("Change", "change"),
          number("Reserved", "reserved"),
          text("Posted", "posted"),
          text("Reversed", "reversed"),
          text("Moved meanwhile", "moved_meanwhile"),
          text("Refused", "refused"));

  /** A batch, as every command on one names it. */
  abstract static class OnBatch extends Action {
    @Parameters(index = "0", paramLabel = "BATCH", description = "Its number or id.")
    String batch = "";

    final String path() {
      return PATH + "/" + Request.segment(batch);
    }

    /** The batch, and below it what was scanned and is no line. */
    final void print(JsonNode body) {
      output().objectWithList(body, DETAILS, "unplaced", UNPLACED);
    }

    final JsonNode post(String verb, Json.Body body) throws InterruptedException {
      return api().send(Request.post(path() + "/" + verb, body.node())).body();
    }
  }

  private static ArrayNode array(List<String> texts) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    texts.forEach(array::add);
    return array;
  }

  @Command(
      name = "start",
      description = {
        "Start a batch: top_up adds what is scanned, count and stock_take correct the books by it.",
        "A stock_take is of all that is or was at the location."
      },
      footer = {
        "  onhand batch start top_up --location MAIN",
        "  onhand batch start count --location MAIN --sku MUG-1 --sku CUP-2 --blind",
        "  onhand batch start count --location MAIN --not-counted-for-days 90 --four-eyes-above 10",
        "  onhand batch start count --location MAIN --abc a --not-counted-for-days 30",
        "  onhand batch start count --location MAIN --riskiest 50",
        "  onhand batch start stock_take --location MAIN"
      })
  static final class Start extends Action {
    @Parameters(paramLabel = "KIND", description = "top_up, count or stock_take.")
    String kind = "";

    @Option(
        names = "--location",
        required = true,
        paramLabel = "CODE",
        description = "Whose goods these are.")
    String location = "";

    @Option(
        names = "--reason",
        paramLabel = "REASON",
        description =
            "Why the units of a top_up come: purchase (default), opening_stock, manufacturing_in,"
                + " recovery_found or manual_in.")
    @Nullable String reason;

    @Option(
        names = "--sku",
        paramLabel = "SKU",
        description = "To be counted, once for each. Default: what is scanned.")
    List<String> skus = List.of();

    @Option(
        names = "--not-counted-for-days",
        paramLabel = "N",
        description = "Count what was not counted there for so long.")
    @Nullable Long days;

    @Option(
        names = "--abc",
        paramLabel = "a|b|c",
        description = "Count only products of this class by units that moved there in 90 days.")
    @Nullable String abc;

    @Option(
        names = "--riskiest",
        paramLabel = "N",
        description =
            "Count only so many products, of the highest risk: units moved, times days since"
                + " counted, times units that counts corrected before.")
    @Nullable Long riskiest;

    @Option(names = "--blind", description = "Do not show the books to who counts.")
    boolean blind;

    @Option(
        names = "--four-eyes-above",
        paramLabel = "N",
        description = "Who counted may not approve a correction of more units.")
    @Nullable Long fourEyesAbove;

    @Option(names = "--note", paramLabel = "TEXT", description = "Anything worth remembering.")
    @Nullable String note;

    @Override
    int run() throws InterruptedException {
      Json.Body body =
          new Json.Body().with("kind", kind).with("location", location).with("reason", reason);
      if (!skus.isEmpty()) {
        body.with("skus", array(skus));
      }
      body.with("not_counted_for_days", days)
          .with("abc", abc)
          .with("riskiest", riskiest)
          .with("four_eyes_above", fourEyesAbove)
          .with("note", note);
      if (blind) {
        body.with("blind", true);
      }
      JsonNode made = api().send(Request.post(PATH, body.node())).body();
      output().object(made, DETAILS);
      say("Started batch %d.".formatted(Json.number(made, "number")));
      return Exit.OK;
    }
  }

  @Command(
      name = "plan",
      description = "Add products to what is to be counted.",
      footer = "  onhand batch plan 7 MUG-1 CUP-2")
  static final class Plan extends OnBatch {
    @Parameters(index = "1..*", arity = "1..*", paramLabel = "SKU", description = "Which.")
    List<String> skus = List.of();

    @Override
    int run() throws InterruptedException {
      print(post("plan", new Json.Body().with("skus", array(skus))));
      return Exit.OK;
    }
  }

  @Command(
      name = "recount",
      description = "Have products counted again: what was scanned of them before counts no more.",
      footer = "  onhand batch recount 7 MUG-1")
  static final class Recount extends OnBatch {
    @Parameters(index = "1..*", arity = "1..*", paramLabel = "SKU", description = "Which.")
    List<String> skus = List.of();

    @Override
    int run() throws InterruptedException {
      print(post("recount", new Json.Body().with("skus", array(skus))));
      return Exit.OK;
    }
  }

  @Command(
      name = "lines",
      description = "List what was scanned of each product, what the books say, and what changes.",
      footer = {
        "  onhand batch lines 7 --review --only changed",
        "  onhand batch lines 7 --only uncounted --all"
      })
  static final class Lines extends OnBatch {
    @Option(
        names = "--only",
        paramLabel = "WHICH",
        description = "Only those that are changed, unchanged, uncounted, unposted or refused.")
    @Nullable String only;

    @Option(names = "--review", description = "Show the books also where the count is blind.")
    boolean review;

    @Mixin Paging paging = new Paging();

    @Override
    int run() {
      Query query = Query.none().with("only", only).when("review", review);
      printList(path() + "/lines", query, paging, LINE);
      return Exit.OK;
    }
  }

  @Command(
      name = "push",
      description = {
        "Close a top-up for scans and add what was scanned.",
        "Again is safe: each line is added once, and what was refused is tried again."
      },
      footer = "  onhand batch push 7")
  static final class Push extends OnBatch {
    @Override
    int run() throws InterruptedException {
      JsonNode body = post("push", new Json.Body());
      print(body);
      return saidPosted(this, body);
    }
  }

  private static int saidPosted(Action action, JsonNode body) {
    JsonNode progress = body.path("progress");
    long refused = Json.number(progress, "lines_refused");
    action.say(
        "Posted %s: %s added, %d removed."
            .formatted(
                Plain.many(Json.number(progress, "lines_posted"), "line"),
                Plain.many(Json.number(progress, "units_added"), "unit"),
                Json.number(progress, "units_removed")));
    if (refused > 0) {
      action.say(
          "error: the books refused %s; see why with: onhand batch lines %d --only refused"
              .formatted(Plain.many(refused, "line"), Json.number(body, "number")));
      return Exit.CONFLICT;
    }
    return Exit.OK;
  }

  @Command(
      name = "approve",
      description = {
        "Close a count for scans and correct the books by it.",
        "What was sold since it was counted is taken into account; again is safe."
      },
      footer = "  onhand batch approve 7")
  static final class Approve extends OnBatch {
    @Option(
        names = "--leave-uncounted",
        description = "What was to be counted and was not stays as it is.")
    boolean leaveUncounted;

    @Override
    int run() throws InterruptedException {
      Json.Body body = new Json.Body();
      if (leaveUncounted) {
        body.with("leave_uncounted", true);
      }
      JsonNode approved = post("approve", body);
      print(approved);
      return saidPosted(this, approved);
    }
  }

  @Command(
      name = "verify",
      description = "Compare what was scanned with the journal and with what the channels took.",
      footer = "  onhand batch verify 7")
  static final class Verify extends OnBatch {
    @Override
    int run() throws InterruptedException {
      JsonNode body = post("verify", new Json.Body());
      print(body);
      for (JsonNode line : body.path("open")) {
        String channel = Json.text(line, "channel");
        say(
            "open: %s%s: %s"
                .formatted(
                    Json.text(line, "code"),
                    channel.isEmpty() ? "" : " at " + channel,
                    Json.text(line, "detail")));
      }
      if (!body.path("open").isEmpty()) {
        return Exit.DIFFERENCES;
      }
      say("All agrees.");
      return Exit.OK;
    }
  }

  @Command(
      name = "complete",
      description = "End a batch of which all agrees; else the lines that do not are named.",
      footer = "  onhand batch complete 7")
  static final class Complete extends OnBatch {
    @Override
    int run() throws InterruptedException {
      print(post("complete", new Json.Body()));
      say("Completed.");
      return Exit.OK;
    }
  }

  @Command(
      name = "cancel",
      description = "Call off a batch of which nothing was posted.",
      footer = "  onhand batch cancel 7")
  static final class Cancel extends OnBatch {
    @Option(names = "--yes", description = "Do not ask.")
    boolean yes;

    @Override
    int run() throws InterruptedException {
      confirm("Cancel batch " + batch + "?", yes);
      print(post("cancel", new Json.Body()));
      say("Cancelled.");
      return Exit.OK;
    }
  }

  @Command(
      name = "show",
      description = "Show a batch: how far it is, and what was scanned and is no line.",
      footer = "  onhand batch show 7")
  static final class Show extends OnBatch {
    @Override
    int run() throws InterruptedException {
      print(get(path()));
      return Exit.OK;
    }
  }

  @Command(
      name = "list",
      description = "List batches, newest first.",
      footer = {
        "  onhand batch list --under-way",
        "  onhand batch list --kind count --state completed"
      })
  static final class ListAll extends Action {
    @Option(
        names = "--state",
        paramLabel = "STATE",
        description = "Only those that are open, pushed, verified, completed, cancelled or undone.")
    @Nullable String state;

    @Option(
        names = "--kind",
        paramLabel = "KIND",
        description = "Only of this kind: top_up, count or stock_take.")
    @Nullable String kind;

    @Option(names = "--under-way", description = "Only those that have not ended.")
    boolean underWay;

    @Mixin Paging paging = new Paging();

    @Override
    int run() {
      Query query =
          Query.none().with("state", state).with("kind", kind).when("under_way", underWay);
      printList(PATH, query, paging, ROW);
      return Exit.OK;
    }
  }

  @Command(
      name = "undo",
      description = {
        "Reverse each movement that a batch posted and nobody reversed. Twice is once.",
        "What the books refuse, because its units are gone, stays and is named.",
        "Exits with 1 if something was refused."
      },
      footer = {"  onhand batch undo 7 --dry-run", "  onhand batch undo 7"})
  static final class Undo extends OnBatch {
    @Option(names = "--dry-run", description = "Say what would come of it; nothing is kept.")
    boolean dryRun;

    @Override
    int run() throws InterruptedException {
      return ImportCommands.undo(this, path(), dryRun);
    }
  }
}
