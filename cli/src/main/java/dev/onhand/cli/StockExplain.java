package dev.onhand.cli;

import static dev.onhand.cli.Column.code;
import static dev.onhand.cli.Column.number;
import static dev.onhand.cli.Column.text;
import static dev.onhand.cli.Column.time;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Says why a product's stock is what it is. */
@Command(
    name = "explain",
    description = {
      "Explain a product's stock: each number, and what it is the sum of, down to the movements and"
          + " the orders that hold units.",
      "Shows the newest movements and the oldest reservations; the rest is counted."
    },
    footer = {
      "  onhand stock explain MUG-1",
      "  onhand stock explain MUG-1 --channel web",
      "  onhand stock explain MUG-1 --channel bm-fr --refresh",
      "  onhand stock explain MUG-1 --at \"2025-01-31 18:00\" --limit 20"
    })
final class StockExplain extends Action {

  @Parameters(paramLabel = "SKU", description = "SKU or id of the product.")
  String product = "";

  @Option(
      names = "--channel",
      paramLabel = "CODE",
      description = {
        "Also what this channel's orders hold, had shipped, sent back and miss, and how its",
        "listings come to what they should show, were told, are said and were seen to show."
      })
  @Nullable String channel;

  @Option(
      names = "--refresh",
      description = "With --channel: read the product's listings there first.")
  boolean refresh;

  @Option(
      names = "--at",
      paramLabel = "TIME",
      description = "As it was then, by when movements happened; without a zone, in the seller's.")
  @Nullable String at;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description =
          "Show so many movements, reservations and lines below a number. Default: 5, at most 200.")
  @Nullable String limit;

  /** As many as the server gives at once. */
  private static final int LISTINGS = 200;

  private static final int WAIT_SECONDS = 20;

  private static final List<Column> FIELDS =
      List.of(
          text("SKU", "sku"),
          text("Name", "name"),
          time("At", "at"),
          number("On hand", "on_hand.units"),
          number("In transit", "in_transit.units"),
          number("To promise", "to_promise.units"),
          code("Adds up", "adds_up"));

  @Override
  int run() throws InterruptedException {
    Query query =
        Query.none()
            .with("channel", channel)
            .with("at", Times.instant("--at", at, api()))
            .with("limit", limit == null ? null : Long.toString(Numbers.whole("--limit", limit)));
    if (refresh && (channel == null || at != null)) {
      throw CommandException.usage(
          "--refresh reads what a channel shows now", "give --channel, and no --at");
    }
    String reference = References.product(api(), product);
    JsonNode explanation = api().get("/stock/" + reference + "/explain", query);
    if (channel != null && at == null && explanation instanceof ObjectNode whole) {
      whole.set("listings", listings(channel));
    }
    boolean addsUp = explanation.path("adds_up").asBoolean(false);
    if (common.forPeople() && common.fields.isEmpty()) {
      ExplainedTree tree = new ExplainedTree(surroundings().zone());
      int columns = surroundings().screen().out() ? surroundings().screen().columns() : 0;
      tree.lines(explanation, channel, columns).forEach(output()::line);
      explanation.path("differences").forEach(this::sayDifference);
      say(
          addsUp
              ? "Every number is the sum of what is below it."
              : "Some numbers are not the sum of what is below them.");
    } else {
      output().object(explanation, FIELDS);
    }
    return addsUp ? Exit.OK : Exit.DIFFERENCES;
  }

  /** How each listing of the product on a channel comes to its number. */
  private ArrayNode listings(String code) throws InterruptedException {
    Query query = Query.none().with("sku", product).with("channel", code).with("limit", LISTINGS);
    if (refresh) {
      Request request = Request.post("/listings:refresh", Json.object());
      JsonNode read = api().send(request.query(query.with("wait_seconds", WAIT_SECONDS))).body();
      if (read.path("data").valueStream().anyMatch(it -> it.path("refreshing").asBoolean(false))) {
        say(
            "warning: the channel was not read yet, and will be; see: onhand channel account "
                + code);
      }
    }
    ArrayNode explained = Json.object().putArray("listings");
    for (JsonNode listing : api().get("/listings", query).path("data")) {
      explained.add(get(ListingCommands.path(Json.text(listing, "id")) + "/explain"));
    }
    return explained;
  }

  private void sayDifference(JsonNode difference) {
    say(
        "error: %s is %d, but what it is made of by %s is %d; see: onhand %s"
            .formatted(
                difference
                    .path("path")
                    .valueStream()
                    .map(name -> name.asString(""))
                    .collect(Collectors.joining(" > ")),
                Json.number(difference, "units"),
                Json.text(difference, "by"),
                Json.number(difference, "sum"),
                Json.text(difference, "remedy")));
  }
}
