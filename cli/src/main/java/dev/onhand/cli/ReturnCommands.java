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

/** Goods that came back. */
@Command(name = "return", description = "Goods that came back, with an order or without one.")
@Verbs({ReturnCommands.ListAll.class, ReturnCommands.Show.class, ReturnCommands.Add.class})
final class ReturnCommands extends Noun {

  private static final List<Column> ROW =
      List.of(
          code("ID", "id"),
          time("Came back", "occurred_at"),
          text("SKU", "sku"),
          number("Quantity", "quantity"),
          text("State", "disposition"),
          text("Location", "location"),
          text("Channel", "order.channel"),
          text("Order", "order.external_id"),
          text("Line", "order.line"),
          text("Reference", "reference"),
          code("Reversed by", "reversed_by"));

  private static final List<Column> DETAILS =
      List.of(
          code("ID", "id"),
          code("Key", "key"),
          text("SKU", "sku"),
          code("Product ID", "product_id"),
          number("Quantity", "quantity"),
          text("State", "disposition"),
          text("Location", "location"),
          text("Channel", "order.channel"),
          text("Order", "order.external_id"),
          text("Line", "order.line"),
          text("Reference", "reference"),
          text("Note", "note"),
          text("Actor", "actor"),
          code("Reversed by", "reversed_by"),
          time("Came back", "occurred_at"),
          time("Booked", "created_at"));

  private static final List<Column> BOOKED =
      List.of(
          text("Channel", "order.channel"),
          text("Order", "order.external_id"),
          text("Line", "order.line"),
          number("Quantity", "quantity"),
          text("State", "disposition"));

  private static final List<Column> MOVEMENTS =
      List.of(
          code("ID", "id"), text("SKU", "sku"), number("Quantity", "quantity"), place("To", "to"));

  @Command(
      name = "list",
      description = {
        "List what came back, newest first: booked by hand, by an import, or said by a channel.",
        "A bundle comes back as its components."
      },
      footer = {
        "  onhand return list --order web/1003",
        "  onhand return list --state quality_control --location MAIN",
        "  onhand return list --channel web --created-from 2026-11-01 --all --csv"
      })
  static final class ListAll extends Action {
    @Option(names = "--sku", paramLabel = "SKU", description = "Only of this product (SKU or id).")
    @Nullable String sku;

    @Option(names = "--location", paramLabel = "CODE", description = "Only to this location.")
    @Nullable String location;

    @Option(
        names = "--state",
        paramLabel = "STATE",
        description = "Only what came in this state: available, damaged or quality_control.")
    @Nullable String state;

    @Option(
        names = "--channel",
        paramLabel = "CODE",
        description = "Only what was sold on this channel.")
    @Nullable String channel;

    @Option(
        names = "--order",
        paramLabel = "CHANNEL/ID",
        description =
            "Only of this order; also ID alone, where it holds no slash or with --channel.")
    @Nullable String order;

    @Option(
        names = "--created-from",
        paramLabel = "TIME",
        description = "Booked at or after; without a zone, in the seller's.")
    @Nullable String createdFrom;

    @Option(names = "--created-to", paramLabel = "TIME", description = "Booked before.")
    @Nullable String createdTo;

    @Mixin Paging paging = new Paging();

    @Override
    int run() throws InterruptedException {
      Query query =
          OrderName.on(Query.none(), channel, order)
              .with("sku", sku)
              .with("location", location)
              .with("disposition", state)
              .with("created_from", Times.instant("--created-from", createdFrom, api()))
              .with("created_to", Times.instant("--created-to", createdTo, api()));
      printList("/returns", query, paging, ROW);
      return Exit.OK;
    }
  }

  @Command(
      name = "show",
      description = "Show what came back, by the id of its movement.",
      footer = "  onhand return show mov_00000000000a7")
  static final class Show extends Action {
    @Parameters(paramLabel = "ID", description = "Id of the movement it was booked with.")
    String id = "";

    @Override
    int run() throws InterruptedException {
      output().object(get("/returns/" + Request.segment(id)), DETAILS);
      return Exit.OK;
    }
  }

  @Command(
      name = "add",
      description = {
        "Book units that came back, into the state they are in.",
        "With --order never more than left for its line; what the channel says of it is not booked"
            + " again. A refund alone moves nothing."
      },
      footer = {
        "  onhand return add --order web/1003 --line 1 --quantity 1 --state damaged",
        "  onhand return add MUG-1 --quantity 2 --state available --location MAIN --reference RMA-7"
      })
  static final class Add extends Action {
    @Parameters(
        arity = "0..1",
        paramLabel = "SKU",
        description = "What came back, where the order is not known.")
    @Nullable String sku;

    @Option(
        names = "--order",
        paramLabel = "CHANNEL/ID",
        description = "The order it was sold with.")
    @Nullable String order;

    @Option(names = "--line", paramLabel = "LINE", description = "The line of the order.")
    @Nullable String line;

    @Option(
        names = "--quantity",
        paramLabel = "N",
        required = true,
        description = "How many units came back.")
    String quantity = "";

    @Option(
        names = "--state",
        paramLabel = "STATE",
        required = true,
        description = "What they are: available, damaged or quality_control.")
    String state = "";

    @Option(
        names = "--location",
        paramLabel = "CODE",
        description =
            "Where they are now. With --order: where they were shipped from, if not given.")
    @Nullable String location;

    @Option(
        names = "--reference",
        paramLabel = "TEXT",
        description = "What the return is called, without an order.")
    @Nullable String reference;

    @Option(names = "--note", paramLabel = "TEXT", description = "A remark.")
    @Nullable String note;

    @Option(
        names = "--occurred-at",
        paramLabel = "TIME",
        description = "When it came; without a zone, in the seller's. Default: now.")
    @Nullable String occurredAt;

    @Mixin Writing writing = new Writing();

    @Override
    int run() throws InterruptedException {
      Json.Body body = new Json.Body();
      if (order != null) {
        body.with("order", orderLine(order));
      } else if (line != null) {
        throw CommandException.usage("--line needs --order", "for example: --order web/1003");
      } else if (sku == null) {
        throw CommandException.usage(
            "what came back is missing", "give a SKU, or --order and --line");
      }
      body.with("sku", sku);
      body.with("quantity", Numbers.whole("--quantity", quantity));
      body.with("disposition", state).with("location", location);
      body.with("reference", reference).with("note", note);
      body.with("occurred_at", Times.instant("--occurred-at", occurredAt, api()));
      Request request = Request.post("/returns", body.node());
      Reply reply = api().send(writing.on(request, surroundings()));
      output().objectWithList(reply.body(), BOOKED, "movements", MOVEMENTS);
      String name = " (key " + writing.key + ").";
      if (writing.dryRun) {
        say("Dry run: nothing was booked.");
      } else {
        say(
            reply.isRepeated()
                ? "This had been booked before; nothing was added" + name
                : "Booked" + name);
      }
      return Exit.OK;
    }

    private JsonNode orderLine(String name) {
      if (line == null) {
        throw CommandException.usage(
            "--order needs --line: which line of it came back",
            "for example: --order web/1003 --line 1");
      }
      OrderName named = OrderName.read(name);
      return new Json.Body()
          .with("channel", named.channel())
          .with("external_id", named.id())
          .with("line", line)
          .node();
    }
  }
}
