package dev.onhand.e2e.shops;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What must be: how many units are left, counted here apart from Onhand, and how many each shop
 * believes in until it is told.
 */
final class Books {

  /** Units left by SKU; below nothing where two shops sold the same unit in one minute. */
  private final Map<String, Long> left = new TreeMap<>();

  private final Map<RealShop, Map<String, Long>> shown = new HashMap<>();
  private final Map<String, Long> oversold = new TreeMap<>();

  Books(Map<String, Integer> opening, List<RealShop> shops) {
    opening.forEach((sku, units) -> left.put(sku, units.longValue()));
    shops.forEach(shop -> shown.put(shop, new TreeMap<>()));
  }

  /** Whether the shop has what a cart holds, as far as it knows. */
  boolean allows(RealShop shop, Map<String, Integer> units) {
    return units.entrySet().stream()
        .allMatch(it -> shown.get(shop).getOrDefault(it.getKey(), 0L) >= it.getValue());
  }

  void sold(RealShop shop, Map<String, Integer> units) {
    units.forEach((sku, sold) -> add(shop, sku, -sold));
  }

  void cancelled(RealShop shop, Map<String, Integer> units) {
    units.forEach((sku, cancelled) -> add(shop, sku, cancelled));
  }

  void cameBack(RealShop shop, String sku) {
    add(shop, sku, 1);
  }

  private void add(RealShop shop, String sku, int units) {
    left.merge(sku, (long) units, Long::sum);
    shown.get(shop).merge(sku, (long) units, Long::sum);
    oversold.merge(sku, Math.max(0, -left.get(sku)), Math::max);
  }

  /** It shows what is left from here on. */
  void told(RealShop shop) {
    shown.get(shop).putAll(left());
  }

  /** What each listing must show. */
  Map<String, Long> left() {
    Map<String, Long> shownUnits = new TreeMap<>();
    left.forEach((sku, units) -> shownUnits.put(sku, Math.max(0, units)));
    return shownUnits;
  }

  /** SKUs of which more was promised than there is. */
  Set<String> missing() {
    return left.entrySet().stream()
        .filter(it -> it.getValue() < 0)
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  /** The most units that were promised twice at one time, over all SKUs. */
  long oversold() {
    return oversold.values().stream().mapToLong(Long::longValue).sum();
  }
}
