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
    return deliver(seller, new Delivery(name, snapshot), actor, Shortfall.SKIP);
  }

  /** As {@link #deliver(SellerId, Order.Name, OrderSnapshot, String)}. */
  public CompletableFuture<OrderResult> deliver(
      SellerId seller, Delivery delivery, String actor, Shortfall shortfall) {
    return ledger.submit(planning(seller, delivery, actor, shortfall));
  }

  private static OrderPlanning planning(
      SellerId seller, Delivery delivery, String actor, Shortfall shortfall) {
    return new OrderPlanning(
        seller, delivery.name(), delivery.snapshot(), actor, shortfall, delivery.holds());
  }

  /**
   * What is handed in of one order.
   *
   * @param holds references of holds that it takes over: they end and it reserves what they held,
   *     in one commit; those that are not known or over are left alone. At most {@value
   *     Orders#HOLDS_MAX}, and none with a status alone
   */
  public record Delivery(Order.Name name, OrderSnapshot snapshot, List<String> holds) {

    public Delivery {
      holds = List.copyOf(holds);
      if (holds.size() > HOLDS_MAX) {
        throw new IllegalArgumentException(
            "holds must have at most %d entries, not %d".formatted(HOLDS_MAX, holds.size()));
      }
      if (!holds.isEmpty() && snapshot.lines() == null) {
        throw new IllegalArgumentException(
            "holds come with the lines of an order: give lines too, or leave them out");
      }
    }

    public Delivery(Order.Name name, OrderSnapshot snapshot) {
      this(name, snapshot, List.of());
    }
  }

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
        deliveries.stream().map(one -> planning(seller, one, actor, shortfall)).toList());
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
