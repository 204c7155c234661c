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

/** How much there is. */
@Command(name = "stock", description = "How much there is, where, and at any time.")
@Verbs({
  StockCommands.ListAll.class,
  StockCommands.Show.class,
  StockExplain.class,
  StockCommands.SetOnHand.class,
  StockCommands.Floor.class,
  StockCommands.Regrade.class,
  StockSync.class
})
final class StockCommands extends Noun {

  private static final List<Column> ROW =
      List.of(
          text("SKU", "sku"),
          text("Name", "name"),
          number("On hand", "on_hand"),
          number("Available", "available"),
          number("Reserved", "reserved"),
          number("Unavailable", "unavailable"),
          number("In transit", "in_transit"),
          number("Incoming", "incoming"));

  private static final List<Column> TOTALS =
      List.of(
          text("SKU", "sku"),
          text("Name", "name"),
          code("Product ID", "product_id"),
          number("On hand", "on_hand"),
          number("Available", "available"),
          number("Reserved", "reserved"),
          number("Damaged", "damaged"),
          number("Quality control", "quality_control"),
          number("Set aside", "set_aside"),
          number("In transit", "in_transit"),
          number("Incoming", "incoming"),
          time("Incoming at", "incoming_at"),
          text("Limited by", "limited_by"),
          time("At", "at"),
          code("By", "axis"));

  private static final List<Column> LEVEL =
      List.of(
          text("Location", "location"),
          number("On hand", "on_hand"),
          number("Available", "available"),
          number("Reserved", "reserved"),
          number("Damaged", "damaged"),
          number("Quality control", "quality_control"),
          number("Set aside", "set_aside"),
          number("In transit", "in_transit"),
          number("Floor", "floor"));

  @Command(
      name = "list",
      description = "List stock by product.",
      footer = {
        "  onhand stock list",
        "  onhand stock list --location MAIN --below-floor",
        "  onhand stock list --all --csv > stock.csv"
      })
  static final class ListAll extends Action {
    @Option(names = "--location", paramLabel = "CODE", description = "At this location only.")
    @Nullable String location;

    @Option(
        names = "--search",
        paramLabel = "TEXT",
        description = "Only products whose SKU or name begins so.")
    @Nullable String search;

    @Option(names = "--below-floor", description = "Only where more is gone than the books had.")
    boolean belowFloor;

    @Option(
        names = "--running-low",
        description = "Only where an alert 'stock.low' is open: see 'onhand alert rule'.")
    boolean runningLow;

    @Mixin Paging paging = new Paging();

    @Override
    int run() {
      Query query = Query.none().with("location", location).with("q", search);
      query = query.when("below_floor", belowFloor).when("running_low", runningLow);
      printList("/stock", query, paging, ROW);
      return Exit.OK;
    }
  }

  @Command(
      name = "show",
      description = "Show a product's stock, now or at any time, with the levels of each location.",
      footer = {
        "  onhand stock show MUG-1",
        "  onhand stock show MUG-1 --at \"2025-01-31 18:00\"",
        "  onhand stock show MUG-1 --at 2025-01-31T18:00:00Z --recorded"
      })
  static final class Show extends Action {
    @Parameters(paramLabel = "SKU", description = "SKU or id of the product.")
    String product = "";

    @Option(
        names = "--at",
        paramLabel = "TIME",
        description = "As it was then; without a zone, in the seller's.")
    @Nullable String at;

    @Option(
        names = "--recorded",
        description =
            "As it was known then: by when movements were recorded, not when they happened.")
    boolean recorded;

    @Override
    int run() throws InterruptedException {
      if (recorded && at == null) {
        throw CommandException.usage("--recorded needs --at", "for example: --at 2025-01-31");
      }
      Query query =
          Query.none()
              .with("at", Times.instant("--at", at, api()))
              .with("axis", recorded ? "recorded" : null);
      JsonNode stock = api().get("/stock/" + References.product(api(), product), query);
      output().objectWithList(stock, TOTALS, "levels", LEVEL);
      return Exit.OK;
    }
  }

  @Command(
      name = "set",
      description =
          "Bring on hand to a number, by the movement that is missing. Nothing is overwritten.",
      footer = {
        "  onhand stock set MUG-1 12 --location MAIN",
        "  onhand stock set MUG-1 12 --location MAIN --expected-on-hand 15 --note \"recount\""
      })
  static final class SetOnHand extends Action {
    @Parameters(index = "0", paramLabel = "SKU", description = "SKU or id of the product.")
    String product = "";

    @Parameters(index = "1", paramLabel = "N", description = "On hand, as it should be.")
    String onHand = "";

    @Option(
        names = "--location",
        required = true,
        paramLabel = "CODE",
        description = "Where (code or id).")
    String location = "";

    @Option(
        names = "--reason",
        paramLabel = "REASON",
        defaultValue = "count",
        description = "What the number rests on: count or manual. Default: ${DEFAULT-VALUE}.")
    String reason = "";

