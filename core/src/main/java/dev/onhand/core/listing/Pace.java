package dev.onhand.core.listing;

import java.time.Duration;

/**
 * How quickly work of one kind is done while it is done. What was done long ago counts less: after
 * {@link #HALF} more of work it counts half.
 *
 * @param pieces that were done
 * @param seconds that they took
 */
public record Pace(double pieces, double seconds) {

  /** Nothing was done yet. */
  public static final Pace NONE = new Pace(0, 0);

  private static final Duration HALF = Duration.ofSeconds(10);

  private static final double NANOS = 1e9;

  /** After some more was done. */
  public Pace after(long more, Duration took) {
    double tookSeconds = Math.max(0, took.toNanos() / NANOS);
    double left = Math.pow(0.5, tookSeconds / HALF.toSeconds());
    return new Pace(pieces * left + more, seconds * left + tookSeconds);
  }

  /** Of two who do the same: how quickly each of them does it, on average. */
  public Pace with(Pace other) {
    return new Pace(pieces + other.pieces, seconds + other.seconds);
  }

  /** Pieces in a second; 0: not known. */
  public double perSecond() {
    return pieces <= 0 || seconds <= 0 ? 0 : pieces / seconds;
  }
}
