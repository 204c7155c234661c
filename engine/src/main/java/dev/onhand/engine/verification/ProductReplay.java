package dev.onhand.engine.verification;

import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.State;
import dev.onhand.engine.stock.LevelUnits;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One product's movements added up anew, in the order of their ids: what its levels and checkpoints
 * must be. And whether each movement says of its levels what they then were. Not thread-safe.
 */
public final class ProductReplay {

  /** What one level's movements add up to. */
  public static final class Sum {
    private LevelUnits units = LevelUnits.NONE;
    private LevelUnits unitsAtCut = LevelUnits.NONE;
    private long movementsAtCut;
    private final Balances balances = new Balances();
    private @Nullable Instant belowFloorSince;
    private Instant lastRecordedAt = Instant.EPOCH;

    /** All movements. */
    public LevelUnits units() {
      return units;
    }

    /** The movements up to the cut. */
    public LevelUnits unitsAtCut() {
      return unitsAtCut;
    }

    /** How many movements up to the cut. */
    public long movementsAtCut() {
      return movementsAtCut;
    }

    /**
     * Since when available is below the floor (taking it that the floor was always what it is now);
     * null if it is not.
     */
    public @Nullable Instant belowFloorSince() {
      return belowFloorSince;
    }

    /** When the last of the movements was recorded. */
    public Instant lastRecordedAt() {
      return lastRecordedAt;
    }

    /** Where movements say another balance than they add up to. */
    public List<WrongPeriod> wrongPeriods() {
      return balances.periods();
    }
  }

  /** The floors of a product's levels. */
  @FunctionalInterface
  public interface Floors {

    /** The floor at a location; null: none. */
    @Nullable Long at(LocationId location);
  }

  private final ProductId product;
  private final long cutId;
  private final Floors floors;
  private final SegmentSums segments;
  private final Map<LocationId, Sum> levels = new TreeMap<>();
  private long movements;

  /**
   * @param cutId up to which id level checkpoints count
   * @param segments how many of the product's segments to add up
   */
  public ProductReplay(ProductId product, long cutId, int segments, Floors floors) {
    this.product = product;
    this.cutId = cutId;
    this.floors = floors;
    this.segments = new SegmentSums(segments);
  }

  /** The next movement of the product; its id is higher than those before. */
  public void add(JournalEntry entry) {
    movements++;
    segments.add(entry);
    JournalEntry.End from = entry.from();
    JournalEntry.End to = entry.to();
    boolean atOneLevel = from != null && to != null && from.location().equals(to.location());
    Sum fromSum = from == null ? null : change(entry, from, -entry.quantity(), true);
    Sum toSum = to == null ? null : change(entry, to, entry.quantity(), !atOneLevel);
    if (from != null && fromSum != null) {
      mark(entry, from, fromSum);
      fromSum.balances.check(entry, from, fromSum.units);
    }
    if (to != null && toSum != null) {
      mark(entry, to, toSum);
      toSum.balances.check(entry, to, toSum.units);
    }
  }

  private Sum change(JournalEntry entry, JournalEntry.End end, long units, boolean counts) {
    Sum sum = levels.computeIfAbsent(end.location(), location -> new Sum());
    State state = end.state();
    if (state != null) {
      sum.units = sum.units.plus(state, units);
    }
    if (entry.id().value() <= cutId) {
      sum.unitsAtCut = sum.units;
      sum.movementsAtCut += counts ? 1 : 0;
    }
    return sum;
  }

  private void mark(JournalEntry entry, JournalEntry.End end, Sum sum) {
    sum.lastRecordedAt = entry.recordedAt();
    Long floor = floors.at(end.location());
    if (floor == null || sum.units.available() >= floor) {
      sum.belowFloorSince = null;
    } else if (sum.belowFloorSince == null) {
      sum.belowFloorSince = entry.recordedAt();
    }
  }

  public ProductId product() {
    return product;
  }

  /** How many movements the product has. */
  public long movements() {
    return movements;
  }

  /** What each level that a movement touched must be. */
  public Map<LocationId, Sum> levels() {
    return levels;
  }

  /** The segments asked for, as far as they are whole. */
  public List<Segment> segments() {
    return segments.closed();
  }
}
