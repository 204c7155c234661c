package dev.onhand.server.pages;

import dev.onhand.core.ledger.ProductId;
import dev.onhand.engine.stock.StockLimits;
import dev.onhand.engine.stock.StockTotals;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Stock of many products.
 *
 * @param limits what each of them is set against
 * @param query what a SKU or name begins with; empty: anything
 * @param location code; empty: all
 * @param locations codes of all there are
 * @param here the address of just this page of it
 * @param export the address of all of it as a file
 * @param edited the product whose stock is being changed in its row; empty: none
 * @param lines on which it is
 * @param elsewhere codes of the locations where nothing of it ever was
 * @param key under which the change is recorded, so that sending it twice records it once
 */
public record StockGrid(
    List<StockTotals> rows,
    Map<ProductId, StockLimits> limits,
    Pager pager,
    String query,
    String location,
    boolean belowFloor,
    boolean runningLow,
    List<String> locations,
    String here,
    String export,
    String edited,
    List<AdjustmentLine> lines,
    List<String> elsewhere,
    String key) {

  public StockGrid {
    rows = List.copyOf(rows);
    limits = Map.copyOf(limits);
    locations = List.copyOf(locations);
    lines = List.copyOf(lines);
    elsewhere = List.copyOf(elsewhere);
  }

  /** What a product of a row is set against; a bundle runs low by its components. */
  public StockLimits limits(StockTotals row) {
    StockLimits own = limits.getOrDefault(row.product(), StockLimits.NONE);
    return row.bundle() == null ? own : new StockLimits(own.buffer(), null);
  }

  /** The movements of a product, here; null: a bundle has none. */
  public @Nullable String journalPath(StockTotals row) {
    return row.bundle() == null ? Show.journalPath(row.sku().value(), location) : null;
  }

  /** What a product is reserved for, here; null: for nothing. */
  public @Nullable String reservationsPath(StockTotals row) {
    return row.units().reserved() == 0 ? null : Show.reservationsPath(row.sku().value(), location);
  }

  /** With what a product is to come; null: with nothing. */
  public @Nullable String incomingPath(StockTotals row) {
    return row.unitsIncoming() == 0 ? null : Show.incomingPath(row.sku().value());
  }

  /** Whether it shows all there is. */
  public boolean isAll() {
    return query.isEmpty() && location.isEmpty() && !belowFloor && !runningLow;
  }

  /** The address at which the stock of a product can be changed in its row. */
  public String editPath(String sku) {
    return here + (here.contains("?") ? "&" : "?") + "adjust=" + Show.encoded(sku) + "#adjust";
  }
}
