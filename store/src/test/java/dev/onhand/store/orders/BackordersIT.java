package dev.onhand.store.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.core.ledger.Reason;
import dev.onhand.core.order.Freshness;
import dev.onhand.core.order.Order;
import dev.onhand.core.order.OrderSnapshot;
import dev.onhand.engine.ledger.CommandList;
import dev.onhand.engine.orders.Hold;
import dev.onhand.engine.orders.HoldResult;
import dev.onhand.engine.orders.Holds;
import dev.onhand.engine.orders.OrderResult;
import dev.onhand.engine.orders.Orders;
import dev.onhand.engine.orders.Orders.Delivery;
import dev.onhand.engine.orders.Shortfall;
import dev.onhand.model.Sku;
import dev.onhand.store.testing.TestDatabase;
import dev.onhand.store.testing.TestShop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who waits comes before who is new, whoever is faster. */
class BackordersIT {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.create();

  private TestShop shop;
  private Orders orders;
  private JdbcOrders rows;

  @BeforeEach
  void open() {
    shop = TestShop.openWithLanes(DATABASE, 2, new JdbcOrderStates());
    orders = new Orders(shop.ledger());
    rows = new JdbcOrders(shop.transactions());
    shop.product("MUG");
    shop.product("TEE");
    shop.location("berlin");
    shop.location("hamburg");
  }

  @AfterEach
  void close() {
    shop.close();
  }

  private CompletableFuture<?> stock(String sku, long units, String location) {
    return shop.ledger()
        .submit(
            CommandList.each(
                shop.seller(), List.of(shop.move(sku, Reason.PURCHASE, units, location))));
  }

  private static Order.Name name(String id) {
    return new Order.Name("web", id);
  }

  private OrderSnapshot wants(int priority, OrderSnapshot.Line... lines) {
    return new OrderSnapshot(
        "processing",
        new Freshness(null, null, shop.clock().instant()),
        List.of(lines),
        null,
        null,
        priority);
  }

  private OrderSnapshot wants(long units, int priority) {
    return wants(priority, OrderSnapshot.Line.of("1", "MUG", units));
  }

  private OrderResult deliver(String id, long units, int priority) {
    OrderResult result =
        TestShop.wait(orders.deliver(shop.seller(), name(id), wants(units, priority), "tester"));
    shop.pass(Duration.ofSeconds(1));
    return result;
  }

  private void reapply(String... ids) {
    orders
        .reapplyAll(shop.seller(), List.of(ids).stream().map(BackordersIT::name).toList(), "tester")
        .forEach(TestShop::wait);
  }

  private long reserved(String id) {
    return rows.find(shop.seller(), name(id)).orElseThrow().order().lines().values().stream()
        .mapToLong(Order.Line::reserved)
        .sum();
  }

  private List<String> ready() {
    return rows.ready(shop.seller(), shop.clock().instant(), 10).stream()
        .map(Order.Name::externalId)
        .toList();
  }

  @Test
  void newOrderTakesOnlyWhatIsNotOwed() {
    deliver("older", 5, 0);
    TestShop.wait(stock("MUG", 4, "berlin"));
    TestShop.wait(stock("MUG", 3, "hamburg"));
    OrderResult newer = deliver("newer", 4, 0);
    assertThat(newer.order().lines().get("1").reserved()).as("7 came, 5 are owed").isEqualTo(2);
    assertThat(newer.order().lines().get("1").backordered()).isEqualTo(2);
    reapply("older");
    assertThat(reserved("older")).isEqualTo(5);
  }

  /** More products than a look takes. */
  @Test
  void theNextLookGoesOnWhereOneEnded() {
    List<String> skus = List.of("P-1", "P-2", "P-3", "P-4", "P-5");
    skus.forEach(shop::product);
    for (String sku : skus) {
      OrderSnapshot one = wants(0, OrderSnapshot.Line.of("1", sku, 1));
      TestShop.wait(orders.deliver(shop.seller(), name(sku), one, "tester"));
    }
    TestShop.wait(stock("P-2", 1, "berlin"));
    TestShop.wait(stock("P-5", 1, "berlin"));
    Backorders backorders = new Backorders(2);
    List<Integer> found = new ArrayList<>();
    for (int look = 0; look < 4; look++) {
      found.add(look(backorders, 10).size());
    }
    assertThat(found)
        .as("of P-1 and P-2, P-3 and P-4, P-5, and from the start")
        .containsExactly(1, 0, 1, 1);
    Backorders few = new Backorders(5);
    assertThat(look(few, 1)).as("there may be more of these products").isEqualTo(look(few, 1));
  }

  private List<Long> look(Backorders backorders, int limit) {
    return shop.transactions()
        .call(shop.seller(), jdbc -> backorders.ready(jdbc, shop.seller(), limit));
  }

  @Test
  void higherPriorityComesBeforeAge() {
    deliver("older", 5, 0);
    deliver("urgent", 5, 3);
    deliver("late", 5, -1);
    TestShop.wait(stock("MUG", 7, "berlin"));
    assertThat(ready()).containsExactly("urgent", "older", "late");
    reapply("late", "older", "urgent");
    assertThat(List.of(reserved("late"), reserved("older"), reserved("urgent")))
        .containsExactly(0L, 2L, 5L);
    deliver("late", 5, 4);
    TestShop.wait(stock("MUG", 1, "berlin"));
    assertThat(ready()).as("its priority was raised").containsExactly("late", "older");
  }

