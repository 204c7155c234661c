package dev.onhand.store.database;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a transaction again when the database says that this helps, a few times and after a growing
 * pause of random length, so that two that hindered each other do not meet again. Thread-safe if
 * the random generator is.
 */
public final class TransactionRetry {

  /** What fails so often in a row does not fail by chance. */
  public static final int TRIES_MAX = 5;

  /** Long enough for the other transaction of a deadlock to end. */
  private static final Duration PAUSE_FIRST = Duration.ofMillis(40);

  private static final Logger LOG = LoggerFactory.getLogger(TransactionRetry.class);

  private final RandomGenerator random;
  private final Sleeper sleeper;

  /** With the randomness and the passing of time from outside. */
  public TransactionRetry(RandomGenerator random, Sleeper sleeper) {
    this.random = random;
    this.sleeper = sleeper;
  }

  /**
   * A whole transaction, from its begin to its commit.
   *
   * @param <T> what it gives back
   * @param <X> what it throws when it fails
   */
  @FunctionalInterface
  public interface Work<T, X extends Exception> {

    /** Runs it once. */
    T run() throws X;
  }

  /**
   * Runs the work until it succeeds or fails for good, at most {@link #TRIES_MAX} times. When a
   * commit's answer was lost, work that took effect is run again: its second run must find the
   * first one's effect, by a key, and not add to it. Must not be called within a transaction.
   *
   * @throws X the last failure
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  public <T, X extends Exception> T run(Work<T, X> work) throws X, InterruptedException {
    for (int tried = 1; ; tried++) {
      try {
        return work.run();
      } catch (Exception e) {
        if (tried == TRIES_MAX || SqlErrors.kind(e) != SqlErrors.Kind.TRANSIENT) {
          throw e;
        }
        LOG.debug("transaction failed on try {} and is run again", tried, e);
      }
      sleeper.sleep(pause(tried));
    }
  }

  /** Doubles with each try; the later half of it is left to chance. */
  private Duration pause(int tried) {
    long longest = PAUSE_FIRST.toMillis() << (tried - 1);
    return Duration.ofMillis(longest / 2 + random.nextLong(longest / 2 + 1));
  }
}
