package dev.onhand.connector;

import java.time.Instant;

/**
 * A channel that keeps a list of what came back to the seller, beside its orders. It also {@link
 * ReadsOrder}.
 */
public interface ReportsReturns {

  /**
   * A page of what came back at or after a time, by the channel's clock, in any order. Only goods
   * that are there count: no return that is announced or on its way, and no refund. Pages may
   * overlap, and may have older ones too.
   *
   * @param since the same for all pages of a run
   * @param from {@link Cursor#START}, or where the page before says that the next one begins
   */
  ReturnPage returns(Instant since, Cursor from) throws InterruptedException;
}
