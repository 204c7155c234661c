package dev.onhand.connector;

import java.util.Optional;

/** A channel that can show one order. */
public interface ReadsOrder {

  /**
   * @return empty: the channel has no such order, or does not show it any more
   */
  Optional<RemoteOrder> order(String externalId) throws InterruptedException;
}
