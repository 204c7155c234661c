package dev.onhand.engine.channels;

/** Another worker took the account over: what this one was about to write does not count. */
public final class LeaseLostException extends RuntimeException {

  private static final long serialVersionUID = 1;

  public LeaseLostException(long channel) {
    super("another worker took over channel " + channel);
  }
}
