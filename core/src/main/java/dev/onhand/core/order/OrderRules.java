package dev.onhand.core.order;

/**
 * How a channel's orders are treated.
 *
 * @param statuses what each status means
 * @param sourcing where units are taken from
 */
public record OrderRules(StatusMap statuses, Sourcing sourcing) {
  public static final OrderRules DEFAULT =
      new OrderRules(StatusMap.RESERVE_THEN_SHIP, Sourcing.PRIORITY);
}
