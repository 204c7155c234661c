package dev.onhand.store.database;

import java.time.Duration;

/** Lets time pass: the thread's sleep, or a test's note of what would have been slept. */
@FunctionalInterface
public interface Sleeper {

  /** The real one. */
  Sleeper REAL = Thread::sleep;

  /** Returns when the time is over. */
  void sleep(Duration time) throws InterruptedException;
}
