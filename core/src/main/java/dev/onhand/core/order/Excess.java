package dev.onhand.core.order;

import dev.onhand.core.ledger.ProductId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * More units reserved for a line than its order wants.
 *
 * @param held units of the product that are
 * @param wanted units of the product that should be
 */
public record Excess(String line, ProductId product, long held, long wanted) {

  /**
   * What an order holds in excess.
   *
   * @param now for holds, which end
   */
  public static List<Excess> of(Order order, Instant now) {
    List<Excess> found = new ArrayList<>();
    for (Order.Line line : order.lines().values()) {
      Map<ProductId, Long> held = new LinkedHashMap<>();
      line.doings().forEach(doing -> held.merge(doing.product(), doing.reserved(), Long::sum));
      long units = Targets.of(order, line, now).reserved();
      held.forEach(
          (product, reserved) -> {
            long wanted =
                line.components().stream()
                    .filter(component -> component.product().equals(product))
                    .mapToLong(component -> units * component.units())
                    .sum();
            if (reserved > wanted) {
              found.add(new Excess(line.id(), product, reserved, wanted));
            }
          });
    }
    return found;
  }
}
