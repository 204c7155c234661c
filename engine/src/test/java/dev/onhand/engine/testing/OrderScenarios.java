package dev.onhand.engine.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.MovementKey;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.State;
import dev.onhand.core.ledger.Stocked.Tracking;
import dev.onhand.core.order.Freshness;
import dev.onhand.core.order.Item;
import dev.onhand.core.order.Merging.Verdict;
import dev.onhand.core.order.Order;
import dev.onhand.core.order.OrderSnapshot;
import dev.onhand.core.order.OrderSnapshot.ReturnedTo;
import dev.onhand.core.order.Returning;
import dev.onhand.engine.orders.ChannelData;
import dev.onhand.engine.orders.OrderResult;
import dev.onhand.engine.orders.Orders;
import dev.onhand.engine.orders.Returns;
import dev.onhand.model.Quantity;
import dev.onhand.model.Sku;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The situations in which other systems get stock wrong, each with the stock it must end in: faults
 * F01 to F14 of orders, and what people report most. docs/reference/faults.md says which is which.
 */
public abstract class OrderScenarios extends ShopWithOrders {

  private static final int AT_ONCE = 16;

  private static OrderSnapshot.Line counted(
      long quantity, long cancelled, long shipped, long returned) {
    return counted(quantity, cancelled, shipped, returned, null);
  }

  private static OrderSnapshot.Line counted(
      long quantity, long cancelled, long shipped, long returned, @Nullable ReturnedTo to) {
    return new OrderSnapshot.Line(
        "1", Item.of(new Sku("TEE")), quantity, cancelled, shipped, returned, null, to);
  }

  private OrderSnapshot status(String status) {
    OrderSnapshot next = next(status);
    return OrderSnapshot.statusOnly(status, next.freshness());
  }

  private long onHand() {
    return shop.level(tee, berlin).onHand() + shop.level(tee, hamburg).onHand();
  }

  private static <T> List<T> atOnce(List<Callable<T>> work) {
    List<T> results = new ArrayList<>();
    try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
      for (Future<T> one : threads.invokeAll(work)) {
        results.add(one.get());
      }
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
    return results;
  }

  private Callable<OrderResult> delivery(Order.Name name, OrderSnapshot snapshot) {
    return () -> orders.deliver(shop.seller(), name, snapshot, "tester").join();
  }

  @Test
  void theSameDeliveredByManyAtOnceHasOneEffect() {
    OrderSnapshot snapshot = next("processing", line("TEE", 3));
    List<OrderResult> results = atOnce(Collections.nCopies(5 * AT_ONCE, delivery(NAME, snapshot)));
    assertThat(results).filteredOn(result -> result.verdict() == Verdict.NEWER).hasSize(1);
    assertThat(results).filteredOn(result -> result.moved().reserved() > 0).hasSize(1);
    assertThat(reserved(tee)).isEqualTo(3);
    assertThat(shop.rows().find(shop.seller(), NAME).orElseThrow().log()).hasSize(1);
  }

  @Test
  void whatAPollAndAWebhookBothBringHasOneEffect() {
    OrderSnapshot polled = next("shipped", line("TEE", 3));
    OrderSnapshot pushed =
        OrderSnapshot.of(
            "shipped",
            new Freshness(polled.freshness().updatedAt(), null, shop.now()),
            List.of(line("TEE", 3)));
    List<Callable<OrderResult>> both = new ArrayList<>();
    for (int i = 0; i < AT_ONCE; i++) {
      both.add(delivery(NAME, i % 2 == 0 ? polled : pushed));
    }
    List<OrderResult> results = atOnce(both);
    assertThat(results).filteredOn(result -> result.moved().fulfilled() > 0).hasSize(1);
    assertThat(onHand()).isEqualTo(7);
  }

