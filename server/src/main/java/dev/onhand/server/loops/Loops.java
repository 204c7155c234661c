package dev.onhand.server.loops;

import java.time.Duration;

/** How loops end. */
public final class Loops {

  private static final Duration STOP_WAIT = Duration.ofSeconds(2);

  private Loops() {}

  /**
   * Waits for a loop that was told to end. One that waits for what may not come for long, such as a
   * connection to the database, is interrupted, and waited for once more. One that was never begun
   * has ended.
   */
  public static void end(Thread loop) {
    if (loop.getState() == Thread.State.NEW) {
      return;
    }
    try {
      if (!loop.join(STOP_WAIT)) {
        loop.interrupt();
        loop.join(STOP_WAIT);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
