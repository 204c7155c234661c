package dev.onhand.cli;

import static dev.onhand.cli.Column.code;
import static dev.onhand.cli.Column.number;
import static dev.onhand.cli.Column.place;
import static dev.onhand.cli.Column.text;
import static dev.onhand.cli.Column.time;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** The journal. */
@Command(
    name = "movement",
    description = "The journal of stock movements, from which every number follows.")
@Verbs({
  MovementCommands.ListAll.class,
  MovementCommands.Show.class,
  MovementCommands.Add.class,
  MovementCommands.Reverse.class
})
final class MovementCommands extends Noun {

  private static final List<Column> ROW =
      List.of(
          code("ID", "id"),
          time("Occurred", "occurred_at"),
          text("SKU", "sku"),
          text("Reason", "reason"),
          number("Quantity", "quantity"),
          place("From", "from"),
          place("To", "to"),
          text("Type", "change_type"),
          text("Cause", "cause.reference"),
          text("Actor", "actor"));

  private static final List<Column> DETAILS =
      List.of(
          code("ID", "id"),
          number("Position", "position"),
          code("Key", "key"),
          text("SKU", "sku"),
          code("Product ID", "product_id"),
          text("Reason", "reason"),
          text("Type", "change_type"),
          number("Quantity", "quantity"),
          place("From", "from"),
          number("From: level after", "from.after"),
          number("From: on hand after", "from.on_hand_after"),
          place("To", "to"),
          number("To: level after", "to.after"),
          number("To: on hand after", "to.on_hand_after"),
          text("Cause", "cause.kind"),
          text("Reference", "cause.reference"),
          text("Line", "cause.line"),
          text("Note", "note"),
          text("Actor", "actor"),
          code("Reverses", "reverses"),
          code("Reversed by", "reversed_by"),
          time("Occurred", "occurred_at"),
          time("Recorded", "recorded_at"));

  /** Prints a movement that was just written, and says what became of the write. */
  private static void printWritten(Action action, Reply reply, Writing writing) {
    JsonNode movement = reply.body();
    action.output().object(movement, DETAILS);
    String key = " (key " + writing.key + ")";
    if (writing.dryRun) {
      action.say("Dry run: nothing was recorded.");
    } else if (reply.isRepeated()) {
      action.say("This had been recorded before; nothing was added" + key + ".");
    } else {
      action.say("Recorded " + Json.text(movement, "id") + key + ".");
    }
  }

  @Command(
      name = "list",
      description = "List movements, newest first.",
      footer = {
        "  onhand movement list --sku MUG-1",
        "  onhand movement list --reason damage --occurred-from 2025-01-01 --all --csv",
        "  onhand movement list --cause order:1001"
      })
  static final class ListAll extends Action {
    @Option(names = "--sku", paramLabel = "SKU", description = "Of this product (SKU or id).")
    @Nullable String sku;

    @Option(names = "--location", paramLabel = "CODE", description = "From or to this location.")
    @Nullable String location;

    @Option(
        names = "--cause",
        paramLabel = "KIND:REFERENCE",
        description = "For this cause, such as order:1001; the kind may be left out.")
    @Nullable String cause;

    @Option(names = "--channel", paramLabel = "CODE", description = "For orders of this channel.")
    @Nullable String channel;

    @Option(names = "--reason", paramLabel = "REASON", description = "For this reason: sale, …")
    @Nullable String reason;

    @Option(
        names = "--type",
        paramLabel = "TYPE",
        description = "Of this type: sale, return, container, manual.")
    @Nullable String type;

    @Option(names = "--actor", paramLabel = "ACTOR", description = "Asked for by this actor.")
    @Nullable String actor;

    @Option(names = "--key", paramLabel = "KEY", description = "The one with this key.")
    @Nullable String key;

    @Mixin Spans spans = new Spans();
    @Mixin Paging paging = new Paging();

    @Override
    int run() throws InterruptedException {
      Query query = Query.none();
      if (sku != null) {
        query = query.with(References.productField(sku), sku);
      }
      query = query.with("location", location).with("reason", reason).with("change_type", type);
      query = query.with("channel", channel).with("actor", actor).with("key", key);
      if (cause != null) {
        int colon = cause.indexOf(':');
        query =
            query
                .with("cause_kind", colon < 0 ? null : cause.substring(0, colon))
                .with("cause", cause.substring(colon + 1));
      }
      printList("/movements", spans.on(query, api()), paging, ROW);
      return Exit.OK;
    }
  }

  /** Spans of time, on either clock. */
  static final class Spans {
    @Option(
        names = "--occurred-from",
        paramLabel = "TIME",
        description = "Happened at or after; without a zone, in the seller's.")
    @Nullable String occurredFrom;

    @Option(names = "--occurred-to", paramLabel = "TIME", description = "Happened before.")
    @Nullable String occurredTo;

    @Option(
        names = "--recorded-from",
        paramLabel = "TIME",
        description = "Recorded at or after (back-dated movements are recorded later).")
    @Nullable String recordedFrom;

    @Option(names = "--recorded-to", paramLabel = "TIME", description = "Recorded before.")
    @Nullable String recordedTo;

    Query on(Query query, Api api) throws InterruptedException {
      return query
          .with("occurred_from", Times.instant("--occurred-from", occurredFrom, api))
          .with("occurred_to", Times.instant("--occurred-to", occurredTo, api))
          .with("recorded_from", Times.instant("--recorded-from", recordedFrom, api))
          .with("recorded_to", Times.instant("--recorded-to", recordedTo, api));
    }
  }

