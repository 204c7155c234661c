package dev.onhand.cli;

import static dev.onhand.cli.Column.code;
import static dev.onhand.cli.Column.text;
import static dev.onhand.cli.Column.time;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** What happened. */
@Command(name = "event", description = "What happened, in the order in which it was committed.")
@Verbs({EventCommands.ListAll.class})
final class EventCommands extends Noun {

  private static final int PAGE_MAX = 200;

  private static final List<Column> ROW =
      List.of(
          code("ID", "id"), time("At", "timestamp"), code("Type", "type"), text("Data", "data"));

  @Command(
      name = "list",
      description = {
        "List events, oldest first.",
        "Types: stock.level.changed, order.status.changed, order.lines.changed,"
            + " listing.drift.opened, alert.opened."
      },
      footer = {
        "  onhand event list --limit 20",
        "  onhand event list --after evt_0000000000042 --type order.status.changed --json"
      })
  static final class ListAll extends Action {
    @Option(
        names = "--after",
        paramLabel = "EVENT",
        description = "Only those after this event. Default: from the first.")
    @Nullable String after;

    @Option(names = "--type", paramLabel = "TYPES", description = "Only these, with commas.")
    @Nullable String type;

    @Option(
        names = "--limit",
        paramLabel = "N",
        defaultValue = "50",
        description = "Print at most N. Default: ${DEFAULT-VALUE}.")
    int limit;

    @Override
    int run() throws InterruptedException {
      if (limit < 1) {
        throw CommandException.usage("--limit must be 1 or more, not " + limit, "");
      }
      List<JsonNode> events = new ArrayList<>();
      String cursor = after;
      boolean hasMore = true;
      while (hasMore && events.size() < limit) {
        Query query =
            Query.none()
                .with("after", cursor)
                .with("type", type)
                .with("limit", Math.min(PAGE_MAX, limit - events.size()));
        JsonNode page = api().get("/events", query);
        page.path("data").forEach(events::add);
        cursor = Json.text(page, "next");
        hasMore = page.path("has_more").asBoolean(false);
      }
      output().list(events.iterator(), ROW);
      if (hasMore) {
        say("There are more: go on with --after " + cursor);
      }
      return Exit.OK;
    }
  }
}
