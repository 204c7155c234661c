package dev.onhand.engine.alerts;

import dev.onhand.model.Secret;

/** Brings a text to people. */
public interface Courier {

  /** It could not be brought; the message says in words what is wrong and what to do. */
  final class UndeliveredException extends Exception {

    private static final long serialVersionUID = 1;

    public UndeliveredException(String message, Throwable cause) {
      super(message, cause);
    }

    public UndeliveredException(String message) {
      super(message);
    }
  }

  /**
   * @param address all of it
   * @param id the same when the same text is brought again
   * @throws UndeliveredException if it was not brought, or that is not known
   */
  void bring(AlertTarget target, Secret address, AlertText text, String id)
      throws UndeliveredException, InterruptedException;
}
