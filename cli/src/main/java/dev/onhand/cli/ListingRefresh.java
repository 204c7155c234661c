package dev.onhand.cli;

import static dev.onhand.cli.Column.code;
import static dev.onhand.cli.Column.number;
import static dev.onhand.cli.Column.text;
import static dev.onhand.cli.Column.time;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Reads listings from their channels now. */
@Command(
    name = "refresh",
    description = {
      "Read listings from their channel now, within its limits, and show what they show.",
      "Name them, or say which page of listing list; also while the channel is paused."
    },
    footer = {
      "  onhand listing refresh lst_0000000000001",
      "  onhand listing refresh --channel bm-fr --limit 20",
      "  onhand listing refresh --sku MUG-1"
    })
final class ListingRefresh extends Action {

  private static final int LIMIT_MAX = 200;

  /** How long the server waits for the channel before it answers what it knows. */
  private static final int WAIT_SECONDS = 20;

  private static final List<Column> ROW =
      List.of(
          code("ID", "id"),
          text("Channel", "channel"),
          text("Listed SKU", "listed_sku"),
          text("Grade", "grade"),
          code("State", "state"),
          number("Desired", "desired.quantity"),
          number("Pushed", "pushed.quantity"),
          number("Acknowledged", "acknowledged.quantity"),
          number("Observed", "observed.quantity"),
          time("Last synced", "observed.at"));

  @Parameters(arity = "0..*", paramLabel = "ID", description = "As listing list shows them.")
  List<String> ids = List.of();

  @Option(names = "--channel", paramLabel = "CODE", description = "Of this channel.")
  @Nullable String channel;

  @Option(names = "--sku", paramLabel = "SKU", description = "Of this product.")
  @Nullable String sku;

  @Option(names = "--group", paramLabel = "NAME", description = "Of this group.")
  @Nullable String group;

  @Option(names = "--after", paramLabel = "ID", description = "Those after this one.")
  @Nullable String after;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "50",
      description = "At most so many, up to 200. Default: ${DEFAULT-VALUE}.")
  int limit;

  @Override
  int run() throws InterruptedException {
    boolean isPage = channel != null || sku != null || group != null;
    if (ids.isEmpty() != isPage) {
      throw CommandException.usage(
          "say which listings", "name them, or give --channel, --sku or --group");
    }
    if (limit < 1 || limit > LIMIT_MAX) {
      throw CommandException.usage(
          "--limit must be from 1 to %d, not %d".formatted(LIMIT_MAX, limit), "");
    }
    List<JsonNode> read = isPage ? page() : named();
    output().list(read.iterator(), ROW);
    List<String> open =
        read.stream()
            .filter(listing -> listing.path("refreshing").asBoolean(false))
            .map(listing -> Json.text(listing, "channel"))
            .distinct()
            .toList();
    open.forEach(
        code ->
            say(
                "Some are not read yet and will be: see how the channel fares: onhand channel account "
                    + code));
    return open.isEmpty() ? Exit.OK : Exit.UNAVAILABLE;
  }

  private List<JsonNode> named() throws InterruptedException {
    List<JsonNode> read = new ArrayList<>();
    for (String id : ids) {
      Request request = Request.post(ListingCommands.path(id) + "/refresh", Json.object());
      read.add(api().send(request.query(waiting(Query.none()))).body());
    }
    return read;
  }

  private List<JsonNode> page() throws InterruptedException {
    Query query =
        Query.none()
            .with("channel", channel)
            .with("sku", sku)
            .with("group", group)
            .with("starting_after", after)
            .with("limit", limit);
    JsonNode page =
        api().send(Request.post("/listings:refresh", Json.object()).query(waiting(query))).body();
    if (page.path("has_more").asBoolean(false)) {
      JsonNode data = page.path("data");
      say("There are more: add --after " + Json.text(data.path(data.size() - 1), "id"));
    }
    return List.copyOf(page.path("data").values());
  }

  private static Query waiting(Query query) {
    return query.with("wait_seconds", WAIT_SECONDS);
  }
}
