package dev.onhand.connectors.shopify;

import dev.onhand.connector.Cursor;
import java.util.List;

/**
 * Where a page of items begins. One connection gives 25,000 at most; after those it begins anew
 * behind the last item's number.
 *
 * @param behind 0: at the first
 * @param read how many of this connection were read
 * @param after its own cursor; empty: at its start
 */
record ItemsFrom(long behind, int read, String after) {

  private static final int CONNECTION_MAX = 25_000;

  static ItemsFrom of(Cursor cursor) {
    if (cursor.isStart()) {
      return new ItemsFrom(0, 0, "");
    }
    List<String> parts = List.of(cursor.value().split(" ", 3));
    return new ItemsFrom(
        Long.parseLong(parts.get(0)), Integer.parseInt(parts.get(1)), parts.get(2));
  }

  /**
   * @param last the number of the page's last item
   */
  ItemsFrom next(int size, long last, String endCursor) {
    int all = read + size;
    return all + ShopifyApi.ITEMS_PER_PAGE > CONNECTION_MAX
        ? new ItemsFrom(last, 0, "")
        : new ItemsFrom(behind, all, endCursor);
  }

  Cursor cursor() {
    return new Cursor("%d %d %s".formatted(behind, read, after));
  }
}
