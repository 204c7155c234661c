package dev.onhand.store.testing;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Awaits what another thread or process brings about. */
public final class Eventually {

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(5);

  private Eventually() {}

  /** Returns when the condition holds; fails when it does not within the time. */
  public static void within(Duration timeMax, String condition, Callable<Boolean> holds)
      throws Exception {
    long end = System.nanoTime() + timeMax.toNanos();
    while (!holds.call()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not within " + timeMax.toSeconds() + " s: " + condition);
      }
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
    }
  }
}
