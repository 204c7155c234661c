package dev.onhand.engine.orders;

import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.order.Order;
import java.time.Instant;

/**
 * Units of a product that a line of an order waits for.
 *
 * @param sku the product's SKU as it is now
 * @param position in the queue for the product: 1 is filled first
 */
public record Backorder(Place place, String sku, Order.Name order, long missing, long position) {

  /**
   * Where it stands among all: by product, and in the product's queue by priority and age.
   *
   * @param priority the order's, higher first
   * @param since when it began to wait, without a break
   */
  public record Place(ProductId product, int priority, Instant since, long order, String line) {}
}
