package dev.onhand.engine.purchase;

import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.order.Order.Component;
import dev.onhand.model.Quantity;
import java.util.List;

/** What goes on the shelf when units of a product arrive. */
final class Unpacking {

  private Unpacking() {}

  /** So many units of one product. */
  record Goods(ProductId product, Quantity quantity) {}

  /**
   * A bundle or pack has no stock of its own: its components arrive, each as often as it is in it.
   *
   * @param components of the product; none: it is what it is
   * @throws IllegalArgumentException if that is more than one movement may have
   */
  static List<Goods> unpack(ProductId product, List<Component> components, Quantity arrived) {
    if (components.isEmpty()) {
      return List.of(new Goods(product, arrived));
    }
    return components.stream()
        .map(
            component ->
                new Goods(
                    component.product(),
                    Quantity.of(Math.multiplyExact(arrived.units(), component.units()))))
        .toList();
  }
}
