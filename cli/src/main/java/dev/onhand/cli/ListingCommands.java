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

/** Items of channels: what they are of, should show and show. */
@Command(name = "listing", description = "Items of channels: what they should show, and show.")
@Verbs({
  ListingCommands.ListAll.class,
  ListingCommands.Show.class,
  ListingCommands.Suggest.class,
  ListingCommands.Map.class,
  ListingRefresh.class,
  ListingCommands.Unblock.class,
  ListingCommands.History.class,
  ListingRuleCommand.class,
  ListingGroups.In.class,
  ListingGroups.All.class,
  ListingGroups.Rename.class
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

  private static final List<Column> SUGGESTION =
      List.of(text("SKU", "sku"), text("Name", "name"), code("Why", "why"));

  static final List<Column> DETAILS =
      List.of(
          code("ID", "id"),
          text("Channel", "channel"),
          text("External ID", "external_id"),
          text("Title", "title"),
          text("Listed SKU", "listed_sku"),
          text("GTIN", "gtin"),
          text("Grade", "grade"),
          code("State", "state"),
          text("Group", "group"),
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
          time("Refused since", "refused_at"),
          number("Failures", "failures"),
          time("Not told before", "retry_at"),
          code("Waits for", "difference"),
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

  static String path(String id) {
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
        description =
            "unmatched (of no product), due (to be told), refused (by the channel), over (offers more than it should) or unknown (told, but nobody knows whether it arrived).")
    @Nullable String only;

    @Option(names = "--group", paramLabel = "NAME", description = "Of this group.")
    @Nullable String group;

    @Mixin Paging paging = new Paging();

    @Override
    int run() throws InterruptedException {
      Query query =
          Query.none()
              .with("channel", channel)
              .with("sku", sku)
              .with("only", only)
              .with("group", group);
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
      name = "suggest",
      description = "Name products that a listing of none may be of, the likeliest first.",
      footer = "  onhand listing suggest lst_0000000000001")
  static final class Suggest extends Action {
    @Parameters(paramLabel = "ID", description = "As listing list shows it.")
    String id = "";

    @Override
    int run() throws InterruptedException {
      output().list(get(path(id) + "/suggestions").path("data").iterator(), SUGGESTION);
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
}
