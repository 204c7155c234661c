package dev.onhand.core.alert;

import org.jspecify.annotations.Nullable;

/**
 * From where on something is an alert, and from where on it is none any more. The two lie apart, so
 * that what goes up and down about the first does not open and close an alert each time.
 *
 * @param opens an alert opens at this or below where less is worse, else above it
 * @param closes an open one closes above this where less is worse, else at this or below
 */
public record Threshold(Measure measure, long opens, long closes) {

  /** No threshold is higher. */
  public static final long MAX = 1_000_000_000;

  private static final int TENTH = 10;
  private static final int FIFTH = 5;

  /**
   * @throws IllegalArgumentException if it is out of range, or would close what it just opened
   */
  public Threshold {
    requireRange("threshold", opens);
    requireRange("clears_at", closes);
    boolean isInOrder = measure.fallsIntoTrouble() ? closes >= opens : closes <= opens;
    if (!isInOrder) {
      throw new IllegalArgumentException(
          "clears_at must not be %s than threshold (%d): the alert would open and close at once"
              .formatted(measure.fallsIntoTrouble() ? "less" : "more", opens));
    }
  }

  private static void requireRange(String name, long value) {
    if (value < 0 || value > MAX) {
      throw new IllegalArgumentException("%s must be from 0 to %d".formatted(name, MAX));
    }
  }

  /**
   * @param closes null: a tenth above where less is worse, else a fifth below
   */
  public static Threshold of(Measure measure, long opens, @Nullable Long closes) {
    return new Threshold(measure, opens, closes == null ? usualClose(measure, opens) : closes);
  }

  private static long usualClose(Measure measure, long opens) {
    return measure.fallsIntoTrouble()
        ? Math.min(MAX, opens + Math.ceilDiv(opens, TENTH))
        : opens - opens / FIFTH;
  }

  /**
   * Whether the alert is open after this was measured.
   *
   * @param isOpen whether it was before
   */
  public boolean isOpenAfter(long value, boolean isOpen) {
    long limit = isOpen ? closes : opens;
    return measure.fallsIntoTrouble() ? value <= limit : value > limit;
  }
}
