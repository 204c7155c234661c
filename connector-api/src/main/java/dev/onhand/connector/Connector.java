package dev.onhand.connector;

import java.util.List;

/**
 * Speaks the API of one channel for one account. Each call is made by one thread at a time.
 *
 * <p>Every verb may throw {@link DeferredException} (nothing was done: the call may come again) and
 * {@link InterruptedException}. A verb that changes something may also throw {@link
 * UnconfirmedException} (it may have been done). Whatever else it throws, an unreadable answer for
 * one, is taken for the first where it only reads, and for the second where it changes something.
 */
public interface Connector extends AutoCloseable {

  /**
   * Sets quantities of listings, each to what its update says.
   *
   * @param updates 1 to {@link ConnectorFactory#perPush}, each of another listing
   * @return one outcome for each, in the same order
   */
  List<PushOutcome> push(List<QuantityUpdate> updates) throws InterruptedException;

  /**
   * A page of all the account's listings, also those that cannot be bought now. Pages may overlap
   * and shift while they are read: a listing that is missing from all of them may be there.
   *
   * @param from {@link Cursor#START}, or where the page before says that the next one begins
   */
  ListingPage listings(Cursor from) throws InterruptedException;

  @Override
  default void close() {}
}
