package dev.onhand.cli;

import static dev.onhand.cli.Column.code;
import static dev.onhand.cli.Column.number;
import static dev.onhand.cli.Column.text;
import static dev.onhand.cli.Column.time;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Runs a channel beside the tool that serves it. */
@Command(
    name = "shadow",
    description = {
      "Run a channel beside the tool that serves it: Onhand takes its orders in, reads its listings",
      "and notes what it would have told them, and tells them nothing.",
      "With neither --begin nor --end: show which oversells that would have avoided."
    },
    footer = {
      "  onhand channel shadow bm-fr --begin",
      "  onhand channel shadow bm-fr",
      "  onhand channel shadow bm-fr --end"
    })
final class ChannelShadow extends Action {

  private static final List<Column> DETAILS =
      List.of(
          text("Channel", "channel"),
          code("In shadow", "shadow"),
          time("Since", "since"),
          time("Until", "until"),
          number("Lag (s)", "lag_seconds"),
          number("Listings", "listings"),
          number("Would have been told", "pushes"));

  private static final List<Column> SALES =
      List.of(
          text("Lines that", "what"),
          number("Lines", "lines"),
          number("Units", "units"),
          number("Missing", "missing"));

  private static final List<Column> SALE =
      List.of(
          time("Sold", "sold_at"),
          text("Order", "order"),
          text("SKU", "sku"),
          number("Units", "units"),
          number("Missing", "missing"),
          number("Would show", "would_show"),
          code("So", "kind"));

  private static final Map<String, String> KINDS = new LinkedHashMap<>();

  static {
    KINDS.put("avoided", "oversold, and would not have");
    KINDS.put("oversold", "oversold, and would have");
    KINDS.put("turned_away", "sold, and would not have");
    KINDS.put("sold", "sold, and would have");
  }

  @Parameters(paramLabel = "CODE", description = "Code of the channel.")
  String channel = "";

  @Option(
      names = "--begin",
      description = "Another tool tells it from now on. What an earlier shadow noted is forgotten.")
  boolean begin;

  @Option(names = "--end", description = "Onhand tells it from now on: have the other tool stop.")
  boolean end;

  @Option(
      names = "--lag-seconds",
      paramLabel = "N",
      description = "How long a listing would have needed for a number. Default: 5.")
  @Nullable Long lag;

  @Override
  int run() throws InterruptedException {
    if (begin && end) {
      throw CommandException.usage("--begin and --end exclude each other", "");
    }
    String path = "/channels/" + Request.segment(channel) + "/shadow";
    if (begin || end) {
      api().send(Request.post(path + (begin ? "/begin" : "/end"), Json.object()));
    }
    Query query = Query.none().with("lag_seconds", lag == null ? null : lag.toString());
    JsonNode shadow = api().get(path, query);
    output().object(shadow, DETAILS);
    if (common.forPeople() && common.fields.isEmpty() && shadow.hasNonNull("since")) {
      output().table(sales(shadow), SALES);
      List<JsonNode> newest = shadow.path("newest_sales").valueStream().toList();
      if (!newest.isEmpty()) {
        output().table(newest, SALE);
      }
    }
    return Exit.OK;
  }

  private static List<JsonNode> sales(JsonNode shadow) {
    List<JsonNode> rows = new ArrayList<>();
    KINDS.forEach(
        (field, what) -> {
          JsonNode count = shadow.path(field);
          rows.add(
              new Json.Body()
                  .with("what", what)
                  .with("lines", Json.number(count, "lines"))
                  .with("units", Json.number(count, "units"))
                  .with("missing", Json.number(count, "missing"))
                  .node());
        });
    return rows;
  }
}
