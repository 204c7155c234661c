package dev.onhand.cli;

import static dev.onhand.cli.Column.number;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Sends again, under the same ids. */
@Command(
    name = "replay",
    description =
        "Send deliveries again, under the same ids: one, all that failed, all of a time, or"
            + " all since an event.",
    footer = {
      "  onhand webhook replay whk_0000000000001 dlv_0000000000009",
      "  onhand webhook replay whk_0000000000001 --failed",
      "  onhand webhook replay whk_0000000000001 --from 2026-11-27T08:00 --to 2026-11-27T12:00",
      "  onhand webhook replay whk_0000000000001 --after evt_0000000000042"
    })
final class WebhookReplay extends Action {

  @Parameters(index = "0", paramLabel = "ID", description = "Id of the webhook.")
  String id = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "DELIVERY",
      description = "Id of the one delivery to send again.")
  @Nullable String delivery;

  @Option(names = "--failed", description = "All that were given up.")
  boolean failed;

  @Option(
      names = "--after",
      paramLabel = "EVENT",
      description = "All after this event that the webhook wants, sent before or not.")
  @Nullable String after;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description =
          "All that was to be sent from then on, whatever became of it; without a zone, in the"
              + " seller's.")
  @Nullable String from;

  @Option(names = "--to", paramLabel = "TIME", description = "And before then. Default: now.")
  @Nullable String to;

  @Override
  int run() throws InterruptedException {
    int said =
        (delivery == null ? 0 : 1)
            + (after == null ? 0 : 1)
            + (failed ? 1 : 0)
            + (from == null ? 0 : 1);
    if (said != 1 || (from == null && to != null)) {
      throw CommandException.usage(
          "say what to send again: a delivery, --failed, --from TIME or --after EVENT",
          "for example: onhand webhook replay " + id + " --failed");
    }
    String path = WebhookCommands.path(id);
    if (delivery != null) {
      Request one =
          Request.post(
              path + "/deliveries/" + Request.segment(delivery) + "/replay", Json.object());
      output().object(api().send(one).body(), WebhookDeliveries.ROW);
      return Exit.OK;
    }
    Json.Body body =
        new Json.Body()
            .with("after", after)
            .with("from", Times.instant("--from", from, api()))
            .with("to", Times.instant("--to", to, api()));
    if (failed) {
      body.with("failed", Boolean.TRUE);
    }
    JsonNode replay = api().send(Request.post(path + "/replay", body.node())).body();
    output().object(replay, List.of(number("Deliveries", "deliveries")));
    boolean isNone = replay.has("deliveries") && Json.number(replay, "deliveries") == 0;
    say(
        isNone
            ? "There are none to send again."
            : "They are being sent again. See: onhand webhook deliveries " + id);
    return Exit.OK;
  }
}