    @Option(
        names = "--expected-on-hand",
        paramLabel = "N",
        description = "Only if there are so many before.")
    @Nullable String expectedOnHand;

    @Option(names = "--note", paramLabel = "TEXT", description = "Anything worth remembering.")
    @Nullable String note;

    @Mixin Writing writing = new Writing();

    @Override
    int run() throws InterruptedException {
      Json.Body body =
          new Json.Body()
              .with("location", location)
              .with("on_hand", Numbers.whole("N", onHand))
              .with("reason", reason)
              .with("note", note);
      if (expectedOnHand != null) {
        body.with("expected_on_hand", Numbers.whole("--expected-on-hand", expectedOnHand));
      }
      String path = "/stock/" + References.product(api(), product) + "/set";
      Reply reply = api().send(writing.on(Request.post(path, body.node()), surroundings()));
      print(reply);
      return Exit.OK;
    }

    private void print(Reply reply) {
      output()
          .object(
              reply.body(),
              List.of(
                  code("Changed", "changed"),
                  number("On hand", "on_hand"),
                  code("Movement", "movement.id"),
                  text("Reason", "movement.reason"),
                  number("Quantity", "movement.quantity")));
      if (writing.dryRun) {
        say("Dry run: nothing was recorded.");
      } else if (!reply.body().path("changed").asBoolean(true)) {
        say("On hand was that already: nothing to record.");
      } else {
        say("Set (key " + writing.key + ").");
      }
    }
  }

  @Command(
      name = "floor",
      description = "Say how far available may fall at one location.",
      footer = {
        "  onhand stock floor MUG-1 --location MAIN --floor -5",
        "  onhand stock floor MUG-1 --location MAIN --floor inherit"
      })
  static final class Floor extends Action {
    @Parameters(paramLabel = "SKU", description = "SKU or id of the product.")
    String product = "";

    @Option(
        names = "--location",
        required = true,
        paramLabel = "CODE",
        description = "Where (code or id).")
    String location = "";

    @Option(
        names = "--floor",
        required = true,
        paramLabel = "N",
        description =
            "0: never below zero; -5: pre-order up to five; 'none': no limit; 'inherit': that of the"
                + " product.")
    String floor = "";

    @Mixin Writing writing = new Writing();

    @Override
    int run() throws InterruptedException {
      Json.Body body = new Json.Body().with("location", location);
      if (floor.equals("inherit")) {
        body.with("inherit", true);
      } else {
        Numbers.floor(body, floor);
      }
      String path = "/stock/" + References.product(api(), product) + "/floor";
      Reply reply = api().send(writing.on(Request.post(path, body.node()), surroundings()));
      output().object(reply.body(), LEVEL);
      if (writing.dryRun) {
        say("Dry run: nothing was changed.");
      }
      return Exit.OK;
    }
  }

  @Command(
      name = "regrade",
      description =
          "Make units of one product units of another, such as another grade of the same thing.",
      footer = "  onhand stock regrade PHONE-A PHONE-B --location MAIN --quantity 1 --note scratch")
  static final class Regrade extends Action {
    @Parameters(index = "0", paramLabel = "FROM", description = "SKU or id they have now.")
    String from = "";

    @Parameters(index = "1", paramLabel = "TO", description = "SKU or id they have from now on.")
    String to = "";

    @Option(
        names = "--location",
        required = true,
        paramLabel = "CODE",
        description = "Where they are (code or id).")
    String location = "";

    @Option(
        names = "--quantity",
        required = true,
        paramLabel = "N",
        description = "How many units, 1 or more.")
    String quantity = "";

    @Option(names = "--note", paramLabel = "TEXT", description = "Why.")
    @Nullable String note;

    @Mixin Writing writing = new Writing();

    @Override
    int run() throws InterruptedException {
      Json.Body body =
          new Json.Body()
              .with("from_sku", from)
              .with("to_sku", to)
              .with("location", location)
              .with("quantity", Numbers.whole("--quantity", quantity))
              .with("note", note);
      Request request = writing.on(Request.post("/regrades", body.node()), surroundings());
      Reply reply = api().send(request);
      output().objectWithList(reply.body(), REGRADE, "movements", REGRADED);
      String key = " (key " + writing.key + ")";
      if (writing.dryRun) {
        say("Dry run: nothing was recorded.");
      } else {
        say(
            reply.isRepeated()
                ? "This had been recorded before; nothing was added" + key + "."
                : "Regraded" + key + ".");
      }
      return Exit.OK;
    }
  }

  private static final List<Column> REGRADE = List.of(code("Key", "key"));

  private static final List<Column> REGRADED =
      List.of(
          code("ID", "id"),
          text("SKU", "sku"),
          text("Reason", "reason"),
          number("Quantity", "quantity"));
}
