package dev.onhand.engine.orders;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.order.Order;
import dev.onhand.core.order.OrderSnapshot;
import dev.onhand.engine.ledger.PlanningLedger;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The way in for orders, whoever brings them. Each delivery is joined to what is known and planned
 * inside the ledger's transaction; the same delivery again changes nothing.
 */
public final class Orders {

  /** How many holds one order can take over. */
  public static final int HOLDS_MAX = 200;

  private final PlanningLedger ledger;

  public Orders(PlanningLedger ledger) {
    this.ledger = ledger;
  }

  /**
   * Hands in what a channel shows of an order.
   *
   * @param actor who brings it
   * @return once it is durable; fails as {@link PlanningLedger#submit(
   *     dev.onhand.engine.ledger.Planning)}
   */
  public CompletableFuture<OrderResult> deliver(
      SellerId seller, Order.Name name, OrderSnapshot snapshot, String actor) {
    return deliver(seller, name, snapshot, actor, Shortfall.SKIP);
  }

  /** As {@link #deliver(SellerId, Order.Name, OrderSnapshot, String)}. */
  public CompletableFuture<OrderResult> deliver(
      SellerId seller, Order.Name name, OrderSnapshot snapshot, String actor, Shortfall shortfall) {
    return deliver(seller, name, snapshot, actor, shortfall, List.of());
  }

  /**
   * As {@link #deliver(SellerId, Order.Name, OrderSnapshot, String)}, of an order that takes over
   * holds: they end and it reserves what they held, in one commit. Those that are not known or over
   * are left alone.
   *
   * @param holds their references, at most {@value #HOLDS_MAX}
   */
  public CompletableFuture<OrderResult> deliver(
      SellerId seller,
      Order.Name name,
      OrderSnapshot snapshot,
      String actor,
      Shortfall shortfall,
      List<String> holds) {
    if (holds.size() > HOLDS_MAX) {
      throw new IllegalArgumentException(
          "an order takes over at most %d holds, not %d".formatted(HOLDS_MAX, holds.size()));
    }
    return ledger.submit(new OrderPlanning(seller, name, snapshot, actor, shortfall, holds));
  }

  /** What is handed in of one order. */
  public record Delivery(Order.Name name, OrderSnapshot snapshot) {}

  /**
   * Hands in several orders, in the order in which they are to have what there is.
   *
   * @return an answer for each, as {@link #deliver} gives it
   */
  public List<CompletableFuture<OrderResult>> deliverAll(
      SellerId seller, List<Delivery> deliveries, String actor) {
    return deliverAll(seller, deliveries, actor, Shortfall.SKIP);
  }

  /** As {@link #deliverAll(SellerId, List, String)}; each order is kept or refused for itself. */
  public List<CompletableFuture<OrderResult>> deliverAll(
      SellerId seller, List<Delivery> deliveries, String actor, Shortfall shortfall) {
    return ledger.submitAll(
        deliveries.stream()
            .map(
                one ->
                    new OrderPlanning(
                        seller, one.name(), one.snapshot(), actor, shortfall, List.of()))
            .toList());
  }

  /** Applies again what is known of an order: for stock that came, or a SKU that is known now. */
  public CompletableFuture<OrderResult> reapply(SellerId seller, Order.Name name, String actor) {
    return ledger.submit(new OrderPlanning(seller, name, null, actor));
  }

  /** Applies several orders again, in this order; each has an answer as {@link #reapply}. */
  public List<CompletableFuture<OrderResult>> reapplyAll(
      SellerId seller, List<Order.Name> names, String actor) {
    return ledger.submitAll(
        names.stream().map(name -> new OrderPlanning(seller, name, null, actor)).toList());
  }

  /**
   * Reserves a line's units at another location, all or none. What is there already is not moved,
   * so doing it again changes nothing; and no later delivery moves it back.
   *
   * @param from code of the only location to take them from; null: from wherever they are
   * @param to code of the location
   * @param units of the line that should be reserved there; null: all that are reserved
   */
  public CompletableFuture<ResourceResult> resource(
      SellerId seller,
      Order.Name name,
      String line,
      @Nullable String from,
      String to,
      @Nullable Long units,
      String actor) {
    return ledger.submit(new ResourcePlanning(seller, name, line, from, to, units, actor));
  }
}
