package dev.onhand.engine.orders;

import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.order.Item;
import dev.onhand.core.order.Merging.Verdict;
import dev.onhand.core.order.Order;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What came of handing in an order.
 *
 * @param verdict null: what was known was applied again
 * @param moved what it moved
 * @param sites the codes of the locations that orders are sourced from
 * @param isRefused whether lines could not be reserved that were not to be skipped, so that nothing
 *     of this was kept
 */
public record OrderResult(
    long id,
    Order order,
    @Nullable Verdict verdict,
    LogEntry.UnitsMoved moved,
    Map<LocationId, String> sites,
    boolean isRefused) {

  public OrderResult(
      long id,
      Order order,
      @Nullable Verdict verdict,
      LogEntry.UnitsMoved moved,
      Map<LocationId, String> sites) {
    this(id, order, verdict, moved, sites, false);
  }

  OrderResult refused() {
    return new OrderResult(id, order, verdict, moved, sites, true);
  }

  /**
   * A line that was not reserved in full.
   *
   * @param units of products that are missing; 0 for a parked line
   * @param reason {@code insufficient_stock}, or why the line is parked
   */
  public record Skipped(String line, Item item, long units, String reason) {}

  public List<Skipped> skipped() {
    List<Skipped> skipped = new ArrayList<>();
    for (Order.Line line : order.lines().values()) {
      if (line.parked() != null) {
        skipped.add(new Skipped(line.id(), line.item(), 0, line.parked().code()));
      } else if (line.backordered() > 0) {
        skipped.add(new Skipped(line.id(), line.item(), line.backordered(), "insufficient_stock"));
      }
    }
    return skipped;
  }

  /** Lines that hold all they should. */
  public int reservedCount() {
    return (int)
        order.lines().values().stream()
            .filter(line -> line.reserved() > 0 && line.backordered() == 0)
            .count();
  }
}
