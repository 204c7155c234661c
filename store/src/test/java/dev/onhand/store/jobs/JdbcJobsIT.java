package dev.onhand.store.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onhand.engine.jobs.NewJob;
import dev.onhand.engine.jobs.Queue;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.store.testing.TestDatabase;
import dev.onhand.store.testing.TestShop;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A job is in its queue from the commit of what it was made in, and never before (F19). */
class JdbcJobsIT {

  private static final NewJob JOB = new NewJob(Queue.STOCK_SYNC, "test", null, Map.of(), "tester");

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.create();

  private final AtomicInteger woken = new AtomicInteger();
  private TestShop shop;
  private JdbcJobs jobs;

  @BeforeEach
  void open() {
    shop = TestShop.open(DATABASE);
    jobs = new JdbcJobs(shop.transactions(), shop.clock(), woken::incrementAndGet);
  }

  @AfterEach
  void close() {
    shop.close();
  }

  /** What the scheduler sees, over a connection of its own. */
  private long seenByWorkers() {
    return JdbcClient.create(DATABASE.database().platform())
        .sql("select count(*) from queue_stock_sync where task_instance like :instance")
        .param("instance", shop.seller().value() + "/%")
        .query(Long.class)
        .single();
  }

  private int kept() {
    return jobs.list(shop.seller(), null, null, PageRequest.first(10)).rows().size();
  }

  @Test
  void noWorkerSeesAJobBeforeTheCommitOfWhatItWasMadeIn() {
    long before =
        shop.transactions()
            .call(
                shop.seller(),
                jdbc -> {
                  jobs.enqueue(shop.seller(), JOB);
                  return seenByWorkers();
                });
    assertThat(before).isZero();
    assertThat(seenByWorkers()).isOne();
  }

  @Test
  void nothingIsLeftOfAJobThatWasMadeInWhatWasRolledBack() {
    assertThatThrownBy(
            () ->
                shop.transactions()
                    .call(
                        shop.seller(),
                        jdbc -> {
                          jobs.enqueue(shop.seller(), JOB);
                          throw new IllegalStateException("rolled back");
                        }))
        .hasMessage("rolled back");
    assertThat(seenByWorkers()).isZero();
    assertThat(kept()).isZero();
  }

  @Test
  void wakesWorkersForAJobOfItsOwn() {
    assertThat(jobs.enqueue(shop.seller(), JOB)).isPresent();
    assertThat(woken).hasValue(1);
    assertThat(seenByWorkers()).isOne();
    assertThat(kept()).isOne();
  }
}
