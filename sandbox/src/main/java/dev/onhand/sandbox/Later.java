package dev.onhand.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * What takes effect when the sandbox's clock has come to its time. Nothing runs by itself: the
 * account looks before each call, and {@link Sandbox#settle} before a test does. Safe for many
 * threads.
 */
public final class Later {
  private record Action(Instant due, long ordinal, Runnable effect) {}

  private final InstantSource clock;
  private final PriorityQueue<Action> actions =
      new PriorityQueue<>(Comparator.comparing(Action::due).thenComparing(Action::ordinal));
  private long added;

  Later(InstantSource clock) {
    this.clock = clock;
  }

  /** Has something take effect after that time. */
  public synchronized void in(Duration time, Runnable effect) {
    actions.add(new Action(clock.instant().plus(time), added++, effect));
  }

  /** Runs what is due, in the order of its time. */
  synchronized void settle() {
    Instant now = clock.instant();
    while (!actions.isEmpty() && !actions.peek().due().isAfter(now)) {
      actions.poll().effect().run();
    }
  }
}
