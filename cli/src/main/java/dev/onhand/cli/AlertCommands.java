package dev.onhand.cli;

import static dev.onhand.cli.Column.code;
import static dev.onhand.cli.Column.text;
import static dev.onhand.cli.Column.time;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** What a person should look at. */
@Command(name = "alert", description = "What a person should look at.")
@Verbs({
  AlertCommands.ListAll.class,
  AlertCommands.Acknowledge.class,
  AlertCommands.Snooze.class,
  AlertCommands.Close.class,
  AlertRuleCommand.class,
  AlertTargetCommand.class
})
final class AlertCommands extends Noun {

  private static final List<Column> ROW =
      List.of(
          code("ID", "id"),
          code("Severity", "severity"),
          code("Kind", "kind"),
          text("About", "about"),
          text("Detail", "detail"),
          time("Opened", "opened_at"),
          time("Last seen", "last_seen_at"),
          text("Known to", "acknowledged_by"),
          time("Snoozed until", "snoozed_until"),
          time("Closed", "closed_at"));

  @Command(
      name = "list",
      description = "List open alerts that are not snoozed, newest first.",
      footer = {"  onhand alert list", "  onhand alert list --closed"})
  static final class ListAll extends Action {
    @Option(names = "--closed", description = "Also those that are closed or snoozed.")
    boolean closed;

    @Mixin Paging paging = new Paging();

    @Override
    int run() {
      printList("/alerts", Query.none().when("open", !closed), paging, ROW);
      return Exit.OK;
    }
  }

  /** Does the same with each alert that is named. */
  private static int each(Action action, List<String> ids, String verb, JsonNode body)
      throws InterruptedException {
    List<JsonNode> done = new ArrayList<>();
    for (String id : ids) {
      Request request = Request.post("/alerts/" + Request.segment(id) + "/" + verb, body);
      done.add(action.api().send(request).body());
    }
    action.output().list(done.iterator(), ROW);
    return Exit.OK;
  }

  @Command(
      name = "ack",
      description = {
        "Say that you know of alerts.",
        "They stay open until their cause is over, and nobody is told of them any more."
      },
      footer = "  onhand alert ack alt_0000000000003")
  static final class Acknowledge extends Action {
    @Parameters(arity = "1..*", paramLabel = "ID", description = "Ids of the alerts.")
    List<String> ids = List.of();

    @Override
    int run() throws InterruptedException {
      return each(this, ids, "acknowledge", Json.object());
    }
  }

  @Command(
      name = "snooze",
      description = {
        "Leave people alone with alerts for a while.",
        "If they are still open then, they are listed again and people are told."
      },
      footer = {
        "  onhand alert snooze alt_0000000000003 --hours 8",
        "  onhand alert snooze alt_0000000000003 --wake"
      })
  static final class Snooze extends Action {
    @Parameters(arity = "1..*", paramLabel = "ID", description = "Ids of the alerts.")
    List<String> ids = List.of();

    @Option(
        names = "--hours",
        paramLabel = "N",
        description = "For so long, 1 to 2160. Default: 8.")
    int hours = 8;

    @Option(names = "--wake", description = "List them again now.")
    boolean wake;

    @Override
    int run() throws InterruptedException {
      Json.Body body = new Json.Body();
      if (!wake) {
        body.with(
            "until", surroundings().clock().instant().plus(Duration.ofHours(hours)).toString());
      }
      return each(this, ids, "snooze", body.node());
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
      return each(this, ids, "close", Json.object());
    }
  }
}
