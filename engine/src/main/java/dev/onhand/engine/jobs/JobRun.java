package dev.onhand.engine.jobs;

import dev.onhand.core.alert.AlertKind;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.alerts.Alert.Severity;
import dev.onhand.engine.alerts.Alerts;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One attempt at a job: within its time, and what follows from how it ends. A job that throws is
 * tried again after 1, 5 and 15 minutes; then it stays as failed, a critical alert is raised, and a
 * person may try it again.
 */
public final class JobRun {

  /** No attempt may take longer. */
  public static final Duration TIME_MAX = Duration.ofMinutes(5);

  /** How long to wait after the first, second and third attempt that failed. */
  public static final List<Duration> PAUSES =
      List.of(Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofMinutes(15));

  /** The kind of the alert that a failed job raises. */
  public static final String ALERT_KIND = AlertKind.JOB_FAILED.code();

  private static final Logger LOG = LoggerFactory.getLogger("dev.onhand.jobs");

  private final Jobs jobs;
  private final Alerts alerts;
  private final Map<String, JobWork> work;
  private final InstantSource clock;
  private final Duration timeMax;

  public JobRun(
      Jobs jobs, Alerts alerts, List<JobWork> work, InstantSource clock, Duration timeMax) {
    this.jobs = jobs;
    this.alerts = alerts;
    this.work = work.stream().collect(Collectors.toMap(JobWork::kind, Function.identity()));
    this.clock = clock;
    this.timeMax = timeMax;
  }

  /**
   * Makes one attempt.
   *
   * @return when to make the next one; empty if the job is over
   */
  public Optional<Instant> attempt(SellerId seller, long jobId) throws InterruptedException {
    Optional<Job> begun = jobs.begin(seller, jobId);
    if (begun.isEmpty()) {
      return Optional.empty();
    }
    Job job = begun.get();
    try {
      String result = runInTime(seller, job);
      jobs.done(seller, jobId, result);
      alerts.close(seller, ALERT_KIND, job.kind(), "system");
      LOG.info("{} {} completed: {}", name(job), jobId, result);
      return Optional.empty();
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      return failed(seller, job, message(cause), cause);
    } catch (TimeoutException e) {
      return failed(seller, job, "did not end within " + timeMax.toSeconds() + " seconds", e);
    }
  }

  private String runInTime(SellerId seller, Job job)
      throws InterruptedException, ExecutionException, TimeoutException {
    JobWork doing = work.get(job.kind());
    if (doing == null) {
      throw new ExecutionException(
          new IllegalStateException("this version does not know jobs of the kind " + job.kind()));
    }
    FutureTask<String> task = new FutureTask<>(() -> doing.run(seller, job));
    Thread thread = Thread.ofVirtual().name("job-" + job.id()).start(task);
    try {
      return task.get(timeMax.toMillis(), TimeUnit.MILLISECONDS);
    } finally {
      thread.interrupt();
    }
  }

  private Optional<Instant> failed(SellerId seller, Job job, String error, Throwable cause) {
    if (job.attempts() <= PAUSES.size()) {
      Instant next = clock.instant().plus(PAUSES.get(job.attempts() - 1));
      jobs.again(seller, job.id(), error, next);
      LOG.error(
          "{} {} failed, attempt {}: {}; again at {}",
          name(job),
          job.id(),
          job.attempts(),
          error,
          next,
          cause);
      return Optional.of(next);
    }
    jobs.failed(seller, job.id(), error);
    alerts.raise(seller, Severity.CRITICAL, ALERT_KIND, job.kind(), givenUp(job));
    LOG.error(
        "CRITICAL {} {} failed permanently after {} attempts: {}",
        name(job),
        job.id(),
        job.attempts(),
        error,
        cause);
    return Optional.empty();
  }

  /**
   * For people: the error itself is often a database's, and is kept with the job and in the log.
   */
  private String givenUp(Job job) {
    JobWork doing = work.get(job.kind());
    return "A job (%s) failed %d times and is given up. %s Why: 'onhand queue failed --queue %s'. Once that is mended: 'onhand queue retry --failed --queue %s'."
        .formatted(
            job.kind(),
            job.attempts(),
            doing == null ? "This version of the server does not know such jobs." : doing.undone(),
            job.queue().code(),
            job.queue().code());
  }

  /** As the logs call it. */
  private static String name(Job job) {
    return job.queue() == Queue.STOCK_SYNC ? "stock synchronization" : job.kind();
  }

  private static String message(Throwable cause) {
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }
}
