package dev.onhand.server.jobs;

import dev.onhand.engine.jobs.Job;
import dev.onhand.engine.jobs.QueueCounts;
import dev.onhand.engine.log.LogLine;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.PublicId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Jobs, queues and log lines as the API gives them. */
public final class JobBodies {

  private static final JsonMapper JSON = JsonMapper.shared();

  private JobBodies() {}

  public record JobBody(
      String object,
      String id,
      String queue,
      String kind,
      String state,
      int attempts,
      Map<String, String> parameters,
      @Nullable JsonNode result,
      @Nullable String error,
      String actor,
      Instant createdAt,
      Instant runAt,
      @Nullable Instant startedAt,
      @Nullable Instant endedAt) {

    public static JobBody of(Job job) {
      return new JobBody(
          "job",
          PublicId.of(IdKind.JOB, job.id()),
          job.queue().code(),
          job.kind(),
          job.state().code(),
          job.attempts(),
          job.parameters(),
          job.result() == null ? null : JSON.readTree(job.result()),
          job.error(),
          job.actor(),
          job.createdAt(),
          job.runAt(),
          job.startedAt(),
          job.endedAt());
    }
  }

  /**
   * What waits, and when it is worked.
   *
   * @param queue its name; {@code channel/CODE}: the listings of a channel that are to be told;
   *     {@code reads/CODE}: those that are to be read; {@code inbox}: what channels told; {@code
   *     webhook/ID}: what is to be sent to a webhook
   * @param waiting what is to be done: the backlog
   * @param running what is being done
   * @param done what is kept of what was done; of channels and webhooks, what was done on this day
   *     in UTC: pushes, calls that read listings, events of the inbox, deliveries that arrived
   * @param failed for good: a person must act
   * @param oldestWaitingSeconds for how long what waits longest is due
   * @param lastRunAt when something was done last
   * @param nextRunAt when something is done next at the latest; null: not until a person acts
   * @param drainSeconds of a channel: how long it takes, at the pace of late and if nothing more
   *     comes, until the orders that it said it has are in and its listings told, to the tenth of a
   *     second; null: not known
   */
  public record QueueBody(
      String object,
      String queue,
      long waiting,
      long running,
      long done,
      long failed,
      @Nullable Long oldestWaitingSeconds,
      @Nullable Instant lastRunAt,
      @Nullable Instant nextRunAt,
      @Nullable Double drainSeconds) {

    /** Jobs are made on the hour. */
    static QueueBody of(QueueCounts counts, Instant now) {
      return new QueueBody(
          "queue",
          counts.queue().code(),
          counts.waiting(),
          counts.running(),
          counts.done(),
          counts.failed(),
          seconds(counts.oldestWaiting(), now),
          counts.lastEnded(),
          now.truncatedTo(ChronoUnit.HOURS).plus(Duration.ofHours(1)),
          null);
    }

    /** For how long something waits; null: nothing does. */
    public static @Nullable Long seconds(@Nullable Instant since, Instant now) {
      return since == null ? null : Math.max(0, Duration.between(since, now).toSeconds());
    }
  }

  record LogLineBody(
      String object, Instant at, String level, String message, Map<String, Object> context) {

    static LogLineBody of(LogLine line) {
      return new LogLineBody(
          "log_line", line.at(), line.level().code(), line.message(), line.context());
    }
  }
}
