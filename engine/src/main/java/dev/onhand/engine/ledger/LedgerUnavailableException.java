package dev.onhand.engine.ledger;

/**
 * The database could not be reached or did not answer. The list may or may not have been recorded:
 * the same keys, sent again, find out.
 */
public final class LedgerUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public LedgerUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
