package dev.onhand.cli;

import static dev.onhand.cli.Column.code;
import static dev.onhand.cli.Column.number;
import static dev.onhand.cli.Column.signed;
import static dev.onhand.cli.Column.text;
import static dev.onhand.cli.Column.time;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Items of channels: what they are of, should show and show. */
@Command(name = "listing", description = "Items of channels: what they should show, and show.")
@Verbs({
  ListingCommands.ListAll.class,
  ListingCommands.Show.class,
  ListingCommands.Map.class,
  ListingCommands.Unblock.class,
  ListingCommands.History.class,
  ListingCommands.Rule.class
})
final class ListingCommands extends Noun {

  private static final String PATH = "/listings";

  private static final List<Column> ROW =
      List.of(
          code("ID", "id"),
          text("Channel", "channel"),
          text("Title", "title"),
          text("Listed SKU", "listed_sku"),
          text("SKU", "sku"),
          code("State", "state"),
          number("Desired", "desired.quantity"),
          number("Shown", "shown"),
          code("Due", "due"),
          text("Refused", "refused"));

  private static final List<Column> DETAILS =
      List.of(
          code("ID", "id"),
          text("Channel", "channel"),
          text("External ID", "external_id"),
          text("Title", "title"),
          text("Listed SKU", "listed_sku"),
          text("GTIN", "gtin"),
          text("Grade", "grade"),
          code("State", "state"),
          text("SKU", "sku"),
          number("Units", "units"),
          code("Matched by", "matched_by"),
          number("Desired", "desired.quantity"),
          time("Desired since", "desired.at"),
          number("Pushed", "pushed.quantity"),
          time("Pushed at", "pushed.at"),
          number("Acknowledged", "acknowledged.quantity"),
          time("Acknowledged at", "acknowledged.at"),
          number("Observed", "observed.quantity"),
          time("Last synced", "observed.at"),
          number("Shown", "shown"),
          code("Due", "due"),
          text("Refused", "refused"),
          text("Refused because", "refused_detail"),
          time("Not told before", "retry_at"),
          number("Version", "version"));

  private static final List<Column> CHANGE =
      List.of(
          time("Date", "created_at"),
          code("Change type", "change_type"),
          number("Before", "quantity_before"),
          signed("Change", "quantity_change"),
          number("After", "quantity_after"),
          text("Order", "order_id"),
          text("Reference", "reference"),
          text("Admin", "actor"),
          text("Notes", "notes"));

  private static String path(String id) {
    return PATH + "/" + Request.segment(id);
  }

  @Command(
      name = "list",
      description = "List listings.",
      footer = {
        "  onhand listing list --channel bm-fr",
        "  onhand listing list --sku MUG-1",
        "  onhand listing list --only unmatched"
      })
  static final class ListAll extends Action {
    @Option(names = "--channel", paramLabel = "CODE", description = "Of this channel.")
    @Nullable String channel;

    @Option(names = "--sku", paramLabel = "SKU", description = "Of this product.")
    @Nullable String sku;

    @Option(
        names = "--only",
        paramLabel = "WHICH",
        description = "unmatched (of no product), due (to be told) or refused (by the channel).")
    @Nullable String only;

    @Mixin Paging paging = new Paging();

    @Override
    int run() throws InterruptedException {
      Query query = Query.none().with("channel", channel).with("sku", sku).with("only", only);
      printList(PATH, query, paging, ROW);
      return Exit.OK;
    }
  }

  @Command(
      name = "show",
      description = "Show a listing: what it should show, was told, and is believed to show.",
      footer = "  onhand listing show lst_0000000000001")
  static final class Show extends Action {
    @Parameters(paramLabel = "ID", description = "As listing list shows it.")
    String id = "";

    @Override
    int run() throws InterruptedException {
      output().object(get(path(id)), DETAILS);
      return Exit.OK;
    }
  }

  @Command(
      name = "map",
      description = "Say of what product a listing is, or that it is of none.",
      footer = {
        "  onhand listing map lst_0000000000001 --sku MUG-1",
        "  onhand listing map lst_0000000000001 --sku MUG-1 --units 6",
        "  onhand listing map lst_0000000000001 --none"
      })
  static final class Map extends Action {
    @Parameters(paramLabel = "ID", description = "As listing list shows it.")
    String id = "";

    @Option(names = "--sku", paramLabel = "SKU", description = "The product.")
    @Nullable String sku;

    @Option(
        names = "--units",
        paramLabel = "N",
        description = "Units of the product in one of the listing. Default: 1.")
    @Nullable Long units;

    @Option(names = "--none", description = "Of no product; it is not matched by itself again.")
    boolean none;

