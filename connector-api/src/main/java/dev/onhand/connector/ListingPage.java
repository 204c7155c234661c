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

  /**
   * A page of a channel that shows all at once, such as a file: it is read anew for each.
   *
   * @param size of a page
   */
  public static ListingPage of(List<RemoteListing> all, Cursor from, int size) {
    int start = Math.min(from.number(0), all.size());
    int end = Math.min(start + size, all.size());
    return new ListingPage(all.subList(start, end), Cursor.until(end, all.size()));
  }
}
