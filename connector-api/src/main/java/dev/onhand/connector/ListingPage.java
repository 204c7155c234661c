package dev.onhand.connector;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of an account's listings.
 *
 * @param next null: there are no more
 */
public record ListingPage(List<RemoteListing> listings, @Nullable Cursor next) {

  public ListingPage {
    listings = List.copyOf(listings);
  }
}
