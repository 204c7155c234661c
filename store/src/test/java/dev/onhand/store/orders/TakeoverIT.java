package dev.onhand.store.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.onhand.core.ledger.Reason;
import dev.onhand.core.order.Freshness;
import dev.onhand.core.order.Order;
import dev.onhand.core.order.OrderSnapshot;
import dev.onhand.engine.orders.Hold;
import dev.onhand.engine.orders.HoldResult;
import dev.onhand.engine.orders.Holds;
import dev.onhand.engine.orders.LogEntry;
import dev.onhand.engine.orders.OrderResult;
import dev.onhand.engine.orders.Orders;
import dev.onhand.engine.orders.ReservationFilter;
import dev.onhand.engine.orders.Shortfall;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.model.Sku;
import dev.onhand.store.ledger.Committer;
import dev.onhand.store.testing.LedgerInvariants;
import dev.onhand.store.testing.TestDatabase;
import dev.onhand.store.testing.TestShop;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An order takes over what is held for its cart, in one commit. */
class TakeoverIT {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.create();

  private TestShop shop;
  private Holds holds;
  private Orders orders;

  @BeforeEach
  void open() {
    shop = TestShop.openWithLanes(DATABASE, 2, new JdbcOrderStates());
    holds = new Holds(shop.ledger(), shop.clock());
    orders = new Orders(shop.ledger());
    shop.product("TEE");
    shop.product("MUG");
    shop.location("berlin");
    shop.location("hamburg");
    shop.record(
        shop.move("TEE", Reason.PURCHASE, 6, "berlin"),
        shop.move("TEE", Reason.PURCHASE, 4, "hamburg"),
        shop.move("MUG", Reason.PURCHASE, 1, "berlin"));
  }

  @AfterEach
  void booksAddUp() throws Exception {
    try (Connection connection = DATABASE.superuser()) {
      assertThat(LedgerInvariants.violations(connection, shop.seller())).isEmpty();
    }
    shop.close();
  }

  private void hold(String reference, String sku, long quantity, String location) {
    assertThat(
            TestShop.wait(
                holds.hold(
                    shop.seller(),
                    new Hold(reference, new Sku(sku), quantity, location, null, null),
                    "tester")))
        .isInstanceOf(HoldResult.Held.class);
    shop.pass(Duration.ofSeconds(1));
  }

  private OrderSnapshot snapshot(String status, OrderSnapshot.Line... lines) {
    return OrderSnapshot.of(
        status, new Freshness(null, null, shop.clock().instant()), List.of(lines));
  }

  private OrderResult put(String id, Shortfall shortfall, OrderSnapshot snapshot, String... taken) {
    return TestShop.wait(
        orders.deliver(shop.seller(), delivery(id, snapshot, taken), "tester", shortfall));
  }

  private OrderResult put(String id, long tees, String... taken) {
    return TestShop.wait(
        orders.deliver(shop.seller(), tees(id, tees, taken), "tester", Shortfall.SKIP));
  }

  private Orders.Delivery tees(String id, long units, String... taken) {
    return delivery(id, snapshot("processing", OrderSnapshot.Line.of("1", "TEE", units)), taken);
  }

  private static Orders.Delivery delivery(String id, OrderSnapshot snapshot, String... taken) {
    return new Orders.Delivery(new Order.Name("web", id), snapshot, List.of(taken));
  }

  private List<OrderResult> putAll(Shortfall shortfall, Orders.Delivery... deliveries) {
    return orders.deliverAll(shop.seller(), List.of(deliveries), "tester", shortfall).stream()
        .map(TestShop::wait)
        .toList();
  }

  private List<String> reserved() {
    return new JdbcReservations(shop.transactions())
        .list(shop.seller(), ReservationFilter.ALL, PageRequest.first(20)).rows().stream()
            .map(
                one ->
                    "%s %d %s at %s"
                        .formatted(one.order().reference(), one.units(), one.sku(), one.location()))
            .sorted()
            .toList();
  }

  private List<LogEntry> log(Order.Name name) {
    return new JdbcOrders(shop.transactions()).find(shop.seller(), name).orElseThrow().log();
  }

  private long movements() {
    return shop.transactions()
        .call(
            shop.seller(),
            jdbc -> jdbc.sql("select count(*) from movement").query(Long.class).single());
  }

  @Test
  void reservesWhatWasHeldWhereItWasThoughOthersWaitForIt() {
    hold("cart-1", "TEE", 4, "hamburg");
    put("waiting", 9);
    assertThat(reserved())
        .containsExactly("hold/cart-1 4 TEE at hamburg", "web/waiting 6 TEE at berlin");
    OrderResult order = put("1001", 4, "cart-1");
    assertThat(order.holdsTaken()).containsExactly("cart-1");
    assertThat(order.skipped()).isEmpty();
    assertThat(reserved())
        .containsExactly("web/1001 4 TEE at hamburg", "web/waiting 6 TEE at berlin");
    assertThat(log(Holds.name("cart-1")).getLast().note())
        .isEqualTo("taken over by order web/1001");
    assertThat(log(new Order.Name("web", "1001")).getLast().note())
        .isEqualTo("took over hold 'cart-1'");
  }

  @Test
  void takesOverSeveralForItsLinesAndReservesWhatTheyLack() {
    hold("cart-1", "TEE", 2, "hamburg");
    hold("cart-2", "MUG", 1, null);
    OrderResult order =
        put(
            "1001",
            Shortfall.REFUSE,
            snapshot(
                "processing",
                OrderSnapshot.Line.of("1", "TEE", 3),
                OrderSnapshot.Line.of("2", "MUG", 1)),
            "cart-1",
            "cart-2");
    assertThat(order.isRefused()).isFalse();
    assertThat(reserved())
        .containsExactly(
            "web/1001 1 MUG at berlin", "web/1001 1 TEE at berlin", "web/1001 2 TEE at hamburg");
  }

