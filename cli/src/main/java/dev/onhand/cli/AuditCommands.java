package dev.onhand.cli;

import static dev.onhand.cli.Column.code;
import static dev.onhand.cli.Column.number;
import static dev.onhand.cli.Column.text;
import static dev.onhand.cli.Column.time;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What was done to the set-up. */
@Command(name = "audit", description = "What was done to the set-up, and by whom.")
@Verbs(AuditCommands.ListAll.class)
final class AuditCommands extends Noun {

  private static final List<Column> ROW =
      List.of(
          time("At", "at"),
          text("Who", "actor"),
          text("What", "what"),
          text("Of", "path"),
          number("Status", "status"),
          code("Request", "request_id"));

  @Command(
      name = "list",
      description = {
        "List what was done to people, tokens, channels, locations, jobs and the seller, newest first.",
        "Also what was refused: the status is that of the answer. Stock and orders have their journal."
      },
      footer = "  onhand audit list --limit 20")
  static final class ListAll extends Action {
    @Mixin Paging paging = new Paging();

    @Override
    int run() {
      printList("/admin-actions", Query.none(), paging, ROW);
      return Exit.OK;
    }
  }
}
