package dev.onhand.store.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onhand.core.ledger.Outcome;
import dev.onhand.core.ledger.Reason;
import dev.onhand.core.order.Freshness;
import dev.onhand.core.order.Item;
import dev.onhand.core.order.Merging;
import dev.onhand.core.order.Order;
import dev.onhand.core.order.OrderSnapshot;
import dev.onhand.engine.ledger.CommandList;
import dev.onhand.engine.orders.OrderResult;
import dev.onhand.engine.orders.Orders;
import dev.onhand.model.Sku;
import dev.onhand.store.testing.LedgerInvariants;
import dev.onhand.store.testing.TestDatabase;
import dev.onhand.store.testing.TestShop;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class OrdersIT {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.create();
  private static final Order.Name NAME = new Order.Name("web", "1001");

  private TestShop shop;
  private Orders orders;

  @BeforeEach
  void open() {
    shop = TestShop.openWithLanes(DATABASE, 2, new JdbcOrderStates());
    orders = new Orders(shop.ledger());
    shop.product("TEE");
    shop.product("MUG");
    shop.location("berlin");
    shop.location("hamburg");
    stock("TEE", 10, "berlin");
    stock("MUG", 3, "hamburg");
  }

  @AfterEach
  void booksAddUp() throws Exception {
    try (Connection connection = DATABASE.superuser()) {
      assertThat(LedgerInvariants.violations(connection, shop.seller())).isEmpty();
    }
    assertThat(
            count(
                """
                select count(*) from (
                  select product_id, location_id, sum(reserved) as held from order_doing group by 1, 2) as d
                full join stock_level as l using (product_id, location_id)
                where coalesce(d.held, 0) <> coalesce(l.reserved, 0)
                """))
        .as("levels whose reserved units are not those of open reservations")
        .isZero();
    shop.close();
  }

  private void stock(String sku, long units, String location) {
    assertThat(
            shop.ledger()
                .submit(
                    CommandList.each(
                        shop.seller(), List.of(shop.move(sku, Reason.PURCHASE, units, location))))
                .join())
        .allMatch(Outcome.Recorded.class::isInstance);
  }

  private long count(String sql) {
    return shop.transactions()
        .call(shop.seller(), jdbc -> jdbc.sql(sql).query(Long.class).single());
  }

  private long available(String sku) {
    return sum("available", sku);
  }

  private long sum(String state, String sku) {
    return count(
        "select coalesce(sum(%s), 0) from stock_level join product using (seller_id, product_id) where sku = '%s'"
            .formatted(state, sku));
  }

  private static Freshness at(long minute) {
    return new Freshness(
        java.time.Instant.parse("2026-11-21T08:00:00Z").plusSeconds(60 * minute),
        null,
        java.time.Instant.parse("2026-11-21T09:00:00Z"));
  }

  private OrderResult deliver(String status, long minute, OrderSnapshot.Line... lines) {
    return deliver(NAME, OrderSnapshot.of(status, at(minute), List.of(lines)));
  }

  private OrderResult deliver(Order.Name name, OrderSnapshot snapshot) {
    return orders.deliver(shop.seller(), name, snapshot, "tester").join();
  }

  private static OrderSnapshot.Line line(String id, String sku, long quantity) {
    return OrderSnapshot.Line.of(id, sku, quantity);
  }

  @Test
  void reservesShipsAndKeepsALog() {
    OrderResult result = deliver("processing", 1, line("1", "TEE", 2), line("2", "MUG", 5));
    assertThat(result.verdict()).isEqualTo(Merging.Verdict.NEWER);
    assertThat(result.reservedCount()).isEqualTo(1);
    assertThat(result.skipped())
        .containsExactly(
            new OrderResult.Skipped("2", Item.of(new Sku("MUG")), 2, "insufficient_stock"));
    assertThat(available("TEE")).isEqualTo(8);
    assertThat(deliver("shipped", 2, line("1", "TEE", 2), line("2", "MUG", 5)).moved().fulfilled())
        .isEqualTo(7);
    assertThat(available("TEE") + sum("reserved", "TEE")).isEqualTo(8);
    assertThat(available("MUG")).as("shipped, though the books had 3").isEqualTo(-2);
    assertThat(count("select count(*) from order_log")).isEqualTo(2);
  }

  @Test
  void changesNothingTheSecondTime() {
    deliver("processing", 1, line("1", "TEE", 2));
    long movements = count("select count(*) from movement");
    OrderResult again = deliver("processing", 1, line("1", "TEE", 2));
    assertThat(again.verdict()).isEqualTo(Merging.Verdict.SAME);
    assertThat(count("select count(*) from movement")).isEqualTo(movements);
    assertThat(count("select count(*) from order_log")).isEqualTo(1);
  }

  @Test
  void fillsABackorderWhenStockCame() {
    deliver("processing", 1, line("1", "MUG", 5));
    assertThat(count("select units_missing from sales_order")).isEqualTo(2);
    stock("MUG", 4, "berlin");
    orders.reapply(shop.seller(), NAME, "tester").join();
    assertThat(count("select units_missing from sales_order")).isZero();
    assertThat(sum("reserved", "MUG")).isEqualTo(5);
  }

  @Test
  void parksAnUnknownSkuAndAppliesItOnce() {
    OrderResult result = deliver("processing", 1, line("1", "NEW", 2), line("2", "TEE", 1));
    assertThat(result.skipped())
        .containsExactly(new OrderResult.Skipped("1", Item.of(new Sku("NEW")), 0, "unknown_sku"));
    shop.product("NEW");
    stock("NEW", 9, "berlin");
    orders.reapply(shop.seller(), NAME, "tester").join();
    orders.reapply(shop.seller(), NAME, "tester").join();
    assertThat(sum("reserved", "NEW")).isEqualTo(2);
    assertThat(count("select lines_parked from sales_order")).isZero();
  }

  @Test
  void reservesWhatWasFirstSeenUnderAStatusWithoutEffect() {
    deliver("on_hold", 1, line("1", "TEE", 2));
    assertThat(deliver("processing", 2, line("1", "TEE", 2)).skipped()).isEmpty();
    assertThat(sum("reserved", "TEE")).isEqualTo(2);
  }

  @Test
  void reservesTheComponentsOfABundle() {
    shop.product("SET");
    int rows =
        shop.transactions()
            .call(
                shop.seller(),
                jdbc ->
                    jdbc.sql(
                            """
                            insert into bundle_component (seller_id, bundle_id, component_id, units)
                            select s.seller_id, s.product_id, c.product_id, case c.sku when 'TEE' then 2 else 1 end
                            from product as s join product as c on c.seller_id = s.seller_id
                            where s.sku = 'SET' and c.sku in ('TEE', 'MUG')
                            """)
                        .update());
    assertThat(rows).isEqualTo(2);
    deliver("processing", 1, line("1", "SET", 2));
    assertThat(sum("reserved", "TEE")).isEqualTo(4);
    assertThat(sum("reserved", "MUG")).isEqualTo(2);
    deliver("shipped", 2, line("1", "SET", 2));
    assertThat(available("TEE")).isEqualTo(6);
    assertThat(available("MUG")).isEqualTo(1);
  }

  @Test
  void swapsWhatALineIs() {
    deliver("processing", 1, line("1", "TEE", 2));
    deliver("processing", 2, line("1", "MUG", 2));
    assertThat(available("TEE")).isEqualTo(10);
    assertThat(sum("reserved", "MUG")).isEqualTo(2);
    assertThat(count("select count(*) from order_component")).isEqualTo(1);
  }

  @Test
  void refusesWhatSomebodyElseUsedTheKeyOf() {
    long product = count("select product_id from product where sku = 'TEE'");
    long location = count("select location_id from location where code = 'berlin'");
    String key = "order:3:web/4:1001/1:1/reserve/%d@%d/1".formatted(product, location);
    var squatter =
        dev.onhand.core.ledger.Command.Move.of(
            key,
            "TEE",
            Reason.PURCHASE,
            1,
            "berlin",
            shop.move("TEE", Reason.PURCHASE, 1, "berlin").details());
    shop.ledger().submit(CommandList.each(shop.seller(), List.of(squatter))).join();
    assertThatThrownBy(() -> deliver("processing", 1, line("1", "TEE", 2)))
        .hasRootCauseInstanceOf(dev.onhand.engine.ledger.PlanRefusedException.class)
        .hasMessageContaining("already used");
    assertThat(sum("reserved", "TEE")).isZero();
  }

  @Test
  void takesAnOrderOfTwoThousandLines() {
    List<OrderSnapshot.Line> lines =
        IntStream.rangeClosed(1, OrderSnapshot.LINES_MAX)
            .mapToObj(i -> line("l" + i, i % 2 == 0 ? "TEE" : "MUG", 1))
            .toList();
    stock("TEE", 1_000, "berlin");
    stock("MUG", 1_000, "berlin");
    OrderResult result = deliver(NAME, OrderSnapshot.of("processing", at(1), lines));
    assertThat(result.moved().reserved()).isEqualTo(2_000);
  }

  @Test
  void sellsTheLastUnitOnce() {
    stock("TEE", 90, "berlin");
    List<CompletableFuture<OrderResult>> buyers = new ArrayList<>();
    for (int i = 0; i < 320; i++) {
      buyers.add(
          orders.deliver(
              shop.seller(),
              new Order.Name("web", "buyer-" + i),
              OrderSnapshot.of("processing", at(1), List.of(line("1", "TEE", 1))),
              "tester"));
    }
    long reserved = buyers.stream().filter(buyer -> buyer.join().reservedCount() == 1).count();
    assertThat(reserved).isEqualTo(100);
    assertThat(available("TEE")).isZero();
    assertThat(count("select count(*) from sales_order where units_missing = 1")).isEqualTo(220);
  }

  @Test
  void endsTheSameWhoeverDeliversInWhateverOrder() {
    stock("TEE", 1_000, "berlin");
    stock("MUG", 1_000, "berlin");
    long seed = Long.getLong("onhand.seed", System.nanoTime());
    Random random = new Random(seed);
    List<CompletableFuture<OrderResult>> answers = new ArrayList<>();
    List<Runnable> deliveries = new ArrayList<>();
    for (int order = 0; order < 40; order++) {
      Order.Name name = new Order.Name("web", "order-" + order);
      List<OrderSnapshot> history =
          List.of(
              OrderSnapshot.of("processing", at(1), List.of(line("1", "TEE", 3))),
              OrderSnapshot.of(
                  "processing", at(2), List.of(line("1", "TEE", 2), line("2", "MUG", 2))),
              OrderSnapshot.of(
                  order % 2 == 0 ? "shipped" : "cancelled",
                  at(3),
                  List.of(line("1", "TEE", 2), line("2", "MUG", 1))));
      for (OrderSnapshot snapshot : history) {
        for (int times = random.nextInt(5); times >= 0; times--) {
          deliveries.add(
              () -> answers.add(orders.deliver(shop.seller(), name, snapshot, "tester")));
        }
      }
    }
    Collections.shuffle(deliveries, random);
    deliveries.forEach(Runnable::run);
    answers.forEach(CompletableFuture::join);
    assertThat(available("TEE")).as("-Donhand.seed=%d", seed).isEqualTo(1_010 - 20 * 2);
    assertThat(available("MUG")).as("-Donhand.seed=%d", seed).isEqualTo(1_003 - 20);
    assertThat(sum("reserved", "TEE")).isZero();
  }
}
