package dev.onhand.server.stock;

import dev.onhand.core.ledger.Level;
import dev.onhand.engine.stock.StockLevel;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.PublicId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is there of a product at a location, as answered.
 *
 * @param floor the least that available may be; null: no least
 * @param floorIsOwn whether it was set for this level; else it is the product's
 * @param belowFloorSince since when available is below it; null: it is not
 */
record StockLevelBody(
    String object,
    String productId,
    String sku,
    String name,
    String locationId,
    String location,
    long onHand,
    long available,
    long reserved,
    long damaged,
    long qualityControl,
    long setAside,
    long inTransit,
    @Nullable Long floor,
    boolean floorIsOwn,
    @Nullable Instant belowFloorSince,
    long version,
    Instant updatedAt) {

  static StockLevelBody of(StockLevel stock) {
    Level level = stock.level();
    return new StockLevelBody(
        "stock_level",
        PublicId.of(IdKind.PRODUCT, stock.product().value()),
        stock.sku().value(),
        stock.name(),
        PublicId.of(IdKind.LOCATION, stock.location().value()),
        stock.locationCode(),
        level.onHand(),
        level.available(),
        level.reserved(),
        level.damaged(),
        level.qualityControl(),
        level.setAside(),
        level.inTransit(),
        level.floor(),
        stock.floorIsOwn(),
        level.belowFloorSince(),
        level.version(),
        stock.updatedAt());
  }
}
