package dev.onhand.cli;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Sends a test and waits for what is answered. */
@Command(
    name = "test",
    description = "Send an event of type webhook.test, and say what was answered.",
    footer = "  onhand webhook test whk_0000000000001")
final class WebhookTrial extends Action {

  @Parameters(paramLabel = "ID", description = "Id of the webhook.")
  String id = "";

  @Override
  int run() throws InterruptedException {
    String path = WebhookCommands.path(id);
    JsonNode sent = api().send(Request.post(path + "/test", Json.object())).body();
    String delivery = Json.text(sent, "id");
    String show = path + "/deliveries/" + Request.segment(delivery);
    Waiting waiting = new Waiting(surroundings());
    JsonNode seen = get(show);
    while (seen.at("/attempts/0/ended_at").asString("").isEmpty()) {
      waiting.again(
          "it was not sent within %d minutes",
          "see: onhand webhook deliveries " + id + " " + delivery);
      seen = get(show);
    }
    JsonNode attempt = seen.at("/attempts/0");
    output().list(List.of(attempt).iterator(), WebhookDeliveries.ATTEMPT);
    if (Json.text(seen.path("delivery"), "state").equals("delivered")) {
      return Exit.OK;
    }
    say("It did not arrive as a success, and is sent again later.");
    return Exit.FAILED;
  }
}
