package dev.onhand.cli;

import static dev.onhand.cli.Column.number;
import static dev.onhand.cli.Column.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Says what a past period would have come to under other settings. */
@Command(
    name = "what-if",
    description = {
      "Live through a past period again, as it was and under other buffers, sourcing and budgets,",
      "and compare. Changes nothing.",
      "With nothing changed it shows whether the replay is what happened."
    },
    footer = {
      "  onhand what-if --from 2026-10-01 --to 2026-11-01",
      "  onhand what-if --from 2026-10-01 --to 2026-11-01 --buffer bm-fr=2 --buffer ebay=1",
      "  onhand what-if --from 2026-10-01 --to 2026-11-01 --sourcing most_available",
      "  onhand what-if --from 2026-10-01 --to 2026-11-01 --calls-per-day bm-fr=500 --json"
    })
final class WhatIfCommand extends Action {

  private static final List<Column> ROW =
      List.of(
          text("Measure", "measure"), number("As it is", "unchanged"), number("Then", "changed"));

  private static final Map<String, String> MEASURES = new LinkedHashMap<>();

  static {
    MEASURES.put("orders", "orders");
    MEASURES.put("oversold_orders", "oversold orders");
    MEASURES.put("oversold_units", "oversold units");
    MEASURES.put("backordered_units", "units that wait at the end");
    MEASURES.put("lost_orders", "orders that lost lines");
    MEASURES.put("lost_units", "units not sold");
    MEASURES.put("splits", "further locations of orders");
    MEASURES.put("pushes", "pushes");
    MEASURES.put("calls", "calls");
    MEASURES.put("stale_minutes", "stale minutes of listings");
    MEASURES.put("withheld_unit_days", "unit-days kept back");
  }

  @Option(
      names = "--from",
      paramLabel = "TIME",
      required = true,
      description = "What was recorded from then on; without a zone, in the seller's.")
  String from = "";

  @Option(names = "--to", paramLabel = "TIME", description = "And before then. Default: now.")
  @Nullable String to;

  @Option(
      names = "--buffer",
      paramLabel = "CHANNEL=N",
      description = "All listings of the channel keep back so many units. May be repeated.")
  Map<String, Long> buffers = new LinkedHashMap<>();

  @Option(
      names = "--sourcing",
      paramLabel = "[CHANNEL=]RULE",
      description = {
        "Orders take units by this rule: priority, most_available, nearest, fewest_splits or",
        "first_with_stock; of one channel, or of all others. May be repeated."
      })
  List<String> sourcings = new ArrayList<>();

  @Option(
      names = "--calls-per-second",
      paramLabel = "CHANNEL=N",
      description = "The most calls in a second. May be repeated.")
  Map<String, Long> perSecond = new LinkedHashMap<>();

  @Option(
      names = "--calls-per-day",
      paramLabel = "CHANNEL=N",
      description = "The most calls in a day. May be repeated.")
  Map<String, Long> perDay = new LinkedHashMap<>();

  @Option(
      names = "--pushes-per-listing",
      paramLabel = "CHANNEL=N",
      description = "The most pushes of each listing within 24 hours. May be repeated.")
  Map<String, Long> perListing = new LinkedHashMap<>();

  @Override
  int run() throws InterruptedException {
    JsonNode answer = api().send(Request.post("/what-ifs", body())).body();
    boolean isReproduced = answer.path("reproduced").asBoolean(false);
    if (common.forPeople()) {
      show(answer);
    } else {
      output().object(answer, List.of());
    }
    return isReproduced ? Exit.OK : Exit.DIFFERENCES;
  }

  private ObjectNode body() throws InterruptedException {
    Json.Body body =
        new Json.Body()
            .with("from", Times.instant("--from", from, api()))
            .with("to", Times.instant("--to", to, api()));
    Map<String, Json.Body> channels = new LinkedHashMap<>();
    for (String given : sourcings) {
      int equals = given.indexOf('=');
      if (equals < 0) {
        body.with("sourcing", rule(given));
      } else {
        of(channels, given.substring(0, equals))
            .with("sourcing", rule(given.substring(equals + 1)));
      }
    }
    buffers.forEach((channel, units) -> of(channels, channel).with("buffer", units));
    perSecond.forEach((channel, calls) -> of(channels, channel).with("calls_per_second", calls));
    perDay.forEach((channel, calls) -> of(channels, channel).with("calls_per_day", calls));
    perListing.forEach(
        (channel, pushes) -> of(channels, channel).with("pushes_per_listing", pushes));
    if (!channels.isEmpty()) {
      ArrayNode list = Json.object().putArray("channels");
      channels.values().forEach(channel -> list.add(channel.node()));
      body.with("channels", list);
    }
    return body.node();
  }

  private static String rule(String typed) {
    return typed.replace('-', '_');
  }

  private static Json.Body of(Map<String, Json.Body> channels, String channel) {
    return channels.computeIfAbsent(channel, code -> new Json.Body().with("channel", code));
  }

  /** Shows what a period came to, and would have. */
  static void compare(Action action, JsonNode answer) {
    List<JsonNode> rows = new ArrayList<>();
    MEASURES.forEach(
        (field, name) ->
            rows.add(
                new Json.Body()
                    .with("measure", name)
                    .with("unchanged", Json.number(answer.path("unchanged"), field))
                    .with("changed", Json.number(answer.path("changed"), field))
                    .node()));
    action.output().list(rows.iterator(), ROW);
    answer.path("assumptions").forEach(one -> action.say("Taken so: " + one.asString("")));
  }

  private void show(JsonNode answer) {
    compare(this, answer);
    long differences = Json.number(answer, "differences");
    answer.path("examples").forEach(one -> say("differs: " + one.asString("")));
    say(
        differences == 0
            ? "Under the settings as they are the replay of %d movements is what happened."
                .formatted(Json.number(answer, "movements"))
            : "warning: under the settings as they are the replay differs from what happened in %d"
                    .formatted(differences)
                + " places: settings were others then, or a person decided.");
  }
}
