package dev.onhand.cli;

import static dev.onhand.cli.Column.code;
import static dev.onhand.cli.Column.number;
import static dev.onhand.cli.Column.text;
import static dev.onhand.cli.Column.time;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Work that waits. */
@Command(name = "queue", description = "The queues of background jobs.")
@Verbs({
  QueueCommands.Monitor.class,
  QueueCommands.Failed.class,
  QueueCommands.Retry.class,
  QueueCommands.Dismiss.class
})
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
        "The listings of each channel that Onhand calls are two queues: channel/CODE of those that are",
        "to be told, reads/CODE of those that are to be read. What channels told is the queue inbox.",
        "What is to be sent to a webhook is webhook/ID. Of a channel it says in how many seconds its",
        "orders are in and its listings told, at the pace of late and if nothing more comes."
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
            time("Next run", "next_run_at"),
            number("Through in (s)", "drain_seconds"));

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
      double longest = queues.stream().mapToDouble(Monitor::drain).max().orElse(0);
      if (longest > 0) {
        say(
            String.format(
                Locale.ROOT,
                "All channels are through in about %.1f s, if nothing more comes.",
                longest));
      }
      return Exit.OK;
    }

    private static double drain(JsonNode queue) {
      JsonNode seconds = queue.get("drain_seconds");
      return seconds == null || seconds.isNull() ? 0 : seconds.doubleValue();
    }
  }

  @Command(
      name = "failed",
      description = {
        "List what failed for good: jobs, newest first, listings that are told nothing until a",
        "person acts, or until they should show another number, and what channels told by calling",
        "the server that could not be worked off (the queue inbox)."
      },
      footer = {
        "  onhand queue failed",
        "  onhand queue failed --queue stock-sync --json",
        "  onhand queue failed --queue channel/bm-fr",
        "  onhand queue failed --queue inbox"
      })
  static final class Failed extends Action {
    @Option(names = "--queue", paramLabel = "QUEUE", description = "Only of this queue.")
    @Nullable String queue;

    @Mixin Paging paging = new Paging();

    @Override
    int run() {
      int max = Math.min(paging.rowsMax(common.forPeople()), Integer.MAX_VALUE - 1);
      List<JsonNode> rows = new Jobs(this, queue).list(max + 1);
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

    /** What channels told by calling the server. */
    private static final String INBOX = "inbox";

    private final Action asking;
    private final @Nullable String queue;

    /**
     * @param queue null: all
     */
    Jobs(Action asking, @Nullable String queue) {
      this.asking = asking;
      this.queue = queue;
    }

    /** Those of the queue, in the words of jobs. */
    List<JsonNode> list(int max) {
      List<JsonNode> found = new ArrayList<>();
      if (queue == null || !(isChannel() || isInbox())) {
        Query query = Query.none().with("queue", queue).with("state", "failed");
        read("/jobs", query, max).forEachRemaining(found::add);
      }
      if ((queue == null || isChannel()) && found.size() < max) {
        Query query = Query.none().with("only", "refused");
        read(
                "/listings",
                queue == null ? query : query.with("channel", queue.substring(CHANNEL.length())),
                max - found.size())
            .forEachRemaining(listing -> found.add(job(listing)));
      }
      if ((queue == null || isInbox()) && found.size() < max) {
        read("/inbox", Query.none().with("state", "failed"), max - found.size())
            .forEachRemaining(found::add);
      }
      return found;
    }

    private Pages read(String path, Query query, int max) {
      return new Pages(asking.api(), path, query, max);
    }

    private boolean isChannel() {
      return queue != null && queue.startsWith(CHANNEL);
    }

    private boolean isInbox() {
      return INBOX.equals(queue);
    }

    /**
     * Has one tried again.
     *
     * @param id of a job, of a listing, or of something that a channel told
     */
    static JsonNode retry(Action asking, String id) throws InterruptedException {
      if (id.startsWith("lst_")) {
        return job(asking.api().send(post(ListingCommands.path(id) + "/unblock")).body());
      }
      String path = id.startsWith("inb_") ? "/inbox/" : "/jobs/";
      return asking.api().send(post(path + Request.segment(id) + "/retry")).body();
    }

    private static Request post(String path) {
      return Request.post(path, Json.object());
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
      description = {
        "Run failed jobs again, let listings be told again, and work off again what channels told."
      },
      footer = {
        "  onhand queue retry job_000000000000b",
        "  onhand queue retry lst_0000000000001",
        "  onhand queue retry --failed --queue channel/bm-fr",
        "  onhand queue retry --failed --queue inbox"
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
        jobs.add(Jobs.retry(this, id));
      }
      output().list(jobs.iterator(), JOB);
      say(Plain.many(jobs.size(), "job") + " will run again.");
      return Exit.OK;
    }

    /** Read to the end before the first retry, which changes the list. */
    private List<String> failedIds() {
      return new Jobs(this, queue)
          .list(Paging.TABLE_ROWS_MAX).stream().map(job -> Json.text(job, "id")).toList();
    }
  }

  @Command(
      name = "dismiss",
      description = {
        "Give up for good what a channel told and could not be worked off, such as a return that you",
        "booked by hand: it is done, with you and your reason, and not tried any more."
      },
      footer = "  onhand queue dismiss inb_0000000000001 --reason RMA-8")
  static final class Dismiss extends Action {
    @Parameters(paramLabel = "ID", description = "As queue failed --queue inbox lists it.")
    String id = "";

    @Option(
        names = "--reason",
        required = true,
        description = "What was done instead, or why nothing has to be.")
    String reason = "";

    @Override
    int run() throws InterruptedException {
      String path = "/inbox/" + Request.segment(id) + "/dismiss";
      Json.Body body = new Json.Body().with("reason", reason);
      output().object(api().send(Request.post(path, body.node())).body(), JOB);
      say(id + " is given up.");
      return Exit.OK;
    }
  }
}
