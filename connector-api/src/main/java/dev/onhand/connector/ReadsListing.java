package dev.onhand.connector;

import java.util.Optional;

/** A channel that can show one listing without showing all. */
public interface ReadsListing {

  /**
   * @return empty: the channel has no such listing
   */
  Optional<RemoteListing> listing(ListingRef listing) throws InterruptedException;
}
