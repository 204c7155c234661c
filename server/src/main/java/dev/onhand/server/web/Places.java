package dev.onhand.server.web;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * So many of something at once, for all of the server, so that memory and connections have an end.
 * Who finds no place waits for one in turn, and is then told to come again.
 */
public final class Places {

  private final Semaphore free;
  private final Duration patience;
  private final String busy;
  private final Duration comeAgain;

  /**
   * @param patience how long a caller waits for a place
   * @param busy what who gets none is told
   * @param comeAgain when to come again, in whole seconds
   */
  public Places(int sideBySide, Duration patience, String busy, Duration comeAgain) {
    this.free = new Semaphore(sideBySide, true);
    this.patience = patience;
    this.busy = busy;
    this.comeAgain = comeAgain;
  }

  /** A place that is given back when it is closed. */
  public interface Place extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Takes a place.
   *
   * @throws ProblemException if there was none in time
   */
  public Place take() {
    if (!took()) {
      throw new ProblemException(ProblemCode.BUSY, busy)
          .retryAfter(Math.toIntExact(comeAgain.toSeconds()));
    }
    return free::release;
  }

  private boolean took() {
    try {
      return free.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