    @Override
    int run() throws InterruptedException {
      if ((sku == null) != none) {
        throw CommandException.usage("say of what product it is", "give --sku or --none");
      }
      Json.Body body = new Json.Body().with("sku", sku).with("units", units);
      output().object(api().send(Request.put(path(id) + "/match", body.node())).body(), DETAILS);
      return Exit.OK;
    }
  }

  @Command(
      name = "unblock",
      description = "Let a listing be told again that its channel refused.",
      footer = "  onhand listing unblock lst_0000000000001")
  static final class Unblock extends Action {
    @Parameters(paramLabel = "ID", description = "As listing list shows it.")
    String id = "";

    @Override
    int run() throws InterruptedException {
      JsonNode listing = api().send(Request.post(path(id) + "/unblock", Json.object())).body();
      output().object(listing, DETAILS);
      return Exit.OK;
    }
  }

  @Command(
      name = "history",
      description = "List the changes of what a listing shows, newest first.",
      footer = "  onhand listing history lst_0000000000001")
  static final class History extends Action {
    @Parameters(paramLabel = "ID", description = "As listing list shows it.")
    String id = "";

    @Mixin Paging paging = new Paging();

    @Override
    int run() throws InterruptedException {
      printList(path(id) + "/history", Query.none(), paging, CHANGE);
      return Exit.OK;
    }
  }

  @Command(
      name = "rule",
      description = {
        "Set how much of what is available a channel's listings show, or one of them.",
        "It is set as a whole: what is not given does not hold.",
        "With nothing given: list the rules of the channel, or of the listing."
      },
      footer = {
        "  onhand listing rule bm-fr",
        "  onhand listing rule bm-fr --buffer 2 --max 50",
        "  onhand listing rule bm-fr --listing lst_0000000000001 --stop-selling",
        "  onhand listing rule bm-fr --clear"
      })
  static final class Rule extends Action {
    @Parameters(paramLabel = "CHANNEL", description = "Code of the channel.")
    String channel = "";

    @Option(names = "--listing", paramLabel = "ID", description = "Of this listing alone.")
    @Nullable String listing;

    @Option(names = "--stop-selling", description = "Show 0, whatever there is.")
    boolean stopSelling;

    @Option(names = "--buffer", paramLabel = "N", description = "Units that are kept back.")
    @Nullable Long buffer;

    @Option(names = "--percent", paramLabel = "N", description = "Of what is left, 1 to 100.")
    @Nullable Long percent;

    @Option(
        names = "--fixed",
        paramLabel = "N",
        description = "So many, as long as there are so many.")
    @Nullable Long fixed;

    @Option(names = "--max", paramLabel = "N", description = "The most that is shown.")
    @Nullable Long max;

    @Option(names = "--min", paramLabel = "N", description = "With fewer, 0 is shown.")
    @Nullable Long min;

    @Option(names = "--clear", description = "Take the rule away.")
    boolean clear;

    @Override
    int run() throws InterruptedException {
      String path = "/channels/" + Request.segment(channel) + "/rule";
      Query query = Query.none().with("listing", listing);
      boolean isGiven =
          stopSelling || Stream.of(buffer, percent, fixed, max, min).anyMatch(Objects::nonNull);
      if (clear && isGiven) {
        throw CommandException.usage("--clear takes the rule away and sets none", "");
      }
      if (!clear && !isGiven) {
        return list();
      }
      if (clear) {
        api().send(Request.delete(path).query(query));
        say("The rule is gone.");
        return Exit.OK;
      }
      ObjectNode body =
          new Json.Body()
              .with("buffer", buffer)
              .with("percent", percent)
              .with("fixed", fixed)
              .with("max", max)
              .with("min", min)
              .node();
      body.put("stops_selling", stopSelling);
      JsonNode rule = api().send(Request.put(path, body).query(query)).body();
      output().object(rule.path("rule"), RULE);
      return Exit.OK;
    }

    private int list() throws InterruptedException {
      JsonNode rules = get("/channels/" + Request.segment(channel) + "/rules").path("data");
      output()
          .list(
              rules
                  .valueStream()
                  .filter(rule -> listing == null || Json.text(rule, "subject").equals(listing))
                  .iterator(),
              RULES);
      return Exit.OK;
    }
  }

  private static final List<Column> RULES =
      List.of(
          code("For", "scope"),
          code("Which", "subject"),
          code("Stops selling", "rule.stops_selling"),
          number("Buffer", "rule.buffer"),
          number("Percent", "rule.percent"),
          number("Fixed", "rule.fixed"),
          number("Max", "rule.max"),
          number("Min", "rule.min"));

  private static final List<Column> RULE =
      List.of(
          code("Stops selling", "stops_selling"),
          number("Buffer", "buffer"),
          number("Percent", "percent"),
          number("Fixed", "fixed"),
          number("Max", "max"),
          number("Min", "min"));
}
