package dev.onhand.engine.stock;

import dev.onhand.core.ledger.State;
import java.util.ArrayList;
import java.util.List;

/** Units of one product at one location, by state; any of them may be negative while summing. */
public record LevelUnits(
    long available,
    long reserved,
    long damaged,
    long qualityControl,
    long setAside,
    long inTransit) {

  public static final LevelUnits NONE = new LevelUnits(0, 0, 0, 0, 0, 0);

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

  /** All but what is in transit. */
  public long onHand() {
    return available + reserved + damaged + qualityControl + setAside;
  }

  /**
   * With so many more units (or fewer) in a state.
   *
   * @throws ArithmeticException if a sum leaves the range of 64 bits
   */
  public LevelUnits plus(State state, long units) {
    return switch (state) {
      case AVAILABLE ->
          new LevelUnits(
              Math.addExact(available, units),
              reserved,
              damaged,
              qualityControl,
              setAside,
              inTransit);
      case RESERVED ->
          new LevelUnits(
              available,
              Math.addExact(reserved, units),
              damaged,
              qualityControl,
              setAside,
              inTransit);
      case DAMAGED ->
          new LevelUnits(
              available,
              reserved,
              Math.addExact(damaged, units),
              qualityControl,
              setAside,
              inTransit);
      case QUALITY_CONTROL ->
          new LevelUnits(
              available,
              reserved,
              damaged,
              Math.addExact(qualityControl, units),
              setAside,
              inTransit);
      case SET_ASIDE ->
          new LevelUnits(
              available,
              reserved,
              damaged,
              qualityControl,
              Math.addExact(setAside, units),
              inTransit);
      case IN_TRANSIT ->
          new LevelUnits(
              available,
              reserved,
              damaged,
              qualityControl,
              setAside,
              Math.addExact(inTransit, units));
    };
  }

  /** State by state, these less those. */
  public LevelUnits minus(LevelUnits those) {
    LevelUnits difference = this;
    for (State state : State.values()) {
      difference = difference.plus(state, -those.of(state));
    }
    return difference;
  }

  /** The states that are not zero: {@code available 3, reserved 1}; or {@code none}. */
  public String text() {
    List<String> parts = new ArrayList<>();
    for (State state : State.values()) {
      if (of(state) != 0) {
        parts.add(state.code() + " " + of(state));
      }
    }
    return parts.isEmpty() ? "none" : String.join(", ", parts);
  }
}
