package dev.onhand.cli;

import static dev.onhand.cli.Column.code;
import static dev.onhand.cli.Column.text;
import static dev.onhand.cli.Column.time;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** What a person should look at. */
@Command(name = "alert", description = "What a person should look at.")
@Verbs({AlertCommands.ListAll.class, AlertCommands.Close.class})
final class AlertCommands extends Noun {

  private static final List<Column> ROW =
      List.of(
          code("ID", "id"),
          code("Severity", "severity"),
          code("Kind", "kind"),
          text("Subject", "subject"),
          text("Detail", "detail"),
          time("Opened", "opened_at"),
          time("Last seen", "last_seen_at"),
          time("Closed", "closed_at"));

  @Command(
      name = "list",
      description = "List open alerts, newest first.",
      footer = {"  onhand alert list", "  onhand alert list --closed"})
  static final class ListAll extends Action {
    @Option(names = "--closed", description = "Also those that are closed.")
    boolean closed;

    @Mixin Paging paging = new Paging();

    @Override
    int run() {
      printList("/alerts", Query.none().when("open", !closed), paging, ROW);
      return Exit.OK;
    }
  }

  @Command(
      name = "close",
      description = "Close alerts that were dealt with.",
      footer = "  onhand alert close alt_0000000000003")
  static final class Close extends Action {
    @Parameters(arity = "1..*", paramLabel = "ID", description = "Ids of the alerts.")
    List<String> ids = List.of();

    @Override
    int run() throws InterruptedException {
      List<JsonNode> closed = new ArrayList<>();
      for (String id : ids) {
        Request close = Request.post("/alerts/" + Request.segment(id) + "/close", Json.object());
        closed.add(api().send(close).body());
      }
      output().list(closed.iterator(), ROW);
      return Exit.OK;
    }
  }
}
