package dev.onhand.engine.orders;

import dev.onhand.core.order.OrderRules;

/**
 * Where orders come from. One that is not yet known is made when its first order comes.
 *
 * @param holdMinutes how long a hold lasts where the order does not say
 */
public record Channel(long id, String code, String name, OrderRules rules, int holdMinutes) {}
