package dev.onhand.server.pages;

import dev.onhand.engine.stock.StockTotals;
import java.util.List;

/**
 * Stock of many products.
 *
 * @param query what a SKU or name begins with; empty: anything
 * @param location code; empty: all
 * @param locations codes of all there are
 */
public record StockGrid(
    List<StockTotals> rows,
    Pager pager,
    String query,
    String location,
    boolean belowFloor,
    List<String> locations) {

  public StockGrid {
    rows = List.copyOf(rows);
    locations = List.copyOf(locations);
  }
}
