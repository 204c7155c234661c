package dev.onhand.server.jobs;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.jobs.JobRun;
import dev.onhand.store.database.OutageWatch;
import dev.onhand.store.jobs.JdbcJobs;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * The workers of one queue. The scheduler's row says when to run which job and makes sure that one
 * node at a time does; all else is in {@link JobRun}.
 */
final class QueueWorkers implements AutoCloseable {

  /** A job that its node died under is taken up by another after so long. */
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);

  private static final int HEARTBEATS_MISSED_MAX = 4;
  private static final Duration LOOK_EVERY = Duration.ofSeconds(2);

  /** A job that is not done by then is interrupted, and the next node takes it up. */
  private static final Duration STOP_WAIT = Duration.ofSeconds(3);

  private final OutageWatch connections;
  private final Scheduler scheduler;

  /**
   * What is done by the clock and is no job of a seller.
   *
   * @param name by which nodes know it; never changed
   * @param cron when, in UTC, with seconds
   */
  record Regular(String name, String cron, Runnable work) {

    private RecurringTask<Void> task() {
      return Tasks.recurring(name, Schedules.cron(cron, ZoneOffset.UTC))
          .execute((instance, context) -> work.run());
    }
  }

  /**
   * @param connections of the role {@code onhand_platform}; those of all queues, so that one outage
   *     is told once
   * @param table the queue's table
   * @param workers how many jobs run side by side
   * @param regular run by one node at a time, when it is due
   */
  QueueWorkers(
      OutageWatch connections,
      String table,
      int workers,
      String node,
      JobRun jobRun,
      List<Regular> regular,
      InstantSource clock) {
    List<Task<?>> tasks =
        List.of(
            Tasks.custom(JdbcJobs.TASK_NAME, Void.class)
                .onFailureReschedule(Schedules.fixedDelay(JobRun.PAUSES.getFirst()))
                .onDeadExecutionRevive()
                .execute((instance, context) -> attempt(jobRun, instance.getId())));
    this.connections = connections;
    this.scheduler =
        Scheduler.create(connections, tasks)
            .startTasks(regular.stream().map(Regular::task).toList())
            .tableName(table)
            .threads(workers)
            .pollingInterval(LOOK_EVERY)
            .heartbeatInterval(HEARTBEAT)
            .missedHeartbeatsLimit(HEARTBEATS_MISSED_MAX)
            .shutdownMaxWait(STOP_WAIT)
            .schedulerName(new SchedulerName.Fixed(node))
            .clock(clock::instant)
            .alwaysPersistTimestampInUTC()
            .build();
  }

  void start() {
    scheduler.start();
  }

  /** Looks for work now; called after something was put in the queue. */
  void wake() {
    scheduler.triggerCheckForDueExecutions();
  }

  private static CompletionHandler<Void> attempt(JobRun jobRun, String instance) {
    String[] ids = instance.split("/", 2);
    try {
      Optional<Instant> next =
          jobRun.attempt(new SellerId(Long.parseLong(ids[0])), Long.parseLong(ids[1]));
      return (complete, operations) -> follow(next, complete, operations);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      // The node stops: the job stays as it is, and the next node that looks takes it up.
      return (complete, operations) -> operations.reschedule(complete, complete.getTimeDone());
    }
  }

  private static void follow(
      Optional<Instant> next,
      com.github.kagkarlsson.scheduler.task.ExecutionComplete complete,
      ExecutionOperations<Void> operations) {
    if (next.isPresent()) {
      operations.reschedule(complete, next.get());
    } else {
      operations.remove();
    }
  }

  @Override
  public void close() {
    connections.closing();
    scheduler.stop();
  }
}
