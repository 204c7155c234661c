package dev.onhand.cli;

import static dev.onhand.cli.Column.code;
import static dev.onhand.cli.Column.number;
import static dev.onhand.cli.Column.text;
import static dev.onhand.cli.Column.time;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Goods that were ordered or are on their way, and what of them arrived. */
@Command(
    name = "purchase",
    description = "Purchase orders and containers: what is expected, and what of it arrived.")
@Verbs({
  PurchaseCommands.Add.class,
  PurchaseCommands.ListAll.class,
  PurchaseCommands.Show.class,
  PurchaseCommands.EditOne.class,
  PurchaseCommands.Receive.class,
  PurchaseCommands.Reverse.class,
  PurchaseCommands.Close.class,
  PurchaseCommands.Cancel.class
})
final class PurchaseCommands extends Noun {

  private static final List<Column> ROW =
      List.of(
          text("Reference", "reference"),
          code("Kind", "kind"),
          text("Supplier", "supplier"),
          text("Location", "location"),
          code("Status", "status"),
          number("Expected", "expected"),
          number("Received", "received"),
          number("Incoming", "incoming"),
          number("Lines differing", "lines_differing"),
          time("Expected at", "expected_at"));

  private static final List<Column> DETAILS =
      List.of(
          code("ID", "id"),
          text("Reference", "reference"),
          code("Kind", "kind"),
          text("Supplier", "supplier"),
          text("Location", "location"),
          time("Expected at", "expected_at"),
          code("Status", "status"),
          text("Reason", "reason"),
          text("Note", "note"),
          number("Incoming", "incoming"),
          number("Version", "version"),
          time("Created", "created_at"),
          time("Updated", "updated_at"));

  private static final List<Column> LINE =
      List.of(
          text("Line", "line"),
          text("SKU", "sku"),
          text("Location", "location"),
          number("Expected", "expected"),
          number("Received", "received"),
          number("Incoming", "incoming"),
          number("Difference", "difference"),
          text("Discrepancy", "discrepancy"));

  private static final List<Column> RECEIPT =
      List.of(
          number("Receipt", "receipt"),
          text("Line", "line"),
          text("Location", "location"),
          text("State", "state"),
          number("Quantity", "quantity"),
          time("Recorded", "recorded_at"),
          text("By", "actor"),
          time("Reversed", "reversed_at"),
          text("Note", "note"));

  private static final String EXAMPLE = "for example: MUG-1:24";

  /** A purchase order, as every command on one names it. */
  abstract static class OnPurchase extends Action {
    @Parameters(index = "0", paramLabel = "REFERENCE", description = "Its reference or id.")
    String reference = "";

    final String path() {
      return "/purchase-orders/" + Request.segment(reference);
    }

    /** The order, for people. */
    final void print(JsonNode purchase) {
      output().objectWithList(purchase, DETAILS, "lines", LINE);
    }
  }

  /** Reads {@code MUG-1:24}; a SKU may itself hold a colon. */
  private static Json.Body quantity(String typed, String sku, String units) {
    if (sku.isEmpty()) {
      throw CommandException.usage("'" + typed + "' does not say how many", EXAMPLE);
    }
    return new Json.Body()
        .with("sku", sku)
        .with("quantity", Numbers.whole("the quantity of " + sku, units));
  }

  private static ArrayNode expected(List<String> typed) {
    ArrayNode lines = JsonNodeFactory.instance.arrayNode();
    for (String line : typed) {
      int colon = line.lastIndexOf(':');
      lines.add(
          quantity(line, line.substring(0, Math.max(0, colon)), line.substring(colon + 1)).node());
    }
    return lines;
  }

  private static void addArrived(ArrayNode lines, List<String> typed, @Nullable String state) {
    for (JsonNode line : expected(typed)) {
      Json.Body body = new Json.Body().with("sku", Json.text(line, "sku"));
      lines.add(body.with("quantity", Json.number(line, "quantity")).with("state", state).node());
    }
  }

  @Command(
      name = "add",
      description =
          "Say what was ordered, or comes in a container. Nothing moves until it is received.",
      footer = {
        "  onhand purchase add PO-7 --location MAIN --line MUG-1:24 --line CUP-2:12",
        "  onhand purchase add MSKU1234567 --container --location MAIN --expected-at 2026-12-20 --line MUG-1:500"
      })
  static final class Add extends Action {
    @Parameters(paramLabel = "REFERENCE", description = "What people call it.")
    String reference = "";

    @Option(names = "--container", description = "It is a container, not a purchase order.")
    boolean container;

    @Option(names = "--supplier", paramLabel = "TEXT", description = "Who it comes from.")
    @Nullable String supplier;

    @Option(
        names = "--location",
        required = true,
        paramLabel = "CODE",
        description = "Where it is to arrive.")
    String location = "";

    @Option(
        names = "--expected-at",
        paramLabel = "TIME",
        description = "When it should arrive; without a zone, in the seller's.")
    @Nullable String expectedAt;

    @Option(names = "--note", paramLabel = "TEXT", description = "Anything worth remembering.")
    @Nullable String note;

