package dev.onhand.e2e;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Awaits what another process will bring about; the one place where a test may sleep. */
public final class Eventually {
  private static final long MILLIS_BETWEEN_LOOKS = 20;

  private Eventually() {}

  /** Returns when the condition holds, and fails when it does not within the time. */
  public static void within(Duration timeMax, String condition, BooleanSupplier holds)
      throws InterruptedException {
    long end = System.nanoTime() + timeMax.toNanos();
    while (!holds.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not within " + timeMax.toSeconds() + " s: " + condition);
      }
      Thread.sleep(MILLIS_BETWEEN_LOOKS);
    }
  }
}
