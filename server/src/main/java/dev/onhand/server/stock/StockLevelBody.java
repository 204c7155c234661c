package dev.onhand.server.stock;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.onhand.core.ledger.Level;
import dev.onhand.engine.ledger.Run;
import dev.onhand.engine.stock.LevelUnits;
import dev.onhand.engine.stock.StockLevel;
import dev.onhand.server.movements.Runs;
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
 * @param version null, as the floor and all below it, where it is looked back to an earlier time
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
    @Nullable Boolean floorIsOwn,
    @Nullable Instant belowFloorSince,
    @Nullable Long version,
    @Nullable Instant updatedAt,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean dryRun) {

  /** A level as it is now. */
  static StockLevelBody of(StockLevel stock) {
    return of(stock, Run.LIVE);
  }

  /** A level as it is now, or would be. */
  static StockLevelBody of(StockLevel stock, Run run) {
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
        stock.updatedAt(),
        Runs.shown(run));
  }

  /** A level as it was. */
  static StockLevelBody of(StockLevel stock, LevelUnits units) {
    return new StockLevelBody(
        "stock_level",
        PublicId.of(IdKind.PRODUCT, stock.product().value()),
        stock.sku().value(),
        stock.name(),
        PublicId.of(IdKind.LOCATION, stock.location().value()),
        stock.locationCode(),
        units.onHand(),
        units.available(),
        units.reserved(),
        units.damaged(),
        units.qualityControl(),
        units.setAside(),
        units.inTransit(),
        null,
        null,
        null,
        null,
        null,
        null);
  }
}
