package dev.onhand.cli;

import static dev.onhand.cli.Column.code;
import static dev.onhand.cli.Column.number;
import static dev.onhand.cli.Column.text;
import static dev.onhand.cli.Column.time;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Says what listings keep back by what is measured, and switches that on and off. */
@Command(
    name = "buffers",
    description = {
      "Have buffers of a channel tune themselves: from how long its listings take to show a number,",
      "and from how each product sells elsewhere meanwhile. Off unless you switch it on.",
      "With --propose: show what would be kept back, and what had come of it. Changes nothing.",
      "With nothing given: show how it is set, and what is kept back."
    },
    footer = {
      "  onhand channel buffers bm-fr --propose",
      "  onhand channel buffers bm-fr --propose --oversell-percent 1 --days 14",
      "  onhand channel buffers bm-fr --on",
      "  onhand channel buffers bm-fr --off"
    })
final class ChannelBuffers extends Action {

  private static final List<Column> DETAILS =
      List.of(
          text("Channel", "channel"),
          code("On", "on"),
          text("Oversell, percent", "oversell_percent"),
          number("Days", "days"),
          time("Tuned", "tuned_at"));

  private static final List<Column> PROPOSED =
      List.of(
          text("Channel", "channel"),
          time("From", "from"),
          time("To", "to"),
          text("Oversell, percent", "oversell_percent"),
          number("Pushes measured", "measured_pushes"),
          number("Slowest of 100 (ms)", "lag_millis"));

  private static final List<Column> BUFFER =
      List.of(
          text("SKU", "sku"),
          number("Buffer", "buffer"),
          number("Lines elsewhere", "sold_lines"),
          number("Units", "sold_units"),
          text("Percent without", "percent_without"),
          text("Percent with", "percent"));

  @Parameters(paramLabel = "CODE", description = "Code of the channel.")
  String channel = "";

  @Option(names = "--propose", description = "Show what would be kept back; changes nothing.")
  boolean propose;

  @Option(names = "--on", description = "Tune now and every night.")
  boolean on;

  @Option(names = "--off", description = "Keep back nothing but what rules say.")
  boolean off;

  @Option(
      names = "--oversell-percent",
      paramLabel = "PERCENT",
      description =
          "The chance to sell what was just sold elsewhere that you accept. Default: 0.1.")
  @Nullable Double percent;

  @Option(
      names = "--days",
      paramLabel = "N",
      description = "From how many days it is measured. Default: 28.")
  @Nullable Long days;

  @Override
  int run() throws InterruptedException {
    if ((propose && (on || off)) || (on && off)) {
      throw CommandException.usage("--propose, --on and --off exclude each other", "");
    }
    String path = "/channels/" + Request.segment(channel) + "/buffers";
    Json.Body body = new Json.Body().with("oversell_percent", percent).with("days", days);
    if (propose) {
      JsonNode proposals = api().send(Request.post(path + "/proposals", body.node())).body();
      output().object(proposals, PROPOSED);
      if (common.forPeople()) {
        show(proposals);
      }
      return Exit.OK;
    }
    body.with("on", on ? Boolean.TRUE : off ? Boolean.FALSE : null);
    boolean isShown = body.node().isEmpty();
    JsonNode tuning = isShown ? get(path) : api().send(Request.patch(path, body.node())).body();
    output().object(tuning, DETAILS);
    if (common.forPeople()) {
      buffers(tuning);
    }
    return Exit.OK;
  }

  private void buffers(JsonNode answer) {
    List<JsonNode> buffers = answer.path("buffers").valueStream().toList();
    if (!buffers.isEmpty()) {
      output().table(buffers, BUFFER);
    }
  }

  private void show(JsonNode proposals) {
    buffers(proposals);
    if (proposals.hasNonNull("reason")) {
      say(Json.text(proposals, "reason"));
    } else if (!proposals.hasNonNull("trial")) {
      say("Nothing needs to be kept back.");
    } else {
      WhatIfCommand.compare(this, proposals.path("trial"));
    }
  }
}
