package dev.onhand.engine.ledger;

/** Too many commands are waiting; nothing of this list was recorded. Try again in a moment. */
public final class LedgerBusyException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public LedgerBusyException(String message) {
    super(message, null, false, false); // thrown under load: no stack trace to pay for
  }
}
