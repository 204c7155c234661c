package dev.onhand.cli;

import static dev.onhand.cli.Column.code;
import static dev.onhand.cli.Column.number;
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

/** By which rules alerts open and close. */
@Command(
    name = "rule",
    description = {
      "Set from where on something is an alert, or show what holds.",
      "With nothing given: list the kinds of alerts, and what holds for each in general. With a kind"
          + " alone: list its rules. The narrowest rule holds."
    },
    footer = {
      "  onhand alert rule",
      "  onhand alert rule stock.low --threshold 10",
      "  onhand alert rule stock.low --sku TEE-M --location berlin --threshold 25",
      "  onhand alert rule channel.lag --channel bm-fr --threshold 600 --severity critical",
      "  onhand alert rule listing.missing --mode page",
      "  onhand alert rule stock.low",
      "  onhand alert rule --clear rul_0000000000003"
    })
final class AlertRuleCommand extends Action {

  private static final List<Column> KIND =
      List.of(
          code("Kind", "kind"),
          text("Title", "title"),
          code("About", "about"),
          code("Opens", "opens_when"),
          number("Threshold", "threshold"),
          number("Clears at", "clears_at"),
          code("Unit", "unit"),
          code("Severity", "severity"),
          code("Mode", "mode"));

  private static final List<Column> RULE =
      List.of(
          code("ID", "id"),
          code("Kind", "kind"),
          text("SKU", "sku"),
          text("Location", "location"),
          text("Channel", "channel"),
          number("Threshold", "threshold"),
          number("Clears at", "clears_at"),
          code("Severity", "severity"),
          code("Mode", "mode"),
          text("By", "actor"),
          time("Set", "updated_at"));

  @Parameters(paramLabel = "KIND", arity = "0..1", description = "Such as stock.low.")
  @Nullable String kind;

  @Option(
      names = "--threshold",
      paramLabel = "N",
      description = "From where on an alert opens, in the kind's unit.")
  @Nullable Long threshold;

  @Option(
      names = "--clears-at",
      paramLabel = "N",
      description = "From where on an open one is over. Default: a tenth above, or a fifth below.")
  @Nullable Long clearsAt;

  @Option(names = "--sku", paramLabel = "SKU", description = "For this product alone.")
  @Nullable String sku;

  @Option(names = "--location", paramLabel = "CODE", description = "For this location alone.")
  @Nullable String location;

  @Option(names = "--channel", paramLabel = "CODE", description = "For this channel alone.")
  @Nullable String channel;

  @Option(
      names = "--severity",
      paramLabel = "SEVERITY",
      description = "info, warning, error or critical.")
  @Nullable String severity;

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      description =
          "told: people are told; page: it is only on the page; off: it is not watched. Default: told.")
  @Nullable String mode;

  @Option(
      names = "--clear",
      paramLabel = "ID",
      description = "Take a rule away: a wider one holds.")
  @Nullable String clear;

  @Mixin Paging paging = new Paging();

  @Override
  int run() throws InterruptedException {
    boolean isSet =
        Stream.of(threshold, clearsAt, sku, location, channel, severity, mode)
            .anyMatch(Objects::nonNull);
    if (clear != null) {
      return clear(clear, isSet);
    }
    if (kind == null && isSet) {
      throw CommandException.usage("say of which kind the rule is", "the kinds: onhand alert rule");
    }
    if (kind == null) {
      output().list(get("/alert-kinds").path("data").iterator(), KIND);
      return Exit.OK;
    }
    if (!isSet) {
      printList("/alert-rules", Query.none().with("kind", kind), paging, RULE);
      return Exit.OK;
    }
    JsonNode body =
        new Json.Body()
            .with("kind", kind)
            .with("sku", sku)
            .with("location", location)
            .with("channel", channel)
            .with("threshold", threshold)
            .with("clears_at", clearsAt)
            .with("severity", severity)
            .with("mode", mode)
            .node();
    output().object(api().send(Request.put("/alert-rules", body)).body(), RULE);
    return Exit.OK;
  }

  private int clear(String id, boolean isSet) throws InterruptedException {
    if (isSet || kind != null) {
      throw CommandException.usage("--clear takes a rule away and sets none", "");
    }
    Request gone = Request.delete("/alert-rules/" + Request.segment(id));
    output().object(api().send(gone).body(), RULE);
    say("The rule is gone; a wider one holds, or what is usual.");
    return Exit.OK;
  }
}
