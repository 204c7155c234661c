package dev.onhand.sandbox.shop;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A parcel.
 *
 * @param units how many of each line, by the line's number
 * @param since when it came to each stage, in the shop's time
 */
public record Fulfilment(
    long number, Map<Long, Integer> units, Stage stage, Map<Stage, Instant> since) {

  /** How far it came. Goods leave the shop's stock when it is packed. */
  public enum Stage {
    PACKED,
    SHIPPED,
    DELIVERED,
    CANCELLED
  }

  public Fulfilment {
    units = Collections.unmodifiableMap(new TreeMap<>(units));
    since = Collections.unmodifiableMap(new TreeMap<>(since));
  }

  public int unitsOf(long line) {
    return stage == Stage.CANCELLED ? 0 : units.getOrDefault(line, 0);
  }

  /** Whether it has left the house. */
  public boolean isShipped() {
    return stage == Stage.SHIPPED || stage == Stage.DELIVERED;
  }

  /** When it came to that stage, in the shop's time; null if it did not. */
  public @Nullable Instant at(Stage reached) {
    return since.get(reached);
  }

  Fulfilment to(Stage newStage, Instant now) {
    Map<Stage, Instant> more = new TreeMap<>(since);
    more.put(newStage, now);
    return new Fulfilment(number, units, newStage, more);
  }
}
