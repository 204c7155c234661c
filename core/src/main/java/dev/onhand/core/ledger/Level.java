package dev.onhand.core.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How many units of one product are at one location, by state: what its movements add up to.
 *
 * @param floor the least that available may be: 0 = never negative, −n = pre-order up to n, null =
 *     untracked
 * @param belowFloorSince since when available is below the floor, null if it is not
 * @param version as it was read: the store raises it with every commit that changes the level
 */
public record Level(
    long available,
    long reserved,
    long damaged,
    long qualityControl,
    long setAside,
    long inTransit,
    @Nullable Long floor,
    @Nullable Instant belowFloorSince,
    long version) {

  /** No level may grow beyond this, either way: far from where sums of levels would overflow. */
  public static final long UNITS_MAX = 1_000_000_000_000L;

  public static Level empty(@Nullable Long floor) {
    return new Level(0, 0, 0, 0, 0, 0, floor, null, 0);
  }

  public long of(State state) {
    return switch (state) {
      case AVAILABLE -> available;
      case RESERVED -> reserved;
      case DAMAGED -> damaged;
      case QUALITY_CONTROL -> qualityControl;
      case SET_ASIDE -> setAside;
      case IN_TRANSIT -> inTransit;
    };
  }

  public long onHand() {
    return available + reserved + damaged + qualityControl + setAside;
  }

  /**
   * This level with so many units more (or fewer) in a state, marked if available is then below its
   * floor.
   */
  public Level plus(State state, long units, Instant now) {
    long availableAfter = available + (state == State.AVAILABLE ? units : 0);
    return new Level(
        availableAfter,
        reserved + (state == State.RESERVED ? units : 0),
        damaged + (state == State.DAMAGED ? units : 0),
        qualityControl + (state == State.QUALITY_CONTROL ? units : 0),
        setAside + (state == State.SET_ASIDE ? units : 0),
        inTransit + (state == State.IN_TRANSIT ? units : 0),
        floor,
        mark(availableAfter, floor, now),
        version);
  }

  /** This level under another floor. Only this and a fact may leave available below the floor. */
  public Level withFloor(@Nullable Long newFloor, Instant now) {
    return new Level(
        available,
        reserved,
        damaged,
        qualityControl,
        setAside,
        inTransit,
        newFloor,
        mark(available, newFloor, now),
        version);
  }

  private @Nullable Instant mark(long availableNow, @Nullable Long floorNow, Instant now) {
    if (floorNow == null || availableNow >= floorNow) {
      return null;
    }
    return belowFloorSince == null ? now : belowFloorSince;
  }

  /**
   * The least that may be in a state: only available has a floor of its own, nothing else is ever
   * negative.
   */
  @Nullable Long floorOf(State state) {
    return state == State.AVAILABLE ? floor : Long.valueOf(0);
  }
}
