package dev.onhand.connector;

import java.util.List;

/** A channel that can show several listings with fewer calls than there are of them. */
public interface ReadsListings {

  /**
   * @param listings at most as many as a push may set
   * @return those that the channel has, in any order
   */
  List<RemoteListing> listings(List<ListingRef> listings) throws InterruptedException;
}
