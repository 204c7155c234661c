package dev.onhand.engine.verification;

import dev.onhand.core.ledger.SellerId;

/** Gives movements their final places in the journal. */
public interface Sealer {

  /**
   * One bounded piece of work.
   *
   * @param sealed how many movements were sealed now
   * @param position of the last sealed movement
   * @param more whether there is more to do at once
   */
  record SealRun(long sealed, long position, boolean more) {}

  /**
   * Seals movements that are committed, in the order of their ids, in blocks. Does nothing if
   * another node is at it, or if the ledger is so busy that its head cannot be had for a moment.
   */
  SealRun seal(SellerId seller);
}
