package dev.onhand.cli;

import static dev.onhand.cli.Column.number;
import static dev.onhand.cli.Column.text;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Applies again what is known of one order, or of all open ones of a channel. */
@Command(
    name = "reapply",
    description = {
      "Apply again what is known of an order, or of all open orders of a channel.",
      "What is done already is not done twice."
    },
    footer = {"  onhand order reapply web/1001", "  onhand order reapply --channel web"})
final class OrderReapply extends Action {
  private static final List<Column> REAPPLIED =
      List.of(
          text("Channel", "channel"),
          number("Orders", "orders"),
          text("Changed", "changed"),
          text("Refused", "refused"));

  /** How many orders one request applies again. */
  private static final long PAGE = 200;

  @Parameters(index = "0", arity = "0..1", paramLabel = "ORDER", description = OrderName.HELP)
  @Nullable String word;

  @Parameters(index = "1", arity = "0..1", hidden = true)
  @Nullable String id;

  @Option(
      names = "--channel",
      paramLabel = "CODE",
      description = "All open orders of this channel, oldest first.")
  @Nullable String all;

  @Override
  int run() throws InterruptedException {
    if (word != null && all == null) {
      OrderName order = OrderName.read(word, id);
      Reply reply = api().send(Request.post(order.path() + "/reapply", Json.object()));
      OrderCommands.print(this, order, reply);
      return Exit.OK;
    }
    if (word != null || all == null) {
      throw CommandException.usage(
          "name one order, or a channel", "for example: web/1001, or: --channel web");
    }
    return reapplyAll(all);
  }

  /** A page at a time, so that no request takes long however many there are. */
  private int reapplyAll(String code) throws InterruptedException {
    String path = "/channels/" + Request.segment(code) + "/reapply";
    long orders = 0;
    ArrayNode changed = JsonNodeFactory.instance.arrayNode();
    ArrayNode refused = JsonNodeFactory.instance.arrayNode();
    Query query = Query.none().with("limit", PAGE);
    boolean more = true;
    while (more) {
      JsonNode page = api().send(Request.post(path, Json.object()).query(query)).body();
      orders += Json.number(page, "orders");
      page.path("changed").forEach(changed::add);
      page.path("refused").forEach(refused::add);
      query = query.with("starting_after", Json.text(page, "last"));
      more = page.path("has_more").asBoolean(false);
    }
    Json.Body whole = new Json.Body().with("channel", code).with("orders", orders);
    whole.with("changed", changed).with("refused", refused);
    output().object(whole.node(), REAPPLIED);
    for (JsonNode one : refused) {
      say("error: order %s: %s".formatted(Json.text(one, "external_id"), Json.text(one, "detail")));
    }
    say("Applied %d open orders of %s again: %d changed.".formatted(orders, code, changed.size()));
    return refused.isEmpty() ? Exit.OK : Exit.FAILED;
  }
}
