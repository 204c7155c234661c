/**
 * Orders as pure functions. A channel shows an order as a whole, again and again, in any order and
 * number ({@link dev.onhand.core.order.OrderSnapshot}); {@link dev.onhand.core.order.Merging} joins
 * what was seen to one picture, the same whatever came first, and {@link
 * dev.onhand.core.order.Planner} gives the movements that are missing between that picture and what
 * was done. Start reading at {@link dev.onhand.core.order.Order}.
 */
@NullMarked
package dev.onhand.core.order;

import org.jspecify.annotations.NullMarked;
