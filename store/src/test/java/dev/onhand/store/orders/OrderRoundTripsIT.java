package dev.onhand.store.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.core.ledger.Reason;
import dev.onhand.core.order.Freshness;
import dev.onhand.core.order.Order;
import dev.onhand.core.order.OrderSnapshot;
import dev.onhand.engine.ledger.CommandList;
import dev.onhand.engine.orders.OrderResult;
import dev.onhand.engine.orders.Orders;
import dev.onhand.store.ledger.Committer;
import dev.onhand.store.testing.RoundTrips;
import dev.onhand.store.testing.TestDatabase;
import dev.onhand.store.testing.TestShop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * How often the database is asked for a commit of many orders: racing buyers of one product wait
 * for each other that often.
 */
class OrderRoundTripsIT {

  /** Locks and reads, levels and ids, movements, orders, the commit. */
  private static final int FOR_NEW = 5;

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.create();

  private final RoundTrips trips = new RoundTrips();
  private TestShop shop;
  private Committer committer;
  private Orders orders;

  @BeforeEach
  void open() throws Exception {
    shop = TestShop.open(DATABASE);
    shop.product("TEE");
    shop.location("berlin");
    shop.ledger()
        .submit(
            CommandList.each(
                shop.seller(), List.of(shop.move("TEE", Reason.PURCHASE, 1_000, "berlin"))))
        .join();
    committer =
        Committer.singleThreaded(
            trips.counting(DATABASE.database().app()),
            List.of(new JdbcOrderStates()),
            shop.clock());
    orders = new Orders(committer);
    deliver("warm-up", "processing", 1); // the connection is opened, and the channel made
  }

  @AfterEach
  void close() {
    committer.close();
    shop.close();
  }

  /** The units reserved, and how many round trips it took. */
  private record Delivered(long reserved, int trips) {}

  private Delivered deliver(String prefix, String status, int count) throws Exception {
    Freshness freshness = new Freshness(null, null, shop.clock().instant());
    List<CompletableFuture<OrderResult>> answers = new ArrayList<>();
    IntStream.range(0, count)
        .forEach(
            number ->
                answers.add(
                    orders.deliver(
                        shop.seller(),
                        new Order.Name("web", prefix + number),
                        OrderSnapshot.of(
                            status, freshness, List.of(OrderSnapshot.Line.of("1", "TEE", 2))),
                        "tester")));
    int before = trips.count();
    assertThat(committer.step()).isTrue();
    int needed = trips.count() - before;
    return new Delivered(
        answers.stream().mapToLong(answer -> answer.join().moved().reserved()).sum(), needed);
  }

  @Test
  void newOrdersTakeFive() throws Exception {
    assertThat(deliver("order", "processing", 100)).isEqualTo(new Delivered(200, FOR_NEW));
  }

  @Test
  void thoseThatFindNothingTakeOneLess() throws Exception {
    deliver("all", "processing", 499); // and the one of the warm-up
    assertThat(deliver("order", "processing", 100))
        .as("no movement is written")
        .isEqualTo(new Delivered(0, FOR_NEW - 1));
  }

  @Test
  void knownOrdersTakeOneMoreToReadTheirLines() throws Exception {
    deliver("order", "processing", 100);
    assertThat(deliver("order", "shipped", 100)).isEqualTo(new Delivered(0, FOR_NEW + 1));
  }

  @Test
  void ordersOfANewChannelTakeOneMoreToMakeIt() throws Exception {
    int before = trips.count();
    CompletableFuture<OrderResult> answer =
        orders.deliver(
            shop.seller(),
            new Order.Name("new", "1"),
            OrderSnapshot.of(
                "processing",
                new Freshness(null, null, shop.clock().instant()),
                List.of(OrderSnapshot.Line.of("1", "TEE", 2))),
            "tester");
    committer.step();
    assertThat(trips.count() - before).isEqualTo(FOR_NEW + 1);
    assertThat(answer.join().moved().reserved()).isEqualTo(2);
  }
}
