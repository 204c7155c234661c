package dev.onhand.store.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.alerts.Alert;
import dev.onhand.engine.jobs.Job;
import dev.onhand.engine.jobs.JobRun;
import dev.onhand.engine.jobs.JobWork;
import dev.onhand.engine.jobs.NewJob;
import dev.onhand.engine.jobs.Queue;
import dev.onhand.store.alerts.JdbcAlerts;
import dev.onhand.store.testing.TestDatabase;
import dev.onhand.store.testing.TestShop;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A job has a time to end in as a whole, whatever it waits for (F21). */
class JobRunIT {

  private static final NewJob JOB = new NewJob(Queue.STOCK_SYNC, "hangs", null, Map.of(), "tester");

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.create();

  private final Hanging work = new Hanging();
  private TestShop shop;
  private JdbcJobs jobs;
  private JdbcAlerts alerts;
  private JobRun run;

  /** It waits for what never comes, without a limit of its own. */
  private static final class Hanging implements JobWork {
    private final CountDownLatch interrupted = new CountDownLatch(1);

    @Override
    public String kind() {
      return "hangs";
    }

    @Override
    public String undone() {
      return "Nothing is lost.";
    }

    @Override
    public String run(SellerId seller, Job job) throws InterruptedException {
      try {
        new CountDownLatch(1).await();
        return "{}";
      } catch (InterruptedException e) {
        interrupted.countDown();
        throw e;
      }
    }
  }

  @BeforeEach
  void open() {
    shop = TestShop.open(DATABASE);
    jobs = new JdbcJobs(shop.transactions(), shop.clock(), () -> {});
    alerts = new JdbcAlerts(shop.transactions(), shop.clock());
    run = new JobRun(jobs, alerts, List.of(work), shop.clock(), Duration.ofSeconds(1));
  }

  @AfterEach
  void close() {
    shop.close();
  }

  @Test
  void interruptsWhatDoesNotEndInItsTimeAndTriesItAgain() throws InterruptedException {
    long id = jobs.enqueue(shop.seller(), JOB).orElseThrow().id();
    assertThat(run.attempt(shop.seller(), id))
        .contains(shop.clock().instant().plus(JobRun.PAUSES.getFirst()));
    assertThat(work.interrupted.await(1, TimeUnit.MINUTES)).isTrue();
    Job job = jobs.find(shop.seller(), id).orElseThrow();
    assertThat(job.state()).isEqualTo(Job.State.WAITING);
    assertThat(job.error()).isEqualTo("did not end within 1 seconds");
  }

  @Test
  void givesUpWhatNeverEndsAndTellsOfIt() throws InterruptedException {
    long id = jobs.enqueue(shop.seller(), JOB).orElseThrow().id();
    for (Duration pause : JobRun.PAUSES) {
      assertThat(run.attempt(shop.seller(), id)).isPresent();
      shop.pass(pause);
    }
    Optional<?> next = run.attempt(shop.seller(), id);
    assertThat(next).isEmpty();
    assertThat(jobs.find(shop.seller(), id).orElseThrow().state()).isEqualTo(Job.State.FAILED);
    assertThat(alerts.open(shop.seller(), JobRun.ALERT_KIND))
        .singleElement()
        .extracting(Alert::detail)
        .asString()
        .isEqualTo(
            "A job (hangs) failed 4 times and is given up. Nothing is lost. Why: 'onhand queue failed --queue stock-sync'. Once that is mended: 'onhand queue retry --failed --queue stock-sync'.");
  }
}
