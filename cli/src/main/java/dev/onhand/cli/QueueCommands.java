package dev.onhand.cli;

import static dev.onhand.cli.Column.code;
import static dev.onhand.cli.Column.number;
import static dev.onhand.cli.Column.text;
import static dev.onhand.cli.Column.time;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
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
      description = {
        "Show how much of each queue waits, runs, failed, and when it is worked.",
        "The listings of each channel that Onhand calls are a queue: channel/CODE."
      },
      footer = {
        "  onhand queue monitor",
        "  onhand queue monitor stock-sync",
        "  onhand queue monitor channel/bm-fr"
      })
  static final class Monitor extends Action {
    private static final List<Column> ROW =
        List.of(
            text("Queue", "queue"),
            number("Waiting", "waiting"),
            number("Running", "running"),
            number("Failed", "failed"),
            number("Done", "done"),
            number("Oldest waits (s)", "oldest_waiting_seconds"),
            time("Last run", "last_run_at"),
            time("Next run", "next_run_at"));

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
      description = {
        "List what failed for good: jobs, newest first, and listings that are told nothing until a",
        "person acts, or until they should show another number."
      },
      footer = {
        "  onhand queue failed",
        "  onhand queue failed --queue stock-sync --json",
        "  onhand queue failed --queue channel/bm-fr"
      })
  static final class Failed extends Action {
    @Option(names = "--queue", paramLabel = "QUEUE", description = "Only of this queue.")
    @Nullable String queue;

    @Mixin Paging paging = new Paging();

    @Override
    int run() {
      int max = paging.rowsMax(common.forPeople());
      List<JsonNode> rows = new ArrayList<>();
      Jobs jobs = new Jobs(this, queue);
      jobs.failed(max + 1).forEachRemaining(rows::add);
      if (rows.size() <= max) {
        jobs.listings(max + 1 - rows.size()).forEachRemaining(row -> rows.add(Jobs.job(row)));
      }
      boolean isCutShort = rows.size() > max;
      output().list((isCutShort ? rows.subList(0, max) : rows).iterator(), JOB);
      if (isCutShort) {
        say("There are more: use --limit N or --all.");
      }
      return Exit.OK;
    }
  }

  /** What failed for good. */
  private static final class Jobs {
    private static final String CHANNEL = "channel/";

    private final Action asking;
    private final @Nullable String queue;

    /**
     * @param queue null: all
     */
    Jobs(Action asking, @Nullable String queue) {
      this.asking = asking;
      this.queue = queue;
    }

    private boolean isChannel() {
      return queue != null && queue.startsWith(CHANNEL);
    }

    Iterator<JsonNode> failed(int max) {
      return isChannel()
          ? Collections.emptyIterator()
          : new Pages(
              asking.api(),
              "/jobs",
              Query.none().with("queue", queue).with("state", "failed"),
              max);
    }

    Iterator<JsonNode> listings(int max) {
      if (queue != null && !isChannel()) {
        return Collections.emptyIterator();
      }
      Query query = Query.none().with("only", "refused");
      return new Pages(
          asking.api(),
          "/listings",
          queue == null ? query : query.with("channel", queue.substring(CHANNEL.length())),
          max);
    }

    /** A listing in the words of jobs. */
    static JsonNode job(JsonNode listing) {
      return new Json.Body()
          .with("object", "listing")
          .with("id", Json.text(listing, "id"))
          .with("queue", CHANNEL + Json.text(listing, "channel"))
          .with("kind", "push")
          .with("state", "failed")
          .with("attempts", Json.number(listing, "failures"))
          .with("created_at", listing.path("desired").path("at"))
          .with("ended_at", listing.path("refused_at"))
          .with(
              "error", Json.text(listing, "refused") + ": " + Json.text(listing, "refused_detail"))
          .node();
    }
  }

  @Command(
      name = "retry",
      description = "Run failed jobs again, and let listings be told again.",
      footer = {
        "  onhand queue retry job_000000000000b",
        "  onhand queue retry lst_0000000000001",
        "  onhand queue retry --failed --queue channel/bm-fr"
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
        boolean isListing = id.startsWith("lst_");
        String path =
            isListing
                ? ListingCommands.path(id) + "/unblock"
                : "/jobs/" + Request.segment(id) + "/retry";
        JsonNode done = api().send(Request.post(path, Json.object())).body();
        jobs.add(isListing ? Jobs.job(done) : done);
      }
      output().list(jobs.iterator(), JOB);
      say(jobs.size() + (jobs.size() == 1 ? " job" : " jobs") + " will run again.");
      return Exit.OK;
    }

    /** Read to the end before the first retry, which changes the list. */
    private List<String> failedIds() {
      Jobs jobs = new Jobs(this, queue);
      List<String> found = new ArrayList<>();
      jobs.failed(Paging.TABLE_ROWS_MAX).forEachRemaining(job -> found.add(Json.text(job, "id")));
      jobs.listings(Paging.TABLE_ROWS_MAX)
          .forEachRemaining(listing -> found.add(Json.text(listing, "id")));
      return found;
    }
  }
}
