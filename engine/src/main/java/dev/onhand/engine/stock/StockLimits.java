package dev.onhand.engine.stock;

import org.jspecify.annotations.Nullable;

/**
 * What people set a product's stock against.
 *
 * @param buffer units that its listings keep back, by their rules or tuned: the most of any of them
 * @param low from so many left to sell on it runs low; null: that is not watched
 */
public record StockLimits(long buffer, @Nullable Long low) {

  /** Of a product that nobody set anything for. */
  public static final StockLimits NONE = new StockLimits(0, null);
}
