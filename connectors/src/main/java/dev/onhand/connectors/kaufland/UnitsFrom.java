package dev.onhand.connectors.kaufland;

import dev.onhand.connector.Cursor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a page of units begins: storefronts are read one after the other. */
record UnitsFrom(String storefront, int offset) {

  static UnitsFrom of(Cursor cursor, List<String> storefronts) {
    if (cursor.isStart()) {
      return new UnitsFrom(storefronts.getFirst(), 0);
    }
    List<String> parts = List.of(cursor.value().split(" ", 2));
    return new UnitsFrom(parts.getFirst(), Integer.parseInt(parts.getLast()));
  }

  /**
   * @param hasMore whether there is a page behind this one on its storefront
   */
  @Nullable Cursor next(boolean hasMore, List<String> storefronts) {
    if (hasMore) {
      return new Cursor(storefront + " " + (offset + KauflandApi.PAGE_SIZE));
    }
    int place = storefronts.indexOf(storefront) + 1;
    return place < storefronts.size() ? new Cursor(storefronts.get(place) + " 0") : null;
  }
}
