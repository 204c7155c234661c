package dev.onhand.core.batch;

import dev.onhand.core.ledger.Reason;

/**
 * What a count says of the books: they are compared as of the moment when it was counted, so that
 * what was sold or came since is neither counted twice nor forgotten.
 *
 * @param counted how many there were
 * @param book what on hand was at that moment, by the movements that had happened by then
 */
public record Correction(long counted, long book) {

  /** By how much on hand is to change, then and so also now; 0: the books were right. */
  public long change() {
    return counted - book;
  }

  /** The reason of the movement that mends the books. */
  public Reason reason() {
    return change() > 0 ? Reason.STOCK_COUNT_CORRECTION : Reason.STOCK_COUNT_CORRECTION_MINUS;
  }
}
