package dev.onhand.server.orders;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.order.Order;
import dev.onhand.engine.ledger.LedgerCalls;
import dev.onhand.engine.ledger.PlanRefusedException;
import dev.onhand.engine.orders.OrderResult;
import dev.onhand.engine.orders.OrderRows;
import dev.onhand.engine.orders.Orders;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies again the orders for which something has come: a piece at a time, in the order in which
 * they are to have it. One for which nothing could be done after all is left alone for a while, so
 * that it does not keep others from their turn. For one thread.
 */
final class Reapplying {

  private static final Logger LOG = LoggerFactory.getLogger(Reapplying.class);

  static final String ACTOR = "system:orders";

  private static final int PIECE = 200;

  /** More would make the look-ups long; then these few are tried again. */
  private static final int RESTING_MAX = 2_000;

  private static final Duration REST_FIRST = Duration.ofSeconds(1);
  private static final Duration REST_MAX = Duration.ofMinutes(1);

  private final OrderRows rows;
  private final Orders orders;
  private final LedgerCalls ledger;
  private final InstantSource clock;
  private final Map<SellerId, Map<Order.Name, Rest>> resting = new HashMap<>();

  /** Until when an order is left alone, and for how long. */
  private record Rest(Instant until, Duration time) {

    static Rest first(Instant now) {
      return new Rest(now.plus(REST_FIRST), REST_FIRST);
    }

    Rest again(Instant now) {
      Duration longer = time.multipliedBy(2);
      Duration next = longer.compareTo(REST_MAX) > 0 ? REST_MAX : longer;
      return new Rest(now.plus(next), next);
    }
  }

  Reapplying(OrderRows rows, Orders orders, LedgerCalls ledger, InstantSource clock) {
    this.rows = rows;
    this.orders = orders;
    this.ledger = ledger;
    this.clock = clock;
  }

  /**
   * Applies the next of a seller's orders.
   *
   * @return whether there may be more
   */
  boolean apply(SellerId seller) {
    Instant now = clock.instant();
    Map<Order.Name, Rest> rests = resting.computeIfAbsent(seller, s -> new HashMap<>());
    if (rests.size() > RESTING_MAX) {
      rests.clear();
    }
    List<Order.Name> found = rows.ready(seller, now, PIECE + rests.size());
    rests.keySet().retainAll(found); // what waits no more need not rest either
    List<Order.Name> taken = new ArrayList<>();
    for (Order.Name name : found) {
      Rest rest = rests.get(name);
      if (taken.size() < PIECE && (rest == null || !now.isBefore(rest.until()))) {
        taken.add(name);
      }
    }
    List<CompletableFuture<OrderResult>> answers = orders.reapplyAll(seller, taken, ACTOR);
    for (int i = 0; i < taken.size(); i++) {
      settle(rests, taken.get(i), answers.get(i), now);
    }
    return taken.size() == PIECE;
  }

  private void settle(
      Map<Order.Name, Rest> rests,
      Order.Name name,
      CompletableFuture<OrderResult> answer,
      Instant now) {
    try {
      OrderResult result = ledger.await(answer);
      OrderLog.write(result);
      if (!result.moved().isNone()) {
        rests.remove(name);
        return;
      }
    } catch (PlanRefusedException refused) {
      LOG.warn("Order {} could not be applied: {}", name.reference(), refused.refusal().detail());
    }
    rests.compute(name, (n, rest) -> rest == null ? Rest.first(now) : rest.again(now));
  }
}
