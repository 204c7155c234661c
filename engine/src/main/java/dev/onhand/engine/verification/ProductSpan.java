package dev.onhand.engine.verification;

import dev.onhand.core.ledger.ProductId;
import java.util.ArrayList;
import java.util.List;

/**
 * Products by their ids: those above one and not above another.
 *
 * @param after the id before the first
 * @param last the id of the last
 */
public record ProductSpan(long after, long last) {

  /** Products that nobody asked for are read over where so few of them lie between others. */
  private static final long GAP_MAX = 8;

  /** One product. */
  public static ProductSpan of(ProductId product) {
    return new ProductSpan(product.value() - 1, product.value());
  }

  /**
   * Few spans that together hold all these products, and not many others.
   *
   * @param products in the order of their ids
   */
  public static List<ProductSpan> covering(List<ProductId> products) {
    List<ProductSpan> spans = new ArrayList<>();
    for (ProductId product : products) {
      ProductSpan last = spans.isEmpty() ? null : spans.getLast();
      if (last != null && product.value() - last.last() <= GAP_MAX) {
        spans.set(spans.size() - 1, new ProductSpan(last.after(), product.value()));
      } else {
        spans.add(of(product));
      }
    }
    return spans;
  }
}
