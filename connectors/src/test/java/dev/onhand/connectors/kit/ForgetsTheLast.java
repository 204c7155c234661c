package dev.onhand.connectors.kit;

import dev.onhand.connector.Connector;
import dev.onhand.connector.ListingRef;
import dev.onhand.connector.ReadsListings;
import dev.onhand.connector.RemoteListing;
import java.util.ArrayList;
import java.util.List;

/** Shows several listings at once, but for the last of them. */
final class ForgetsTheLast extends Wrapped implements ReadsListings {

  ForgetsTheLast(Connector good) {
    super(good);
  }

  @Override
  public List<RemoteListing> listings(List<ListingRef> listings) throws InterruptedException {
    List<RemoteListing> found = new ArrayList<>();
    for (ListingRef one : listings.subList(0, Math.max(1, listings.size() - 1))) {
      listing(one).ifPresent(found::add);
    }
    return found;
  }
}
