package dev.onhand.server.pages;

import dev.onhand.core.ledger.Level;
import dev.onhand.engine.stock.LevelUnits;
import dev.onhand.engine.stock.StockLevel;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is, or was, of a product at a location.
 *
 * @param floor the least that available may be; null: none, or it is about the past
 * @param belowFloorSince null: it is not below
 */
public record LevelRow(
    String location, LevelUnits units, @Nullable Long floor, @Nullable Instant belowFloorSince) {

  static LevelRow of(StockLevel stock) {
    Level level = stock.level();
    return new LevelRow(
        stock.locationCode(),
        new LevelUnits(
            level.available(),
            level.reserved(),
            level.damaged(),
            level.qualityControl(),
            level.setAside(),
            level.inTransit()),
        level.floor(),
        level.belowFloorSince());
  }

  static LevelRow past(StockLevel now, LevelUnits then) {
    return new LevelRow(now.locationCode(), then, null, null);
  }
}