  @Test
  void givesBackWhatItDoesNotWant() {
    hold("cart-1", "TEE", 4, "hamburg");
    put("1001", 1, "cart-1");
    assertThat(reserved()).containsExactly("web/1001 1 TEE at hamburg");
  }

  @Test
  void shipsWhatWasHeld() {
    hold("cart-1", "MUG", 1, null);
    OrderResult order =
        put(
            "1001",
            Shortfall.SKIP,
            snapshot("shipped", OrderSnapshot.Line.of("1", "MUG", 1)),
            "cart-1");
    assertThat(order.moved().fulfilled()).isOne();
    assertThat(reserved()).isEmpty();
  }

  @Test
  void leavesTheHoldWhereNothingOfTheOrderIsKept() {
    hold("cart-1", "MUG", 1, null);
    OrderSnapshot two = snapshot("processing", OrderSnapshot.Line.of("1", "MUG", 2));
    assertThat(put("1001", Shortfall.REFUSE, two, "cart-1").isRefused()).isTrue();
    assertThat(reserved()).containsExactly("hold/cart-1 1 MUG at berlin");
  }

  @Test
  void leavesTheHoldWhereTheOrderWantsNothing() {
    hold("cart-1", "MUG", 1, null);
    OrderSnapshot nothing = snapshot("cancelled", OrderSnapshot.Line.of("1", "MUG", 1));
    assertThat(put("1001", Shortfall.SKIP, nothing, "cart-1").holdsTaken()).isEmpty();
    assertThat(reserved()).containsExactly("hold/cart-1 1 MUG at berlin");
  }

  @Test
  void takesOverOnce() {
    hold("cart-1", "TEE", 4, "hamburg");
    put("1001", 4, "cart-1");
    long movements = movements();
    shop.pass(Duration.ofSeconds(1));
    assertThat(put("1001", 4, "cart-1").holdsTaken()).isEmpty();
    assertThat(put("1002", 2, "cart-1", "no-such-cart").holdsTaken()).isEmpty();
    assertThat(reserved()).containsExactly("web/1001 4 TEE at hamburg", "web/1002 2 TEE at berlin");
    assertThat(movements()).as("one for the second order").isEqualTo(movements + 1);
  }

  @Test
  void givesAHoldToTheFirstOfABatchThatNamesIt() {
    hold("cart-1", "TEE", 4, "hamburg");
    put("waiting", 6);
    Orders.Delivery first = tees("1001", 4, "cart-1");
    Orders.Delivery second = tees("1002", 4, "cart-1");
    assertThat(putAll(Shortfall.SKIP, first, second, first))
        .extracting(OrderResult::holdsTaken, OrderResult::reservedCount)
        .containsExactly(tuple(List.of("cart-1"), 1), tuple(List.of(), 0), tuple(List.of(), 1));
    assertThat(reserved())
        .containsExactly("web/1001 4 TEE at hamburg", "web/waiting 6 TEE at berlin");
    long movements = movements();
    putAll(Shortfall.SKIP, second, first);
    assertThat(movements()).as("the batch again").isEqualTo(movements);
  }

  @Test
  void givesAHoldToTheNextOfABatchWhereTheFirstIsRefused() {
    hold("cart-1", "TEE", 4, "hamburg");
    assertThat(putAll(Shortfall.REFUSE, tees("1001", 11, "cart-1"), tees("1002", 4, "cart-1")))
        .extracting(OrderResult::isRefused, OrderResult::holdsTaken)
        .containsExactly(tuple(true, List.of()), tuple(false, List.of("cart-1")));
    assertThat(reserved()).containsExactly("web/1002 4 TEE at hamburg");
  }

  @Test
  void givesAHoldToOneOfThoseWhoRaceForIt() {
    hold("cart-1", "TEE", 4, "hamburg");
    List<CompletableFuture<OrderResult>> racing =
        IntStream.range(0, 40)
            .mapToObj(
                i ->
                    orders.deliver(
                        shop.seller(), tees("race-" + i, 1, "cart-1"), "tester", Shortfall.SKIP))
            .toList();
    assertThat(racing.stream().map(TestShop::wait).filter(one -> !one.holdsTaken().isEmpty()))
        .hasSize(1);
    assertThat(reserved()).as("all there is, once").hasSize(10);
  }

  @Test
  void leavesAHoldThatIsOverToWhoWaits() {
    hold("cart-1", "TEE", 4, "hamburg");
    put("waiting", 9);
    shop.pass(Duration.ofDays(1));
    OrderResult order = put("1001", 4, "cart-1");
    assertThat(order.holdsTaken()).isEmpty();
    assertThat(order.skipped()).hasSize(1);
    assertThat(reserved())
        .as("until the hold is applied again")
        .containsExactly("hold/cart-1 4 TEE at hamburg", "web/waiting 6 TEE at berlin");
  }

  @Test
  void isOneCommit() throws Exception {
    hold("cart-1", "TEE", 4, "hamburg");
    try (Committer committer =
        Committer.singleThreaded(
            DATABASE.database().app(), List.of(new JdbcOrderStates()), shop.clock())) {
      CompletableFuture<OrderResult> answer =
          new Orders(committer)
              .deliver(shop.seller(), tees("1001", 4, "cart-1"), "tester", Shortfall.SKIP);
      assertThat(committer.step()).as("a commit").isTrue();
      assertThat(answer).isCompletedWithValueMatching(order -> order.reservedCount() == 1);
      assertThat(reserved()).containsExactly("web/1001 4 TEE at hamburg");
    }
  }
}