  @Test
  void windowsOfTwoPollsThatOverlapCountEachOrderOnce() {
    List<Orders.Delivery> all = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      all.add(
          new Orders.Delivery(
              new Order.Name("web", "poll-" + i), next("processing", line("TEE", 1))));
    }
    List<Callable<Integer>> polls = new ArrayList<>();
    for (List<Orders.Delivery> window : List.of(all.subList(0, 6), all.subList(3, 9))) {
      polls.add(
          () ->
              orders.deliverAll(shop.seller(), window, "tester").stream()
                  .mapToInt(answer -> (int) answer.join().moved().reserved())
                  .sum());
    }
    assertThat(atOnce(polls).stream().mapToInt(Integer::intValue).sum()).isEqualTo(9);
    assertThat(reserved(tee)).isEqualTo(9);
  }

  @Test
  void fiveStatesEndTheSameInEveryOrderTheyCome() {
    stock("TEE", 1_000, "berlin");
    List<OrderSnapshot> states =
        List.of(
            next("processing", counted(4, 0, 0, 0)),
            next("processing", counted(5, 1, 0, 0)),
            next("shipped", counted(5, 1, 2, 0)),
            next("cancelled", counted(5, 3, 2, 0)),
            next("processing", counted(6, 3, 2, 1)));
    List<List<OrderSnapshot>> orderings = permutations(states);
    for (int i = 0; i < orderings.size(); i++) {
      Order.Name name = new Order.Name("web", "p" + i);
      for (OrderSnapshot state : orderings.get(i)) {
        orders.deliver(shop.seller(), name, state, "tester").join();
      }
    }
    assertThat(orderings).hasSize(120);
    assertThat(reserved(tee)).isEqualTo(120);
    assertThat(onHand()).isEqualTo(1_010 - 120 * 2 + 120);
  }

  private static <T> List<List<T>> permutations(List<T> some) {
    if (some.isEmpty()) {
      return List.of(List.of());
    }
    List<List<T>> all = new ArrayList<>();
    for (int i = 0; i < some.size(); i++) {
      List<T> rest = new ArrayList<>(some);
      T first = rest.remove(i);
      for (List<T> tail : permutations(rest)) {
        List<T> one = new ArrayList<>(List.of(first));
        one.addAll(tail);
        all.add(one);
      }
    }
    return all;
  }

  @Test
  void aStatusThatFlapsLeavesWhatItsLastStateWants() {
    for (int i = 0; i < 3; i++) {
      deliver(next("processing", line("TEE", 3)));
      assertThat(reserved(tee)).isEqualTo(3);
      deliver(status("cancelled"));
      assertThat(reserved(tee)).isZero();
    }
    deliver(status("processing"));
    assertThat(reserved(tee)).isEqualTo(3);
    assertThat(onHand()).isEqualTo(10);
  }

  @Test
  void whatIsCancelledIsReleasedOnceHoweverOftenItIsSaid() {
    deliver(next("processing", line("TEE", 3)));
    deliver(next("cancelled", line("TEE", 3)));
    deliver(status("cancelled"));
    deliver(next("cancelled", counted(3, 3, 0, 0)));
    assertThat(available(tee)).isEqualTo(10);
    assertThat(reserved(tee)).isZero();
  }

  @Test
  void whatIsCancelledAfterItShippedComesNotBackByThat() {
    deliver(next("shipped", line("TEE", 3)));
    deliver(next("cancelled", line("TEE", 3)));
    assertThat(onHand()).isEqualTo(7);
  }

  @Test
  void partOfALineIsCancelledAndTheRestShips() {
    deliver(next("processing", line("TEE", 5)));
    deliver(next("processing", counted(5, 2, 0, 0)));
    assertThat(reserved(tee)).isEqualTo(3);
    deliver(next("shipped", counted(5, 2, 3, 0)));
    assertThat(reserved(tee)).isZero();
    assertThat(onHand()).isEqualTo(7);
  }

  @Test
  void oneOfThreeLinesIsCancelledOneEditedAndOneAdded() {
    OrderSnapshot.Line second = OrderSnapshot.Line.of("2", "TEE", 2);
    deliver(next("processing", line("TEE", 5), second));
    assertThat(reserved(tee)).isEqualTo(7);
    deliver(next("processing", line("TEE", 3), OrderSnapshot.Line.of("3", "TEE", 1)));
    assertThat(reserved(tee)).as("3 of the first, none of the second, 1 of the third").isEqualTo(4);
  }

  @Test
  void aRefundOfPartWithoutGoodsMovesNothing() {
    deliver(next("shipped", counted(3, 0, 3, 0)));
    deliver(next("partially_refunded", counted(3, 0, 3, 0)));
    assertThat(onHand()).isEqualTo(7);
    assertThat(kept().fulfilled()).isEqualTo(3);
  }

  @Test
  void aReturnWithItsStateIsOnHandAndNotForSale() {
    deliver(next("shipped", counted(3, 0, 3, 0)));
    ReturnedTo damaged = new ReturnedTo("hamburg", State.DAMAGED);
    deliver(next("partially_refunded", counted(3, 0, 3, 2, damaged)));
    assertThat(shop.level(tee, hamburg).damaged()).isEqualTo(2);
    assertThat(shop.level(tee, hamburg).available()).isZero();
    assertThat(available(tee)).isEqualTo(7);
  }

  @Test
  void aRefundedOrderOfWhichTheGoodsComeLaterCountsThemWhenTheyAreThere() {
    deliver(next("shipped", line("TEE", 3)));
    deliver(next("refunded", line("TEE", 3)));
    assertThat(onHand()).isEqualTo(7);
    Returning.Received received =
        new Returning.Received(
            "1",
            Quantity.of(1),
            (LocationId) null,
            State.AVAILABLE,
            new MovementKey("r"),
            "ann",
            null,
            null);
    Returns returns = new Returns(shop.ledger(), shop.journal(), shop.rows());
    assertThat(returns.book(shop.seller(), NAME, received).join())
        .isEqualTo(new Returns.Result.Booked(false));
    assertThat(onHand()).isEqualTo(8);
  }

  @Test
  void aFulfilmentThatIsCancelledAndDoneAgainShipsOnce() {
    deliver(next("processing", line("TEE", 3)));
    deliver(next("shipped", counted(3, 0, 3, 0)));
    deliver(next("processing", counted(3, 0, 0, 0)));
    assertThat(reserved(tee)).as("what left is not reserved again").isZero();
    deliver(next("shipped", counted(3, 0, 3, 0)));
    assertThat(onHand()).isEqualTo(7);
  }

  @Test
  void aCancelledOrderThatIsEditedNeitherReservesNorRestocks() {
    deliver(next("processing", line("TEE", 3)));
    deliver(next("cancelled", line("TEE", 3)));
    deliver(next("cancelled", line("TEE", 1)));
    deliver(next("cancelled", line("TEE", 5)));
    deliver(next("cancelled"));
    assertThat(available(tee)).isEqualTo(10);
    assertThat(reserved(tee)).isZero();
  }

  @Test
  void anOrderThatIsReopenedReservesWhatItWantsNow() {
    deliver(next("processing", line("TEE", 3)));
    deliver(next("cancelled", line("TEE", 3)));
    deliver(next("processing", line("TEE", 4)));
    assertThat(reserved(tee)).isEqualTo(4);
    deliver(next("shipped", line("TEE", 4)));
    assertThat(onHand()).isEqualTo(6);
  }

  @Test
  void aHoldNeverStandsInTheWayOfItsOwnOrder() {
    shop.channel("web", new ChannelData("Web", "hold_then_pay", Map.of(), null, 30));
    deliver(next("created", line("TEE", 10)));
    deliver(next("paid", line("TEE", 10)));
    assertThat(reserved(tee)).isEqualTo(10);
    assertThat(kept().backordered()).isZero();
  }

  @Test
  void aHoldThatRanOutIsReservedAfreshWhenItIsPaid() {
    shop.channel("web", new ChannelData("Web", "hold_then_pay", Map.of(), null, 30));
    deliver(next("created", line("TEE", 6)));
    shop.pass(Duration.ofMinutes(31));
    reapply();
    assertThat(shop.rows().find(shop.seller(), NAME).orElseThrow().log().getLast().note())
        .isEqualTo("its hold is over");
    orders.deliver(shop.seller(), OTHER, next("paid", line("TEE", 6)), "tester").join();
    deliver(next("paid", line("TEE", 6)));
    assertThat(reserved(tee)).isEqualTo(10);
    assertThat(kept().backordered()).isEqualTo(2);
  }

  @Test
  void aPaymentThatFailsAndThenSucceedsReservesOnce() {
    shop.channel("web", new ChannelData("Web", "hold_then_pay", Map.of(), null, 30));
    deliver(next("pending", line("TEE", 3)));
    deliver(next("unpaid", line("TEE", 3)));
    assertThat(reserved(tee)).isZero();
    deliver(next("paid", line("TEE", 3)));
    deliver(next("paid", line("TEE", 3)));
    assertThat(reserved(tee)).isEqualTo(3);
  }

  @Test
  void aLineOfNoUnitsDoesNothing() {
    OrderResult result =
        deliver(next("processing", line("TEE", 0), OrderSnapshot.Line.of("2", "TEE", 2)));
    assertThat(result.moved().reserved()).isEqualTo(2);
    assertThat(kept().reserved()).isZero();
  }

  @Test
  void whatTheFirstLocationHasNotComesFromTheNext() {
    stock("TEE", 5, "hamburg");
    deliver(next("processing", line("TEE", 13)));
    assertThat(reserved(tee)).isEqualTo(10);
    assertThat(shop.level(tee, hamburg).reserved()).isEqualTo(3);
    deliver(status("cancelled"));
    assertThat(available(tee)).isEqualTo(10);
    assertThat(shop.level(tee, hamburg).available()).isEqualTo(5);
  }

  @Test
  void racingOrdersOverTwoLocationsTakeEachUnitOnce() {
    stock("TEE", 10, "hamburg");
    ProductId mug = shop.product("MUG", Tracking.TRACKED, null);
    stock("MUG", 10, "berlin");
    stock("MUG", 10, "hamburg");
    List<Callable<OrderResult>> race = new ArrayList<>();
    for (int i = 0; i < 3 * AT_ONCE; i++) {
      OrderSnapshot.Line tees = OrderSnapshot.Line.of("1", i % 2 == 0 ? "TEE" : "MUG", 1);
      OrderSnapshot.Line mugs = OrderSnapshot.Line.of("2", i % 2 == 0 ? "MUG" : "TEE", 1);
      race.add(delivery(new Order.Name("web", "race-" + i), next("processing", tees, mugs)));
    }
    List<OrderResult> results = atOnce(race);
    assertThat(results.stream().mapToLong(result -> result.moved().reserved()).sum()).isEqualTo(40);
    assertThat(results.stream().mapToLong(result -> result.moved().missing()).sum())
        .isEqualTo(2L * 3 * AT_ONCE - 40);
    assertThat(available(tee) + available(mug)).isZero();
  }
}
