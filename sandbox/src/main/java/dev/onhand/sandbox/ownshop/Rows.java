package dev.onhand.sandbox.ownshop;

import dev.onhand.sandbox.Site;
import dev.onhand.sandbox.shop.Listing;
import dev.onhand.sandbox.shop.Order;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A page that goes on behind the last row of the one before, and not at a number of rows.
 *
 * @param hasMore whether something follows
 */
record Rows<T>(List<T> all, boolean hasMore) {
  private static final int LIMIT_MAX = 100;

  private static final Comparator<Order> BY_CHANGE =
      Comparator.comparing(Order::updatedAt).thenComparing(Order::number);

  /**
   * How many a page may have; 100 where nothing is said, empty where it is too many or nonsense.
   */
  static Optional<Integer> limit(Optional<String> given) {
    String text = given.orElse("" + LIMIT_MAX);
    return Optional.of(text)
        .filter(it -> it.matches("[1-9]\\d{0,2}"))
        .map(Integer::parseInt)
        .filter(it -> it <= LIMIT_MAX);
  }

  private static <T> Rows<T> of(List<T> rest, int limit) {
    return new Rows<>(Site.page(rest, 0, limit), rest.size() > limit);
  }

  /**
   * @param after the id of the last listing of the page before, as a number; 0: from the beginning
   */
  static Rows<Listing> listings(Site site, long after, int limit) {
    List<Listing> rest =
        site.listings(after).stream()
            .filter(it -> Long.parseLong(it.id()) > after)
            .sorted(Comparator.comparing(Listing::number))
            .toList();
    return of(rest, limit);
  }

  /**
   * @param after the id of the last order of the page before, which had changed at that time; 0:
   *     all that changed since then
   */
  static Rows<Order> orders(Site site, Instant since, long after, int limit) {
    List<Order> all = sorted(site);
    long before = all.stream().filter(it -> isBefore(it, since, after)).count();
    if (after > 0 && site.shifts(all, before)) {
      all = sorted(site);
    }
    return of(all.stream().filter(it -> !isBefore(it, since, after)).toList(), limit);
  }

  private static List<Order> sorted(Site site) {
    return site.shop().ordersUpdatedSince(Instant.EPOCH).stream().sorted(BY_CHANGE).toList();
  }

  private static boolean isBefore(Order order, Instant since, long after) {
    return order.updatedAt().isBefore(since)
        || order.updatedAt().equals(since) && Long.parseLong(order.id()) <= after;
  }
}
