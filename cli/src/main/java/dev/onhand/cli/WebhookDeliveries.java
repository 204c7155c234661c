package dev.onhand.cli;

import static dev.onhand.cli.Column.code;
import static dev.onhand.cli.Column.number;
import static dev.onhand.cli.Column.text;
import static dev.onhand.cli.Column.time;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What was or is to be sent to a webhook. */
@Command(
    name = "deliveries",
    description = "List what was or is to be sent to a webhook, newest first; or show one.",
    footer = {
      "  onhand webhook deliveries whk_0000000000001 --state failed",
      "  onhand webhook deliveries whk_0000000000001 dlv_0000000000009"
    })
final class WebhookDeliveries extends Action {

  static final List<Column> ROW =
      List.of(
          code("ID", "id"),
          code("Event", "event_id"),
          code("Type", "type"),
          code("State", "state"),
          number("Attempts", "attempts"),
          time("Due", "due_at"),
          time("Created", "created_at"),
          time("Ended", "ended_at"));

  private static final List<Column> DETAIL = List.of(code("ID", "id"), text("Body", "body"));

  static final List<Column> ATTEMPT =
      List.of(
          number("Attempt", "number"),
          time("Sent", "sent_at"),
          time("Ended", "ended_at"),
          number("Status", "status"),
          text("Answer", "answer"));

  @Parameters(index = "0", paramLabel = "ID", description = "Id of the webhook.")
  String id = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "DELIVERY",
      description = "Id of the delivery to show, with its body and each time it was sent.")
  @Nullable String delivery;

  @Option(
      names = "--state",
      paramLabel = "STATE",
      description = "Only those that are waiting, delivered or failed.")
  @Nullable String state;

  @Mixin Paging paging = new Paging();

  @Override
  int run() throws InterruptedException {
    String path = WebhookCommands.path(id) + "/deliveries";
    if (delivery == null) {
      printList(path, Query.none().with("state", state), paging, ROW);
    } else {
      output()
          .objectWithList(get(path + "/" + Request.segment(delivery)), DETAIL, "attempts", ATTEMPT);
    }
    return Exit.OK;
  }
}
