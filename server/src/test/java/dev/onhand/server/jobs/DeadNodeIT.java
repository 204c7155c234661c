package dev.onhand.server.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.jobs.Job;
import dev.onhand.engine.jobs.JobRun;
import dev.onhand.engine.jobs.JobWork;
import dev.onhand.engine.jobs.NewJob;
import dev.onhand.engine.jobs.Queue;
import dev.onhand.store.alerts.JdbcAlerts;
import dev.onhand.store.database.OutageWatch;
import dev.onhand.store.database.SqlTimes;
import dev.onhand.store.jobs.JdbcJobs;
import dev.onhand.store.testing.TestDatabase;
import dev.onhand.store.testing.TestShop;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A node died under its jobs (F21). */
class DeadNodeIT {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.create();

  /** The scheduler puts what it takes up to the time of the system. */
  private final InstantSource clock = InstantSource.system();

  private TestShop shop;
  private JdbcJobs jobs;

  /** Work that is done at once. */
  private static final class Quick implements JobWork {
    @Override
    public String kind() {
      return "quick";
    }

    @Override
    public String undone() {
      return "Nothing is lost.";
    }

    @Override
    public String run(SellerId seller, Job job) {
      return "{}";
    }
  }

  @BeforeEach
  void open() {
    shop = TestShop.open(DATABASE);
    jobs = new JdbcJobs(shop.transactions(), clock, () -> {});
  }

  @AfterEach
  void close() {
    shop.close();
  }

  /** A job that another node began, and of which it gave a sign of life so long ago. */
  private long begunElsewhere(Duration silence) {
    NewJob job = new NewJob(Queue.STOCK_SYNC, "quick", null, Map.of(), "tester");
    long id = jobs.enqueue(shop.seller(), job).orElseThrow().id();
    jobs.begin(shop.seller(), id);
    JdbcClient.create(DATABASE.database().platform())
        .sql(
            """
            update queue_stock_sync set picked = true, picked_by = 'another', last_heartbeat = :at
            where task_instance = :instance
            """)
        .param("at", SqlTimes.toSql(clock.instant().minus(silence)))
        .param("instance", JdbcJobs.instanceName(shop.seller(), id))
        .update();
    return id;
  }

  private Job.State state(long id) {
    return jobs.find(shop.seller(), id).orElseThrow().state();
  }

  @Test
  void leavesItsJobsToAnotherAfterAMinuteOfSilence() {
    long alive = begunElsewhere(Duration.ZERO);
    long dead = begunElsewhere(Duration.ofSeconds(61));
    JobRun run =
        new JobRun(
            jobs,
            new JdbcAlerts(shop.transactions(), clock),
            List.of(new Quick()),
            clock,
            JobRun.TIME_MAX);
    try (QueueWorkers workers =
        new QueueWorkers(
            new OutageWatch(DATABASE.database().platform()),
            "queue_stock_sync",
            1,
            "this",
            run,
            List.of(),
            clock)) {
      workers.start();
      Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> state(dead) == Job.State.DONE);
      assertThat(state(alive)).as("its node may be at work").isEqualTo(Job.State.RUNNING);
    }
    assertThat(jobs.find(shop.seller(), dead).orElseThrow().attempts()).isEqualTo(2);
  }
}
