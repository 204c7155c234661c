package dev.onhand.server.stock;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.onhand.engine.stock.StockTotals;
import dev.onhand.engine.stock.StockTotals.Units;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.PublicId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is there of a product, over its locations, as answered.
 *
 * @param unavailable damaged, in quality control and set aside: there, and not to be sold
 * @param levels by location; not there where only sums were asked for
 */
record StockBody(
    String object,
    String productId,
    String sku,
    String name,
    long onHand,
    long available,
    long reserved,
    long damaged,
    long qualityControl,
    long setAside,
    long unavailable,
    long inTransit,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<StockLevelBody> levels) {

  static StockBody of(StockTotals stock) {
    Units units = stock.units();
    return new StockBody(
        "stock",
        PublicId.of(IdKind.PRODUCT, stock.product().value()),
        stock.sku().value(),
        stock.name(),
        units.onHand(),
        units.available(),
        units.reserved(),
        units.damaged(),
        units.qualityControl(),
        units.setAside(),
        units.unavailable(),
        units.inTransit(),
        stock.levels() == null ? null : stock.levels().stream().map(StockLevelBody::of).toList());
  }
}