  @Command(
      name = "show",
      description = "Show one movement, with the levels after it.",
      footer = "  onhand movement show mov_00000000000a7")
  static final class Show extends Action {
    @Parameters(paramLabel = "ID", description = "Id of the movement.")
    String id = "";

    @Override
    int run() throws InterruptedException {
      output().object(get("/movements/" + Request.segment(id)), DETAILS);
      return Exit.OK;
    }
  }

  @Command(
      name = "add",
      description = {
        "Record a movement of units.",
        "Reasons: purchase, sale, sale_return, purchase_return, damage, lost_missing, theft,"
            + " expired, quality_control, recovery_found, promotional, manufacturing_in,"
            + " manufacturing_out, manual_in, manual_out, opening_stock, reserve, release,"
            + " set_aside, put_back, scrap, return_damaged, …"
      },
      footer = {
        "  onhand movement add MUG-1 --reason purchase --quantity 24 --location MAIN",
        "  onhand movement add MUG-1 --reason damage --quantity 1 --location MAIN --note \"fell\"",
        "  onhand movement add MUG-1 --reason sale --quantity 2 --location MAIN \\",
        "      --cause order:1001 --cause-line 1 --key order-1001-1"
      })
  static final class Add extends Action {
    @Parameters(paramLabel = "SKU", description = "SKU or id of the product.")
    String product = "";

    @Option(
        names = "--reason",
        required = true,
        paramLabel = "REASON",
        description = "Why they move; it says between which places.")
    String reason = "";

    @Option(
        names = "--quantity",
        required = true,
        paramLabel = "N",
        description = "How many units, 1 or more.")
    String quantity = "";

    @Option(
        names = "--location",
        required = true,
        paramLabel = "CODE",
        description = "Where (code or id).")
    String location = "";

    @Option(names = "--to-location", paramLabel = "CODE", description = "To where, of a transfer.")
    @Nullable String toLocation;

    @Option(
        names = "--state",
        paramLabel = "STATE",
        description = "Which units, where the reason has a choice: reserved, damaged, …")
    @Nullable String state;

    @Mixin About about = new About();

    @Option(
        names = "--expected-on-hand",
        paramLabel = "N",
        description = "Only if there are so many before.")
    @Nullable String expectedOnHand;

    @Option(
        names = "--fact",
        description = "It did happen: record it even if the books do not have the units.")
    boolean fact;

    @Mixin Writing writing = new Writing();

    @Override
    int run() throws InterruptedException {
      Json.Body body =
          new Json.Body()
              .with(References.productField(product), product)
              .with("reason", reason)
              .with("quantity", Numbers.whole("--quantity", quantity))
              .with("location", location)
              .with("to_location", toLocation)
              .with("state", state);
      about.on(body, api());
      if (expectedOnHand != null) {
        body.with("expected_on_hand", Numbers.whole("--expected-on-hand", expectedOnHand));
      }
      if (fact) {
        body.with("fact", true);
      }
      Request request = writing.on(Request.post("/movements", body.node()), surroundings());
      printWritten(this, api().send(request), writing);
      return Exit.OK;
    }
  }

  /** What a movement says beside the units it moves. */
  static final class About {
    @Option(
        names = "--cause",
        paramLabel = "KIND[:REFERENCE]",
        description =
            "What it refers to: order, purchase_order, container, return, batch, import or person,"
                + " such as order:1001.")
    @Nullable String cause;

    @Option(names = "--cause-line", paramLabel = "LINE", description = "Which line of it.")
    @Nullable String causeLine;

    @Option(names = "--note", paramLabel = "TEXT", description = "Anything worth remembering.")
    @Nullable String note;

    @Option(
        names = "--occurred-at",
        paramLabel = "TIME",
        description = "When it happened; without a zone, in the seller's. Default: now.")
    @Nullable String occurredAt;

    void on(Json.Body body, Api api) throws InterruptedException {
      if (causeLine != null && cause == null) {
        throw CommandException.usage(
            "--cause-line needs --cause", "for example: --cause order:1001");
      }
      if (cause != null) {
        int colon = cause.indexOf(':');
        Json.Body parts = new Json.Body();
        parts.with("kind", colon < 0 ? cause : cause.substring(0, colon));
        parts.with("reference", colon < 0 ? null : cause.substring(colon + 1));
        body.with("cause", parts.with("line", causeLine).node());
      }
      body.with("note", note);
      body.with("occurred_at", Times.instant("--occurred-at", occurredAt, api));
    }
  }

  @Command(
      name = "reverse",
      description = "Undo a movement by its mirror image. It stays in the journal.",
      footer = "  onhand movement reverse mov_00000000000a7 --note \"entered twice\"")
  static final class Reverse extends Action {
    @Parameters(paramLabel = "ID", description = "Id of the movement.")
    String id = "";

    @Option(names = "--note", paramLabel = "TEXT", description = "Why.")
    @Nullable String note;

    @Option(names = "--fact", description = "Reverse it even if the units are not there any more.")
    boolean fact;

    @Mixin Writing writing = new Writing();

    @Override
    int run() throws InterruptedException {
      Json.Body body = new Json.Body().with("note", note);
      if (fact) {
        body.with("fact", true);
      }
      String path = "/movements/" + Request.segment(id) + "/reversal";
      Request request = writing.on(Request.post(path, body.node()), surroundings());
      printWritten(this, api().send(request), writing);
      return Exit.OK;
    }
  }
}
