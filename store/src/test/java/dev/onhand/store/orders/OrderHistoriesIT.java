package dev.onhand.store.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.core.ledger.Reason;
import dev.onhand.core.order.Histories;
import dev.onhand.core.order.Order;
import dev.onhand.core.order.OrderSnapshot;
import dev.onhand.core.order.StatusMap;
import dev.onhand.engine.ledger.CommandList;
import dev.onhand.engine.ledger.LedgerBusyException;
import dev.onhand.engine.ledger.LedgerCalls;
import dev.onhand.engine.ledger.LedgerUnavailableException;
import dev.onhand.engine.orders.Orders;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.store.testing.LedgerInvariants;
import dev.onhand.store.testing.TestDatabase;
import dev.onhand.store.testing.TestShop;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Histories of orders through the real committer: delivered once in order, and again in every
 * disorder by 16 importers at once that repeat themselves, while the database ends sessions. Replay
 * one with {@code -Donhand.seed=N}.
 */
class OrderHistoriesIT {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.create();

  private static final int SEEDS = 50;
  private static final int IMPORTERS = 16;
  private static final int ORDERS = 4;
  private static final AtomicInteger SESSIONS_ENDED = new AtomicInteger();

  static LongStream seeds() {
    Long one = Long.getLong("onhand.seed");
    return one != null ? LongStream.of(one) : LongStream.rangeClosed(1, SEEDS);
  }

  @AfterAll
  static void theFaultDidFire() {
    assertThat(SESSIONS_ENDED).hasPositiveValue();
  }

  private record Delivery(Order.Name name, OrderSnapshot snapshot) {}

  @ParameterizedTest(name = "-Donhand.seed={0}")
  @MethodSource("seeds")
  void endTheSameHoweverTheyAreDelivered(long seed) throws Exception {
    Random random = new Random(seed);
    List<Delivery> history = new ArrayList<>();
    for (int i = 0; i < ORDERS; i++) {
      Order.Name name = new Order.Name("web", "o" + i);
      Histories.of(random, StatusMap.RESERVE_THEN_SHIP)
          .forEach(snapshot -> history.add(new Delivery(name, snapshot)));
    }
    List<Delivery> disorder = new ArrayList<>();
    for (Delivery delivery : history) {
      disorder.addAll(Collections.nCopies(1 + random.nextInt(5), delivery));
    }
    Collections.shuffle(disorder, random);
    Map<String, Long> clean;
    try (TestShop shop = shop(1)) {
      Orders orders = new Orders(shop.ledger());
      history.forEach(one -> deliver(shop, orders, one));
      clean = units(shop);
    }
    try (TestShop shop = shop(2)) {
      deliverAtOnce(shop, disorder, random.nextInt(disorder.size()));
      assertThat(units(shop)).as("-Donhand.seed=%d", seed).isEqualTo(clean);
      try (Connection connection = DATABASE.superuser()) {
        assertThat(LedgerInvariants.violations(connection, shop.seller()))
            .as("-Donhand.seed=%d", seed)
            .isEmpty();
      }
    }
  }

  private static TestShop shop(int lanes) {
    TestShop shop = TestShop.openWithLanes(DATABASE, lanes, new JdbcOrderStates());
    shop.location("berlin");
    shop.location("hamburg");
    List<dev.onhand.core.ledger.Command> stock = new ArrayList<>();
    for (String sku : Histories.SKUS) {
      shop.product(sku);
      stock.add(shop.move(sku, Reason.PURCHASE, 1_000, "berlin"));
      stock.add(shop.move(sku, Reason.PURCHASE, 1_000, "hamburg"));
    }
    shop.submit(CommandList.allOrNone(shop.seller(), stock));
    return shop;
  }

  /**
   * @param faultAt after how many deliveries the sessions are ended
   */
  private static void deliverAtOnce(TestShop shop, List<Delivery> deliveries, int faultAt)
      throws Exception {
    Orders orders = new Orders(shop.ledger());
    ConcurrentLinkedQueue<Delivery> queue = new ConcurrentLinkedQueue<>(deliveries);
    AtomicInteger done = new AtomicInteger();
    try (var importers = Executors.newFixedThreadPool(IMPORTERS)) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < IMPORTERS; i++) {
        running.add(
            importers.submit(
                () -> {
                  for (Delivery one = queue.poll(); one != null; one = queue.poll()) {
                    if (done.getAndIncrement() == faultAt) {
                      endSessions();
                    }
                    deliver(shop, orders, one);
                  }
                  return null;
                }));
      }
      for (Future<?> importer : running) {
        importer.get();
      }
    }
  }

  /** An importer that gets no answer delivers again. */
  private static void deliver(TestShop shop, Orders orders, Delivery delivery) {
    LedgerCalls calls = new LedgerCalls(shop.ledger(), Duration.ofSeconds(60));
    while (true) {
      try {
        calls.await(orders.deliver(shop.seller(), delivery.name(), delivery.snapshot(), "tester"));
        return;
      } catch (LedgerUnavailableException | LedgerBusyException again) {
        Thread.onSpinWait();
      }
    }
  }

  /** Of those that are at work: the lanes, amid a transaction. */
  private static void endSessions() throws SQLException {
    try (Connection connection = DATABASE.superuser();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                """
                select pg_terminate_backend(pid) from pg_stat_activity
                where datname = current_database() and pid <> pg_backend_pid() and state <> 'idle'
                """)) {
      while (rows.next()) {
        SESSIONS_ENDED.incrementAndGet();
      }
    }
  }

  /** What is where, and what was done for each line. */
  private static Map<String, Long> units(TestShop shop) {
    Map<String, Long> units = new TreeMap<>();
    JdbcOrders rows = new JdbcOrders(shop.transactions());
    var filter = new dev.onhand.engine.orders.OrderFilter(null, null, false, false);
    rows.list(shop.seller(), filter, new PageRequest(100, null, null))
        .rows()
        .forEach(
            order ->
                rows.find(shop.seller(), order.name())
                    .orElseThrow()
                    .order()
                    .lines()
                    .values()
                    .forEach(
                        line -> {
                          String at = order.name().externalId() + "/" + line.id() + " ";
                          units.put(at + "fulfilled", line.fulfilled());
                          units.put(at + "reserved", line.reserved());
                          units.put(at + "missing", line.backordered());
                        }));
    shop.transactions()
        .run(
            shop.seller(),
            jdbc ->
                jdbc.sql(
                        """
                        select sku, sum(available)::bigint as available, sum(reserved)::bigint as reserved
                        from stock_level join product using (seller_id, product_id) group by sku
                        """)
                    .query(
                        (row, number) -> {
                          units.put(row.getString("sku") + " available", row.getLong("available"));
                          return units.put(
                              row.getString("sku") + " reserved", row.getLong("reserved"));
                        })
                    .list());
    return units;
  }
}