    @Option(
        names = "--line",
        required = true,
        paramLabel = "SKU:N",
        description = "How many of what, once for each line.")
    List<String> lines = List.of();

    @Override
    int run() throws InterruptedException {
      Json.Body body =
          new Json.Body()
              .with("kind", container ? "container" : "purchase_order")
              .with("reference", reference)
              .with("supplier", supplier)
              .with("location", location)
              .with("expected_at", Times.instant("--expected-at", expectedAt, api()))
              .with("note", note)
              .with("lines", expected(lines));
      JsonNode made = api().send(Request.post("/purchase-orders", body.node())).body();
      output().objectWithList(made, DETAILS, "lines", LINE);
      say("Expecting %d units.".formatted(Json.number(made, "incoming")));
      return Exit.OK;
    }
  }

  @Command(
      name = "list",
      description = "List purchase orders and containers, newest first.",
      footer = {
        "  onhand purchase list --overdue --location MAIN",
        "  onhand purchase list --status open --kind container --sku MUG-1",
        "  onhand purchase list --discrepancy"
      })
  static final class ListAll extends Action {
    @Option(
        names = "--status",
        paramLabel = "STATUS",
        description = "Only those that are open, received, closed or cancelled.")
    @Nullable String status;

    @Option(
        names = "--kind",
        paramLabel = "KIND",
        description = "Only of this kind: purchase_order or container.")
    @Nullable String kind;

    @Option(names = "--sku", paramLabel = "SKU", description = "Only those with a line of it.")
    @Nullable String sku;

    @Option(names = "--location", paramLabel = "CODE", description = "Only those that go there.")
    @Nullable String location;

    @Option(names = "--overdue", description = "Only those that should have arrived by now.")
    boolean overdue;

    @Option(
        names = "--discrepancy",
        description = "Only those of which more came, less, or something else.")
    boolean discrepancy;

    @Mixin Paging paging = new Paging();

    @Override
    int run() {
      Query query = Query.none().with("status", status).with("kind", kind).with("sku", sku);
      query = query.with("location", location);
      query = query.when("overdue", overdue).when("discrepancy", discrepancy);
      printList("/purchase-orders", query, paging, ROW);
      return Exit.OK;
    }
  }

  @Command(
      name = "show",
      description = "Show one, with what is expected and received by line, and its receipts.",
      footer = "  onhand purchase show PO-7")
  static final class Show extends OnPurchase {
    @Override
    int run() throws InterruptedException {
      JsonNode purchase = get(path());
      print(purchase);
      if (common.forPeople() && common.fields.isEmpty() && !purchase.path("receipts").isEmpty()) {
        output().table(receiptLines(purchase), RECEIPT);
      }
      return Exit.OK;
    }

    /** A row for each line of each receipt. */
    private static List<JsonNode> receiptLines(JsonNode purchase) {
      List<JsonNode> rows = new ArrayList<>();
      for (JsonNode receipt : purchase.path("receipts")) {
        for (JsonNode line : receipt.path("lines")) {
          Json.Body row = new Json.Body();
          for (String field : List.of("receipt", "recorded_at", "actor", "reversed_at", "note")) {
            row.with(field, receipt.path(field));
          }
          for (String field : List.of("line", "location", "state", "quantity")) {
            row.with(field, line.path(field));
          }
          rows.add(row.node());
        }
      }
      return rows;
    }
  }

  @Command(
      name = "edit",
      description = "Change when it is expected, or what is said of it. What arrived stays.",
      footer = {
        "  onhand purchase edit PO-7 --expected-at 2027-01-05 --note \"held at customs\"",
        "  onhand purchase edit PO-7 --expected-at none"
      })
  static final class EditOne extends OnPurchase {
    @Option(
        names = "--expected-at",
        paramLabel = "TIME",
        description = "When it should arrive; 'none': not known.")
    @Nullable String expectedAt;

    @Option(names = "--supplier", paramLabel = "TEXT", description = "Who it comes from.")
    @Nullable String supplier;

    @Option(names = "--note", paramLabel = "TEXT", description = "Anything worth remembering.")
    @Nullable String note;

    @Override
    int run() throws InterruptedException {
      Json.Body body = new Json.Body().with("supplier", supplier).with("note", note);
      if ("none".equals(expectedAt)) {
        body.withNull("expected_at");
      } else {
        body.with("expected_at", Times.instant("--expected-at", expectedAt, api()));
      }
      if (body.isEmpty()) {
        throw CommandException.usage(
            "say what changes: --expected-at, --supplier or --note",
            "for example: --expected-at 2027-01-05");
      }
      print(api().send(Request.patch(path(), body.node())).body());
      say("Changed.");
      return Exit.OK;
    }
  }

  @Command(
      name = "receive",
      description = {
        "Book what arrived: some of it, all, more, or what was not expected at all.",
        "With the same --key it counts once."
      },
      footer = {
        "  onhand purchase receive PO-7 --rest",
        "  onhand purchase receive PO-7 --line MUG-1:20 --damaged MUG-1:2 --key delivery-note-881"
      })
  static final class Receive extends OnPurchase {
    @Option(
        names = "--line",
        paramLabel = "SKU:N",
        description = "How many of what came and are fit for sale, once for each.")
    List<String> lines = List.of();

