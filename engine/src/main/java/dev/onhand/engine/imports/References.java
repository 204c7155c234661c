package dev.onhand.engine.imports;

import dev.onhand.core.ledger.LocationRef;
import dev.onhand.core.ledger.ProductRef;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** One object for each name however many lines say it: cheaper to make, to hold and to compare. */
final class References {

  /** A file with more names than this has mostly new ones anyway. */
  private static final int NAMES_MAX = 50_000;

  private final Map<String, ProductRef.BySku> products = new HashMap<>();
  private final Map<String, LocationRef> locations = new HashMap<>();

  /**
   * @throws IllegalArgumentException if it is no SKU
   */
  ProductRef.BySku product(String sku) {
    return known(products, sku, text -> (ProductRef.BySku) ProductRef.sku(text));
  }

  /**
   * @throws IllegalArgumentException if it is no location's code
   */
  LocationRef location(String code) {
    return known(locations, code, LocationRef::code);
  }

  private static <T> T known(Map<String, T> known, String text, Function<String, T> maker) {
    T value = known.get(text);
    if (value == null) {
      value = maker.apply(text);
      if (known.size() >= NAMES_MAX) {
        known.clear();
      }
      known.put(text, value);
    }
    return value;
  }
}
