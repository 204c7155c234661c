package dev.onhand.cli;

import static dev.onhand.cli.Column.code;
import static dev.onhand.cli.Column.number;
import static dev.onhand.cli.Column.text;
import static dev.onhand.cli.Column.time;

import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Orders that the books refused: verbs of {@code order}. */
final class FailedOrderCommands {

  private static final String PATH = "/failed-orders";

  private static final List<Column> ROW =
      List.of(
          code("ID", "id"),
          text("Channel", "channel"),
          text("Order", "external_id"),
          text("Status", "status"),
          text("Why", "detail"),
          number("Tries", "tries"),
          time("Last tried", "last_at"),
          time("Next try", "retry_at"));

  private static final List<Column> WITH_END =
      Stream.concat(
              ROW.stream(), Stream.of(time("Settled", "settled_at"), text("By", "settled_by")))
          .toList();

  private FailedOrderCommands() {}

  @Command(
      name = "failed",
      description = "List orders of files that the books refused. They are kept and tried again.",
      footer = {"  onhand order failed", "  onhand order failed --settled"})
  static final class Failed extends Action {
    @Option(names = "--settled", description = "Also those that were applied or given up.")
    boolean settled;

    @Mixin Paging paging = new Paging();

    @Override
    int run() throws InterruptedException {
      printList(PATH, Query.none().when("all", settled), paging, settled ? WITH_END : ROW);
      return Exit.OK;
    }
  }

  @Command(
      name = "retry",
      description = "Try an order that could not be applied again now.",
      footer = "  onhand order retry fail_0000000000001")
  static final class Retry extends Action {
    @Parameters(paramLabel = "ID", description = "As order failed lists it.")
    String id = "";

    @Override
    int run() throws InterruptedException {
      String path = PATH + "/" + Request.segment(id) + "/retry";
      JsonNode tried = api().send(Request.post(path, Json.object())).body();
      output().object(tried, ROW);
      boolean isApplied = !Json.text(tried, "settled_at").isEmpty();
      say(isApplied ? "It is applied." : "It failed again: " + Json.text(tried, "detail"));
      return isApplied ? Exit.OK : Exit.FAILED;
    }
  }

  @Command(
      name = "dismiss",
      description = "Give up an order that could not be applied: it is not tried any more.",
      footer = "  onhand order dismiss fail_0000000000001 --yes")
  static final class Dismiss extends Action {
    @Parameters(paramLabel = "ID", description = "As order failed lists it.")
    String id = "";

    @Option(names = "--yes", description = "Do not ask.")
    boolean yes;

    @Override
    int run() throws InterruptedException {
      confirm("Is " + id + " to be given up?", yes);
      api().send(Request.post(PATH + "/" + Request.segment(id) + "/dismiss", Json.object()));
      say(id + " is given up.");
      return Exit.OK;
    }
  }
}