    @Option(
        names = "--damaged",
        paramLabel = "SKU:N",
        description = "How many of what came damaged.")
    List<String> damaged = List.of();

    @Option(
        names = "--quality-control",
        paramLabel = "SKU:N",
        description = "How many of what came and must be looked at first.")
    List<String> qualityControl = List.of();

    @Option(names = "--rest", description = "All that was still to come has come.")
    boolean rest;

    @Option(names = "--note", paramLabel = "TEXT", description = "Anything worth remembering.")
    @Nullable String note;

    @Mixin Writing writing = new Writing();

    @Override
    int run() throws InterruptedException {
      ArrayNode arrived = JsonNodeFactory.instance.arrayNode();
      addArrived(arrived, lines, null);
      addArrived(arrived, damaged, "damaged");
      addArrived(arrived, qualityControl, "quality_control");
      if (rest != arrived.isEmpty()) {
        throw CommandException.usage(
            "say what came: --line, --damaged, --quality-control SKU:N; or --rest", EXAMPLE);
      }
      Json.Body body = new Json.Body().with("note", note);
      if (rest) {
        body.with("rest", true);
      } else {
        body.with("lines", arrived);
      }
      Request request = Request.post(path() + "/receipts", body.node());
      Reply reply = api().send(writing.on(request, surroundings()));
      JsonNode purchase = reply.body().path("purchase");
      if (common.forPeople()) {
        print(purchase);
      } else {
        print(reply.body());
      }
      sayDiscrepancies(purchase);
      if (writing.dryRun) {
        say("Dry run: nothing was recorded.");
      } else if (reply.isRepeated()) {
        say("This had been received before (key " + writing.key + "); nothing was added.");
      } else {
        say("Received (key " + writing.key + ").");
      }
      return Exit.OK;
    }

    private void sayDiscrepancies(JsonNode purchase) {
      for (JsonNode line : purchase.path("lines")) {
        if (line.hasNonNull("discrepancy")) {
          say(
              "line %s (%s): %s by %d units"
                  .formatted(
                      Json.text(line, "line"),
                      Json.text(line, "sku"),
                      Json.text(line, "discrepancy"),
                      Math.abs(Json.number(line, "difference"))));
        }
      }
    }
  }

  @Command(
      name = "reverse",
      description = "Take back a receipt that was wrong, by the reversal of its movements.",
      footer = "  onhand purchase reverse PO-7 2 --note \"counted twice\"")
  static final class Reverse extends OnPurchase {
    @Parameters(index = "1", paramLabel = "RECEIPT", description = "Number of the receipt.")
    String receipt = "";

    @Option(names = "--fact", description = "Also where units of it are promised or gone already.")
    boolean fact;

    @Option(names = "--note", paramLabel = "TEXT", description = "Why.")
    @Nullable String note;

    @Option(names = "--yes", description = "Do not ask.")
    boolean yes;

    @Override
    int run() throws InterruptedException {
      long number = Numbers.whole("RECEIPT", receipt);
      confirm("Take back receipt " + number + " of " + reference + "?", yes);
      Json.Body body = new Json.Body().with("note", note);
      if (fact) {
        body.with("fact", true);
      }
      Request request = Request.post(path() + "/receipts/" + number + "/reversal", body.node());
      Reply reply = api().send(request);
      print(common.forPeople() ? reply.body().path("purchase") : reply.body());
      say(reply.isRepeated() ? "It had been taken back before." : "Taken back.");
      return Exit.OK;
    }
  }

  /** Ends a purchase order in one way or the other. */
  abstract static class End extends OnPurchase {
    @Option(names = "--yes", description = "Do not ask.")
    boolean yes;

    final int end(String verb, @Nullable String reason) throws InterruptedException {
      confirm(
          Character.toUpperCase(verb.charAt(0)) + verb.substring(1) + " " + reference + "?", yes);
      Json.Body body = new Json.Body().with("reason", reason);
      print(api().send(Request.post(path() + "/" + verb, body.node())).body());
      say("Nothing more is expected of it.");
      return Exit.OK;
    }
  }

  @Command(
      name = "close",
      description = "Say that what is missing does not come any more.",
      footer = "  onhand purchase close PO-7 --reason \"12 cups lost at sea\"")
  static final class Close extends End {
    @Option(
        names = "--reason",
        paramLabel = "TEXT",
        description = "Why; needed where something is missing.")
    @Nullable String reason;

    @Override
    int run() throws InterruptedException {
      return end("close", reason);
    }
  }

  @Command(
      name = "cancel",
      description = "Call off what nothing came of.",
      footer = "  onhand purchase cancel PO-7 --reason \"supplier is out of stock\"")
  static final class Cancel extends End {
    @Option(names = "--reason", paramLabel = "TEXT", description = "Why.")
    @Nullable String reason;

    @Override
    int run() throws InterruptedException {
      return end("cancel", reason);
    }
  }
}
