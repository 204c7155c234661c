package dev.onhand.engine.orders;

import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.order.DoubtfulShipment;
import dev.onhand.core.order.Item;
import dev.onhand.core.order.Merging.Verdict;
import dev.onhand.core.order.Order;
import dev.onhand.model.Text;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What came of handing in an order.
 *
 * @param verdict null: what was known was applied again
 * @param moved what it moved
 * @param sites the codes of the locations that orders are sourced from
 * @param doubtful shipments that named a location in which something is wrong
 * @param holdsTaken references of holds that it took over
 * @param isRefused whether lines could not be reserved that were not to be skipped, so that nothing
 *     of this was kept
 */
public record OrderResult(
    long id,
    Order order,
    @Nullable Verdict verdict,
    LogEntry.UnitsMoved moved,
    Map<LocationId, String> sites,
    List<DoubtfulShipment> doubtful,
    List<String> holdsTaken,
    boolean isRefused) {

  public OrderResult(
      long id,
      Order order,
      @Nullable Verdict verdict,
      LogEntry.UnitsMoved moved,
      Map<LocationId, String> sites) {
    this(id, order, verdict, moved, sites, List.of(), List.of(), false);
  }

  OrderResult refused() {
    return new OrderResult(id, order, verdict, moved, sites, List.of(), List.of(), true);
  }

  OrderResult with(List<DoubtfulShipment> shipments, List<String> holds) {
    return new OrderResult(id, order, verdict, moved, sites, shipments, holds, isRefused);
  }

  /**
   * What is doubtful about shipments, a sentence each, such as {@code line 1: location 'berln' is
   * not known; shipped 2 units from 'berlin'}.
   */
  public List<String> doubts() {
    return doubtful.stream().map(this::said).toList();
  }

  private String said(DoubtfulShipment shipment) {
    String named = Text.shown(shipment.named());
    String where =
        shipment.takenFrom().entrySet().stream()
            .sorted(Comparator.comparingLong(taken -> taken.getKey().value()))
            .map(
                taken ->
                    "%d %s from '%s'"
                        .formatted(
                            taken.getValue(),
                            taken.getValue() == 1 ? "unit" : "units",
                            Text.shown(sites.getOrDefault(taken.getKey(), named))))
            .collect(Collectors.joining(", "));
    return switch (shipment.doubt()) {
      case UNKNOWN_LOCATION ->
          "line %s: location '%s' is not known; shipped %s"
              .formatted(Text.shown(shipment.line()), named, where);
      case NOT_SELLABLE ->
          "line %s: orders are not sourced from '%s', which shipped it all the same; shipped %s"
              .formatted(Text.shown(shipment.line()), named, where);
    };
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
