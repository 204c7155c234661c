package dev.onhand.cli;

import static dev.onhand.cli.Column.code;
import static dev.onhand.cli.Column.number;
import static dev.onhand.cli.Column.text;
import static dev.onhand.cli.Column.time;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Work that waits. */
@Command(name = "queue", description = "The queues of background jobs.")
@Verbs({QueueCommands.Monitor.class, QueueCommands.Failed.class, QueueCommands.Retry.class})
final class QueueCommands extends Noun {

  private static final List<Column> JOB =
      List.of(
          code("ID", "id"),
          text("Queue", "queue"),
          text("Kind", "kind"),
          code("State", "state"),
          number("Attempts", "attempts"),
          time("Created", "created_at"),
          time("Ended", "ended_at"),
          text("Error", "error"));

  @Command(
      name = "monitor",
      description = "Show how many jobs of each queue wait, run, failed.",
      footer = {"  onhand queue monitor", "  onhand queue monitor stock-sync"})
  static final class Monitor extends Action {
    private static final List<Column> ROW =
        List.of(
            text("Queue", "queue"),
            number("Waiting", "waiting"),
            number("Running", "running"),
            number("Failed", "failed"),
            number("Done", "done"),
            number("Oldest waits (s)", "oldest_waiting_seconds"));

    @Parameters(arity = "0..1", paramLabel = "QUEUE", description = "Only this queue.")
    @Nullable String queue;

    @Override
    int run() throws InterruptedException {
      List<JsonNode> queues = new ArrayList<>();
      Pages.rows(get("/queues")).forEach(queues::add);
      if (queue != null) {
        queues.removeIf(candidate -> !Json.text(candidate, "queue").equals(queue));
        if (queues.isEmpty()) {
          throw new CommandException(
              Exit.NOT_FOUND, "there is no queue '" + queue + "'", "see: onhand queue monitor");
        }
      }
      output().list(queues.iterator(), ROW);
      return Exit.OK;
    }
  }

  @Command(
      name = "failed",
      description = "List jobs that failed for good, newest first.",
      footer = {"  onhand queue failed", "  onhand queue failed --queue stock-sync --json"})
  static final class Failed extends Action {
    @Option(names = "--queue", paramLabel = "QUEUE", description = "Only of this queue.")
    @Nullable String queue;

    @Mixin Paging paging = new Paging();

    @Override
    int run() {
      printList("/jobs", failed(queue), paging, JOB);
      return Exit.OK;
    }
  }

  @Command(
      name = "retry",
      description = "Run failed jobs again.",
      footer = {
        "  onhand queue retry job_000000000000b",
        "  onhand queue retry --failed --queue stock-sync"
      })
  static final class Retry extends Action {
    @Parameters(arity = "0..*", paramLabel = "ID", description = "Ids of the jobs.")
    List<String> ids = List.of();

    @Option(names = "--failed", description = "All that failed.")
    boolean failed;

    @Option(names = "--queue", paramLabel = "QUEUE", description = "With --failed: of this queue.")
    @Nullable String queue;

    @Override
    int run() throws InterruptedException {
      if (failed != ids.isEmpty()) {
        throw CommandException.usage(
            "name the jobs, or say --failed", "for example: onhand queue retry --failed");
      }
      List<String> chosen = failed ? failedIds() : ids;
      List<JsonNode> jobs = new ArrayList<>();
      for (String id : chosen) {
        Request retry = Request.post("/jobs/" + Request.segment(id) + "/retry", Json.object());
        jobs.add(api().send(retry).body());
      }
      output().list(jobs.iterator(), JOB);
      say(jobs.size() + (jobs.size() == 1 ? " job" : " jobs") + " will run again.");
      return Exit.OK;
    }

    /** Read to the end before the first retry, which changes the list. */
    private List<String> failedIds() {
      Pages jobs = new Pages(api(), "/jobs", failed(queue), Paging.TABLE_ROWS_MAX);
      List<String> found = new ArrayList<>();
      jobs.forEachRemaining(job -> found.add(Json.text(job, "id")));
      return found;
    }
  }

  private static Query failed(@Nullable String queue) {
    return Query.none().with("queue", queue).with("state", "failed");
  }
}
