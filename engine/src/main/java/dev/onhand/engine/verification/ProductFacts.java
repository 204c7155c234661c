package dev.onhand.engine.verification;

import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.MovementId;
import dev.onhand.engine.stock.LevelUnits;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is stored of a product, and what its movements say, both of one moment.
 *
 * @param checkpoints up to the cut that the replay knows
 * @param segments by number, location and month
 * @param notes what earlier verifications found and kept
 */
public record ProductFacts(
    ProductReplay replay,
    List<StoredLevel> levels,
    List<StoredCheckpoint> checkpoints,
    List<Segment> segments,
    List<Note> notes) {

  /** A row of {@code stock_level}. */
  public record StoredLevel(
      LocationId location,
      LevelUnits units,
      @Nullable Long floor,
      @Nullable Instant belowFloorSince) {

    boolean isBelowFloor() {
      Long least = floor;
      return least != null && units.available() < least;
    }
  }

  /**
   * An earlier finding that explains why movements say what they say: a level was repaired then, or
   * the movement was named before.
   *
   * @param location of the level that was repaired; null if it is about a movement
   * @param movement that was named; null if it is about a level
   */
  public record Note(
      @Nullable LocationId location, @Nullable MovementId movement, Instant foundAt) {}

  /** A row of {@code level_checkpoint}. */
  public record StoredCheckpoint(LocationId location, long movements, LevelUnits units) {}
}
