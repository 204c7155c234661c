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
      footer = {
        "  onhand audit list --limit 20",
        "  onhand audit list --actor user:jo --what token --from 2026-11-01"
      })
  static final class ListAll extends Action {
    @Option(names = "--actor", paramLabel = "ACTOR", description = "Done by this actor.")
    @Nullable String actor;

    @Option(
        names = "--what",
        paramLabel = "TEXT",
        description = "With this in what was done, such as token or 'create user'.")
    @Nullable String what;

    @Option(
        names = "--of",
        paramLabel = "TEXT",
        description = "With this in the path that was asked for, such as channels/web.")
    @Nullable String path;

    @Option(
        names = "--from",
        paramLabel = "TIME",
        description = "Begun at or after; without a zone, in the seller's.")
    @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", description = "Begun before.")
    @Nullable String to;

    @Mixin Paging paging = new Paging();

    @Override
    int run() throws InterruptedException {
      Query query =
          Query.none()
              .with("actor", actor)
              .with("what", what)
              .with("path", path)
              .with("at_from", Times.instant("--from", from, api()))
              .with("at_to", Times.instant("--to", to, api()));
      printList("/admin-actions", query, paging, ROW);
      return Exit.OK;
    }
  }
}