  @Test
  void thoseOfOneCommitAreFilledOneAfterTheOther() {
    List<String> ids = IntStream.range(0, 40).mapToObj(i -> "o" + i).toList();
    ids.forEach(id -> deliver(id, 2, 0));
    TestShop.wait(stock("MUG", 79, "berlin"));
    reapply(ids.toArray(String[]::new));
    assertThat(ids.stream().mapToLong(this::reserved).sum()).isEqualTo(79);
    assertThat(reserved("o39")).as("the last has what is left").isEqualTo(1);
  }

  @Test
  void newOrdersOfOneCommitLeaveWhatIsOwed() {
    deliver("older", 5, 0);
    TestShop.wait(stock("MUG", 9, "berlin"));
    orders
        .deliverAll(
            shop.seller(),
            List.of(new Delivery(name("n1"), wants(3, 0)), new Delivery(name("n2"), wants(3, 0))),
            "tester")
        .forEach(TestShop::wait);
    assertThat(reserved("n1") + reserved("n2")).isEqualTo(4);
    reapply("older");
    assertThat(reserved("older")).isEqualTo(5);
  }

  @Test
  void whatIsNotToBeSkippedIsRefusedRatherThanTakenFromThoseBefore() {
    deliver("older", 5, 0);
    TestShop.wait(stock("MUG", 5, "berlin"));
    OrderResult refused =
        TestShop.wait(
            orders.deliver(
                shop.seller(),
                new Orders.Delivery(name("strict"), wants(1, 0)),
                "tester",
                Shortfall.REFUSE));
    assertThat(refused.isRefused()).isTrue();
    TestShop.wait(stock("MUG", 1, "berlin"));
    assertThat(
            TestShop.wait(
                    orders.deliver(
                        shop.seller(),
                        new Orders.Delivery(name("strict"), wants(1, 0)),
                        "tester",
                        Shortfall.REFUSE))
                .isRefused())
        .isFalse();
  }

  @Test
  void holdTakesOnlyWhatIsNotOwed() {
    deliver("older", 5, 0);
    TestShop.wait(stock("MUG", 6, "berlin"));
    Holds holds = new Holds(shop.ledger(), shop.clock());
    assertThat(TestShop.wait(holds.hold(shop.seller(), hold("cart-1", 2), "tester")))
        .isInstanceOf(HoldResult.TooFew.class);
    assertThat(TestShop.wait(holds.hold(shop.seller(), hold("cart-2", 1), "tester")))
        .isInstanceOf(HoldResult.Held.class);
  }

  private Hold hold(String reference, long units) {
    return new Hold(
        reference, new Sku("MUG"), units, "berlin", shop.clock().instant().plusSeconds(600), null);
  }

  @Test
  void whatIsNotToBeSplitIsOwedOnlyWhereItWasBegun() {
    TestShop.wait(stock("MUG", 1, "berlin"));
    deliver("begun", 3, 0);
    shop.transactions()
        .run(
            shop.seller(),
            jdbc -> jdbc.sql("update channel set sourcing = 'first_with_stock'").update());
    TestShop.wait(stock("MUG", 4, "hamburg"));
    deliver("newer", 4, 0);
    assertThat(reserved("newer")).as("nobody waits in Hamburg").isEqualTo(4);
    TestShop.wait(stock("MUG", 3, "berlin"));
    deliver("last", 3, 0);
    assertThat(reserved("last")).as("2 of the 3 in Berlin are owed").isEqualTo(1);
    reapply("begun");
    assertThat(reserved("begun")).isEqualTo(3);
  }

  @Test
  void ofSeveralLinesEachStandsInItsOwnQueue() {
    deliver("older", 2, 0);
    TestShop.wait(stock("MUG", 2, "berlin"));
    TestShop.wait(stock("TEE", 2, "berlin"));
    TestShop.wait(
        orders.deliver(
            shop.seller(),
            name("newer"),
            wants(0, OrderSnapshot.Line.of("1", "MUG", 1), OrderSnapshot.Line.of("2", "TEE", 1)),
            "tester"));
    Order newer = rows.find(shop.seller(), name("newer")).orElseThrow().order();
    assertThat(newer.lines().get("1").reserved()).isZero();
    assertThat(newer.lines().get("2").reserved()).isEqualTo(1);
  }

  @Test
  void whoWaitsWinsHoweverStockAndNewOrdersComeTogether() {
    for (int round = 0; round < 40; round++) {
      String older = "older-" + round;
      deliver(older, 3, 0);
      CompletableFuture<?> stock = stock("MUG", 3, round % 2 == 0 ? "berlin" : "hamburg");
      List<CompletableFuture<OrderResult>> newer =
          IntStream.range(0, 8)
              .mapToObj(i -> name("newer-" + i + "-of-" + older))
              .map(name -> orders.deliver(shop.seller(), name, wants(1, 0), "tester"))
              .toList();
      TestShop.wait(stock);
      newer.forEach(TestShop::wait);
      reapply(older);
      assertThat(reserved(older)).as("round %d", round).isEqualTo(3);
      giveUp(older, round);
    }
  }

  /** Ends the round with nothing held and nobody waiting. */
  private void giveUp(String older, int round) {
    shop.pass(Duration.ofSeconds(1));
    for (int i = 0; i < 8; i++) {
      cancel("newer-" + i + "-of-" + older);
    }
    OrderSnapshot shipped =
        OrderSnapshot.of(
            "shipped",
            new Freshness(null, null, shop.clock().instant()),
            List.of(OrderSnapshot.Line.of("1", "MUG", 3)));
    TestShop.wait(orders.deliver(shop.seller(), name(older), shipped, "tester"));
    assertThat(ready()).as("round %d", round).isEmpty();
  }

  private void cancel(String id) {
    TestShop.wait(
        orders.deliver(
            shop.seller(),
            name(id),
            OrderSnapshot.statusOnly(
                "cancelled", new Freshness(null, null, shop.clock().instant())),
            "tester"));
  }
}
