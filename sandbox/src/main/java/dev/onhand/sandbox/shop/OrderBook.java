package dev.onhand.sandbox.shop;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The orders of a shop, by id and by time of change. Not thread-safe: the shop locks. */
final class OrderBook {
  /** Where an order stands in a list sorted by time of change. */
  private record Place(Instant updatedAt, long number) {}

  private final Map<String, Order> orders = new LinkedHashMap<>();
  private final TreeMap<Place, Order> byUpdated =
      new TreeMap<>(Comparator.comparing(Place::updatedAt).thenComparing(Place::number));

  void put(Order order) {
    Order before = orders.put(order.id(), order);
    if (before != null) {
      byUpdated.remove(placeOf(before));
    }
    byUpdated.put(placeOf(order), order);
  }

  Order get(String id) {
    return find(id).orElseThrow(() -> new IllegalArgumentException("no order has the id " + id));
  }

  Optional<Order> find(String id) {
    return Optional.ofNullable(orders.get(id));
  }

  /** In the order in which they were placed. */
  List<Order> all() {
    return List.copyOf(orders.values());
  }

  /** Changed at that time or later, the longest unchanged first. */
  List<Order> updatedSince(Instant from) {
    return List.copyOf(byUpdated.tailMap(new Place(from, Long.MIN_VALUE)).values());
  }

  private static Place placeOf(Order order) {
    return new Place(order.updatedAt(), order.number());
  }
}
