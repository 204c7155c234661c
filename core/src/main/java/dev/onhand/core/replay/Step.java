package dev.onhand.core.replay;

import dev.onhand.core.ledger.Movement;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.order.Order;
import dev.onhand.core.order.OrderSnapshot.ShipTo;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was done for an order at once: an entry of its log, with the movements of its commit.
 *
 * @param isFirst whether nothing was wanted for the order before: somebody just bought
 * @param shipTo where it goes; null: not known
 * @param lines in their order
 * @param parts what the lines are made of, as far as that is known
 * @param missing units that waited after it, over all lines
 */
public record Step(
    long order,
    Order.Name name,
    boolean isFirst,
    int priority,
    @Nullable ShipTo shipTo,
    List<String> lines,
    List<Part> parts,
    long missing,
    List<Movement> moved,
    Instant recordedAt) {

  public Step {
    lines = List.copyOf(lines);
    parts = List.copyOf(parts);
    moved = List.copyOf(moved);
  }

  /**
   * A product of a line.
   *
   * @param ordered units of the product for the whole line, as they are known last
   * @param cancelled of these
   * @param sold the product that the channel sold: a bundle, or the same
   * @param factor units of the product in one of what was sold
   * @param isPlaced whether the channel says where it leaves from
   */
  public record Part(
      String line,
      ProductId product,
      long ordered,
      long cancelled,
      ProductId sold,
      long factor,
      boolean isPlaced) {
    public PartKey key() {
      return new PartKey(line, product);
    }
  }

  /** A product of a line of an order. */
  public record PartKey(String line, ProductId product) {}

  /** When it happened: the channel's time, where there is one. */
  Instant occurredAt() {
    return moved.isEmpty() ? recordedAt : moved.getFirst().occurredAt();
  }
}
