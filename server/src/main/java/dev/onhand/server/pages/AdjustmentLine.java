package dev.onhand.server.pages;

import dev.onhand.engine.stock.StockLevel;
import dev.onhand.engine.stock.StockTotals;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A line of a change of stock, as it was typed or is offered.
 *
 * @param location empty: to be chosen
 * @param units with or without a sign; empty: nothing is to be changed
 * @param seen how many were on hand when it was decided; empty: nobody looked
 */
public record AdjustmentLine(String sku, String location, String units, String seen) {

  public AdjustmentLine {
    sku = sku.strip();
    location = location.strip();
    units = units.strip();
    seen = seen.strip();
  }

  /**
   * A line for each location where a product is, to be filled in.
   *
   * @param totals with its levels
   * @param only code of the only location that is wanted; empty: all
   */
  static List<AdjustmentLine> blank(StockTotals totals, String only) {
    String sku = totals.sku().value();
    List<AdjustmentLine> lines = new ArrayList<>();
    for (StockLevel level : Objects.requireNonNull(totals.levels())) {
      if (only.isEmpty() || only.equals(level.locationCode())) {
        String onHand = Long.toString(level.level().onHand());
        lines.add(new AdjustmentLine(sku, level.locationCode(), "", onHand));
      }
    }
    if (lines.isEmpty()) {
      lines.add(elsewhere(sku).at(only));
    }
    return List.copyOf(lines);
  }

  /** A line for where nothing of it ever was. */
  static AdjustmentLine elsewhere(String sku) {
    return new AdjustmentLine(sku, "", "", "0");
  }

  AdjustmentLine at(String newLocation) {
    return new AdjustmentLine(sku, newLocation, units, seen);
  }

  AdjustmentLine seen(long onHand) {
    return new AdjustmentLine(sku, location, units, Long.toString(onHand));
  }
}
