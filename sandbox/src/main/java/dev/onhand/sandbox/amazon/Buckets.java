package dev.onhand.sandbox.amazon;

import dev.onhand.sandbox.Bucket;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** The documented rates: so many calls a second, and so many at once after a rest. */
final class Buckets {

  /** What has a bucket of its own. */
  enum Operation {
    GET_LISTING(5, 10),
    SEARCH_LISTINGS(5, 5),
    PATCH_LISTING(5, 5),
    CREATE_FEED_DOCUMENT(0.5, 15),
    CREATE_FEED(0.0083, 15),
    GET_FEED(2, 15),
    GET_FEED_DOCUMENT(0.0222, 10),
    CREATE_REPORT(0.0167, 15),
    GET_REPORT(2, 15),
    GET_REPORT_DOCUMENT(0.0167, 15),
    SEARCH_ORDERS(0.0056, 20),
    GET_ORDER(0.5, 30),
    GET_ORDERS_V0(0.0167, 20),
    GET_ORDER_V0(0.5, 30),
    GET_ORDER_ITEMS_V0(0.5, 30);

    private final double rate;
    private final int burst;

    Operation(double rate, int burst) {
      this.rate = rate;
      this.burst = burst;
    }
  }

  /** The listings feed has a limit beside that of all feeds: five in five minutes. */
  private static final int LISTINGS_FEEDS = 5;

  private static final double LISTINGS_FEEDS_RATE = LISTINGS_FEEDS / 300.0;

  private final Map<Operation, Bucket> buckets = new EnumMap<>(Operation.class);
  private final Bucket listingsFeeds;
  private final double pace;

  /**
   * @param pace how many times the documented rates
   */
  Buckets(Instant now, double pace) {
    this.pace = pace;
    for (Operation operation : Operation.values()) {
      buckets.put(operation, new Bucket(operation.burst, operation.rate * pace, now));
    }
    listingsFeeds = new Bucket(LISTINGS_FEEDS, LISTINGS_FEEDS_RATE, now);
  }

  /** As the header says it. */
  String rate(Operation operation) {
    return Double.toString(operation.rate * pace);
  }

  Optional<Duration> take(Operation operation, Instant now) {
    if (operation == Operation.CREATE_FEED) {
      Optional<Duration> wait = listingsFeeds.take(1, now);
      if (wait.isPresent()) {
        return wait;
      }
    }
    return buckets.getOrDefault(operation, listingsFeeds).take(1, now);
  }
}
