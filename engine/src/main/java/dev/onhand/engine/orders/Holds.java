package dev.onhand.engine.orders;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.order.Freshness;
import dev.onhand.core.order.Order;
import dev.onhand.core.order.OrderSnapshot;
import dev.onhand.engine.ledger.PlanningLedger;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;

/**
 * Units held for a while, such as for a cart. A hold is an order of the channel {@value
 * ChannelData#HOLDS}, so that all reservations have one home and end the same way.
 */
public final class Holds {

  private final PlanningLedger ledger;
  private final InstantSource clock;

  public Holds(PlanningLedger ledger, InstantSource clock) {
    this.ledger = ledger;
    this.clock = clock;
  }

  /** What a hold is called as an order. */
  public static Order.Name name(String reference) {
    return new Order.Name(ChannelData.HOLDS, reference);
  }

  /**
   * Holds units, all or none. The same reference again gives the same hold, with the end it has.
   *
   * @return once it is durable
   */
  public CompletableFuture<HoldResult> hold(SellerId seller, Hold hold, String actor) {
    return ledger.submit(new HoldPlanning(seller, hold, actor));
  }

  /** Gives back what is held. The hold must be known; one that is over stays so. */
  public CompletableFuture<OrderResult> release(SellerId seller, String reference, String actor) {
    Freshness now = new Freshness(null, null, clock.instant());
    OrderSnapshot released = OrderSnapshot.statusOnly(HoldPlanning.RELEASED, now);
    return ledger.submit(new OrderPlanning(seller, name(reference), released, actor));
  }
}
