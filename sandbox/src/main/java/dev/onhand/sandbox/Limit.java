package dev.onhand.sandbox;

import java.time.Duration;
import java.util.Set;

/**
 * So many calls, or lines of calls, in any stretch of that length.
 *
 * @param purposes the calls that count
 * @param unit whether a call counts once, or once for each item that it would change
 * @param block how long every call is refused once the limit was broken; zero if only until there
 *     is room again
 */
public record Limit(
    String name, Set<Purpose> purposes, Unit unit, int max, Duration window, Duration block) {

  /** What is counted. */
  public enum Unit {
    CALLS,
    LINES
  }

  public Limit {
    purposes = Set.copyOf(purposes);
  }
}
