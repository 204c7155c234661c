package dev.onhand.connector;

import java.time.Duration;

/** Nothing was done. The same may be tried again later. */
public final class DeferredException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final Cause cause;
  private final Duration waitAtLeast;

  /**
   * @param waitAtLeast zero: as the engine decides
   * @param message for people, without secrets
   */
  public DeferredException(Cause cause, Duration waitAtLeast, String message) {
    super(message);
    this.cause = cause;
    this.waitAtLeast = waitAtLeast;
  }

  /** As soon as the engine decides. */
  public DeferredException(Cause cause, String message) {
    this(cause, Duration.ZERO, message);
  }

  /** Why; not to be mistaken for {@link #getCause()}. */
  public Cause why() {
    return cause;
  }

  public Duration waitAtLeast() {
    return waitAtLeast;
  }
}
