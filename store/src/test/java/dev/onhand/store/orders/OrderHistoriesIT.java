package dev.onhand.store.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.engine.simulation.Seeds;
import dev.onhand.engine.simulation.orders.Happening;
import dev.onhand.engine.simulation.orders.OrderRun;
import dev.onhand.engine.verification.LevelAudit.Author;
import dev.onhand.engine.verification.Sealing;
import dev.onhand.engine.verification.Verification;
import dev.onhand.engine.verification.VerificationOptions;
import dev.onhand.store.alerts.JdbcAlerts;
import dev.onhand.store.database.SellerTransactions;
import dev.onhand.store.seal.JdbcCheckpoints;
import dev.onhand.store.seal.JdbcSealer;
import dev.onhand.store.testing.JdbcOrderFixture;
import dev.onhand.store.testing.LedgerInvariants;
import dev.onhand.store.testing.TestDatabase;
import dev.onhand.store.verification.JdbcFindings;
import dev.onhand.store.verification.JdbcLevelAudit;
import dev.onhand.store.verification.JdbcPurchaseAudit;
import dev.onhand.store.verification.JdbcRegradeAudit;
import dev.onhand.store.verification.JdbcSealAudit;
import dev.onhand.store.verification.JdbcTransferAudit;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Lives of orders, as the simulation in memory has them, through the real committer: 16 threads
 * take the steps of a seed as they come, while the database ends sessions amid their commits. Of
 * every other seed stock is short. Replay one with {@code -Donhand.seed=N} (threads make each run
 * another).
 */
class OrderHistoriesIT {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.create();

  private static final int SEEDS = 50;
  private static final int THREADS = 16;
  private static final int FAULTS = 3;

  /** How often a moment is looked for in which a commit is on its way. */
  private static final int TRIES = 200;

  private static final AtomicInteger SESSIONS_ENDED = new AtomicInteger();
  private static final Set<Happening> SEEN = ConcurrentHashMap.newKeySet();

  /** What depends on which thread comes when, or is only watched in memory. */
  private static final EnumSet<Happening> OF_LUCK =
      EnumSet.of(
          Happening.SHIPPED_WHAT_WAS_NOT_THERE,
          Happening.RESERVED_ELSEWHERE,
          Happening.HOLD_RAN_OUT);

  static LongStream seeds() {
    return Seeds.upTo(SEEDS);
  }

  @AfterAll
  static void everythingDidHappen() {
    if (Seeds.areAll(SEEDS)) {
      assertThat(SESSIONS_ENDED).hasValueGreaterThanOrEqualTo(SEEDS);
      assertThat(SEEN).containsAll(EnumSet.complementOf(OF_LUCK));
    }
  }

  @ParameterizedTest(name = "-Donhand.seed={0}")
  @MethodSource("seeds")
  void endAsTheModelSaysHoweverTheyAreDelivered(long seed) throws Exception {
    try (JdbcOrderFixture shop = new JdbcOrderFixture(DATABASE, 2)) {
      OrderRun run = OrderRun.of(seed, seed % 2 == 0, shop, SEEN::add);
      takeAtOnce(run.steps(), new Random(seed));
      run.finish();
      assertThat(run.difference()).as("-Donhand.seed=%d", seed).isEmpty();
      try (Connection connection = DATABASE.superuser()) {
        assertThat(LedgerInvariants.violations(connection, shop.seller()))
            .as("-Donhand.seed=%d", seed)
            .isEmpty();
      }
      verify(shop, seed);
    }
  }

  private static void takeAtOnce(List<Runnable> steps, Random random)
      throws InterruptedException, ExecutionException {
    Set<Integer> faultsAt = new TreeSet<>();
    for (int i = 0; i < FAULTS; i++) {
      faultsAt.add(random.nextInt(steps.size()));
    }
    ConcurrentLinkedQueue<Runnable> queue = new ConcurrentLinkedQueue<>(steps);
    AtomicInteger taken = new AtomicInteger();
    try (var threads = Executors.newFixedThreadPool(THREADS)) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        running.add(
            threads.submit(
                () -> {
                  for (Runnable step = queue.poll(); step != null; step = queue.poll()) {
                    if (faultsAt.contains(taken.getAndIncrement())) {
                      endCommits();
                    }
                    step.run();
                  }
                  return null;
                }));
      }
      for (Future<?> thread : running) {
        thread.get();
      }
    }
  }

  /** Of the sessions that write orders or movements now: the lanes, amid a transaction. */
  private static void endCommits() throws SQLException {
    try (Connection connection = DATABASE.superuser();
        Statement statement = connection.createStatement()) {
      boolean isFired = false;
      for (int i = 0; i < TRIES && !isFired; i++) {
        try (ResultSet rows =
            statement.executeQuery(
                """
                select pg_terminate_backend(pid)
                from (
                  select distinct l.pid
                  from pg_locks l
                  join pg_database d on d.oid = l.database and d.datname = current_database()
                  join pg_class c on c.oid = l.relation
                  where c.relname in ('sales_order', 'movement')
                    and l.mode in ('RowShareLock', 'RowExclusiveLock')
                    and l.pid <> pg_backend_pid()) as committing
                """)) {
          while (rows.next()) {
            isFired = true;
            SESSIONS_ENDED.incrementAndGet();
          }
        }
      }
    }
  }

  /** As at night: everything anew from the movements, and the seals. */
  private static void verify(JdbcOrderFixture shop, long seed) throws InterruptedException {
    SellerTransactions transactions = shop.shop().transactions();
    var clock = shop.shop().clock();
    new Sealing(new JdbcSealer(transactions, clock)).sealAll(shop.seller());
    Verification verification =
        new Verification(
            new Verification.Ports(
                new JdbcLevelAudit(transactions, clock),
                new JdbcSealAudit(transactions),
                new JdbcTransferAudit(transactions),
                new JdbcPurchaseAudit(transactions),
                new JdbcRegradeAudit(transactions),
                new JdbcReservationBooks(transactions, clock),
                new JdbcCheckpoints(transactions, 1),
                new JdbcFindings(transactions, clock),
                new JdbcAlerts(transactions, clock)),
            clock,
            1);
    var report =
        verification.run(shop.seller(), VerificationOptions.lookOnly(new Author("tester", null)));
    assertThat(report.isClean()).as("-Donhand.seed=%d %s", seed, report).isTrue();
  }
}
