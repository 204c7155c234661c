package dev.onhand.core.listing;

import java.time.Duration;

/**
 * How long to wait after failures in a row: twice as long each time.
 *
 * @param first after one
 * @param longest no wait is longer
 */
public record BackOff(Duration first, Duration longest) {

  private static final int DOUBLINGS_MAX = 20;

  /**
   * @param failures in a row, at least 1
   */
  public Duration after(int failures) {
    Duration wait = first.multipliedBy(1L << Math.min(failures - 1, DOUBLINGS_MAX));
    return wait.compareTo(longest) > 0 ? longest : wait;
  }
}
