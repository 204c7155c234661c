package dev.onhand.store.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.core.ledger.Reason;
import dev.onhand.core.order.Freshness;
import dev.onhand.core.order.Order;
import dev.onhand.core.order.OrderSnapshot;
import dev.onhand.engine.catalogue.Edit;
import dev.onhand.engine.ledger.CommandList;
import dev.onhand.engine.orders.ChannelData;
import dev.onhand.engine.orders.Hold;
import dev.onhand.engine.orders.HoldResult;
import dev.onhand.engine.orders.Holds;
import dev.onhand.engine.orders.OrderResult;
import dev.onhand.engine.orders.OrderView;
import dev.onhand.engine.orders.Orders;
import dev.onhand.engine.orders.Shortfall;
import dev.onhand.model.Sku;
import dev.onhand.store.ledger.Committer;
import dev.onhand.store.testing.RoundTrips;
import dev.onhand.store.testing.TestDatabase;
import dev.onhand.store.testing.TestShop;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two make one order at the same time: it is made once, and both are in it. */
class OrderMadeTwiceIT {

  private static final Order.Name NAME = new Order.Name("web", "1001");

  /** Before it are the opening of the connection and the look-up of orders. */
  private static final int LEVELS_TRIP = 3;

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.create();

  private TestShop shop;

  @BeforeEach
  void open() {
    shop = TestShop.open(DATABASE, new JdbcOrderStates());
    shop.location("berlin");
    for (String channel : List.of(NAME.channel(), ChannelData.HOLDS)) {
      new JdbcChannels(shop.transactions())
          .put(
              shop.seller(),
              channel,
              ChannelData.usual(channel),
              new Edit("tester", shop.clock().instant(), null));
    }
    for (String sku : List.of("TEE", "MUG")) {
      shop.product(sku);
      shop.ledger()
          .submit(
              CommandList.each(
                  shop.seller(), List.of(shop.move(sku, Reason.PURCHASE, 10, "berlin"))))
          .join();
    }
  }

  @AfterEach
  void close() {
    shop.close();
  }

  private CompletableFuture<OrderResult> deliver(
      Committer committer, String sku, long version, Shortfall shortfall) {
    Freshness freshness = new Freshness(null, version, shop.clock().instant());
    return new Orders(committer)
        .deliver(
            shop.seller(),
            new Orders.Delivery(
                NAME,
                OrderSnapshot.of(
                    "processing", freshness, List.of(OrderSnapshot.Line.of(sku, sku, 10)))),
            "tester",
            shortfall);
  }

  private CompletableFuture<HoldResult> hold(Committer committer) {
    return new Holds(committer, shop.clock())
        .hold(shop.seller(), new Hold("cart-1", new Sku("TEE"), 10, null, null, null), "tester");
  }

  /**
   * What the second is answered that looks the order up, and then the first makes it before the
   * second locks levels.
   */
  private <T> T second(
      Function<Committer, CompletableFuture<T>> first,
      Function<Committer, CompletableFuture<T>> second)
      throws Exception {
    RoundTrips trips = new RoundTrips();
    trips.before(LEVELS_TRIP, () -> first.apply(shop.ledger()).join());
    try (Committer committer =
        Committer.singleThreaded(
            trips.counting(DATABASE.database().app()),
            List.of(new JdbcOrderStates()),
            shop.clock())) {
      CompletableFuture<T> answer = second.apply(committer);
      committer.step();
      return answer.join();
    }
  }

  private OrderView order() {
    return new JdbcOrders(shop.transactions()).find(shop.seller(), NAME).orElseThrow();
  }

  private List<Long> reserved() {
    return shop.transactions()
        .call(
            shop.seller(),
            jdbc ->
                jdbc.sql(
                        "select reserved from stock_level join product using (seller_id, product_id) order by sku")
                    .query(Long.class)
                    .list());
  }

  @Test
  void theNewerIsPlannedAgainOnWhatTheFirstMade() throws Exception {
    OrderResult answer =
        second(
            committer -> deliver(committer, "TEE", 1, Shortfall.SKIP),
            committer -> deliver(committer, "MUG", 2, Shortfall.SKIP));
    assertThat(order().log()).as("both are in it").hasSize(2);
    assertThat(answer.id()).isEqualTo(order().id());
    assertThat(reserved()).as("what the newer says: MUG and no TEE").containsExactly(10L, 0L);
  }

  @Test
  void theSameIsAnsweredAsWhatTheFirstMade() throws Exception {
    OrderResult answer =
        second(
            committer -> deliver(committer, "TEE", 1, Shortfall.SKIP),
            committer -> deliver(committer, "TEE", 1, Shortfall.SKIP));
    assertThat(order().log()).hasSize(1);
    assertThat(answer.id()).isEqualTo(order().id());
    assertThat(answer.reservedCount()).isEqualTo(1);
  }

  @Test
  void whoTakesNothingWhereUnitsAreMissingIsToldOfWhatTheFirstTook() throws Exception {
    OrderResult answer =
        second(
            committer -> deliver(committer, "TEE", 1, Shortfall.REFUSE),
            committer -> deliver(committer, "TEE", 1, Shortfall.REFUSE));
    assertThat(answer.skipped()).isEmpty();
    assertThat(answer.reservedCount()).isEqualTo(1);
  }

  @Test
  void theSameHoldIsHeldOnceAndBothAreToldSo() throws Exception {
    assertThat(second(this::hold, this::hold)).isInstanceOf(HoldResult.Held.class);
    assertThat(reserved()).containsExactly(0L, 10L);
  }
}
