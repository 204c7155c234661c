package dev.onhand.connectors.amazon;

import dev.onhand.connector.Limits.Rate;
import dev.onhand.connector.http.HttpCall;
import dev.onhand.connector.http.HttpReply;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How often each operation may be called. Amazon fills a bucket at a steady rate; as many as it
 * holds, in the time in which it fills, never empties it. At what rate an account's is filled
 * answers say.
 */
final class AmazonRates {

  static final String LISTING = "reads of a listing";
  static final String LISTINGS = "searches for listings";
  static final String PATCH = "patches of listings";
  static final String UPLOAD = "documents for feeds";
  static final String FEED = "feeds";
  static final String LISTINGS_FEED = "feeds of listings";
  static final String FEED_STATE = "questions for a feed";
  static final String FEED_RESULT = "results of feeds";
  static final String REPORT = "reports";
  static final String REPORT_STATE = "questions for a report";
  static final String REPORT_RESULT = "results of reports";
  static final String REPORT_AGAIN = "reports after one that failed";
  static final String ORDERS = "pages of orders";
  static final String ORDER = "reads of an order";
  static final String ORDERS_V0 = "pages of orders, v0";
  static final String ORDER_V0 = "reads of an order, v0";
  static final String ITEMS_V0 = "reads of an order's items, v0";

  static final List<Rate> ALL =
      List.of(
          new Rate(LISTING, 10, Duration.ofSeconds(2)),
          new Rate(LISTINGS, 5, Duration.ofSeconds(1)),
          new Rate(PATCH, 5, Duration.ofSeconds(1)),
          new Rate(UPLOAD, 15, Duration.ofSeconds(30)),
          new Rate(FEED, 15, Duration.ofMinutes(31)),
          new Rate(LISTINGS_FEED, 5, Duration.ofMinutes(5)),
          new Rate(FEED_STATE, 15, Duration.ofSeconds(8)),
          new Rate(FEED_RESULT, 10, Duration.ofMinutes(8)),
          new Rate(REPORT, 15, Duration.ofMinutes(15)),
          new Rate(REPORT_STATE, 1, Duration.ofSeconds(30)), // more often is no use
          new Rate(REPORT_RESULT, 15, Duration.ofMinutes(15)),
          new Rate(REPORT_AGAIN, 1, Duration.ofMinutes(30)), // asking too often makes it fail
          new Rate(ORDERS, 20, Duration.ofHours(1)),
          new Rate(ORDER, 30, Duration.ofMinutes(1)),
          new Rate(ORDERS_V0, 20, Duration.ofMinutes(20)),
          new Rate(ORDER_V0, 30, Duration.ofMinutes(1)),
          new Rate(ITEMS_V0, 30, Duration.ofMinutes(1)));

  /** Those that no header is about: of one type of feed, and those that are kept by choice. */
  private static final Set<String> NEVER_TOLD = Set.of(LISTINGS_FEED, REPORT_STATE, REPORT_AGAIN);

  private AmazonRates() {}

  /** Best effort of Amazon's: it may be missing, and is where it was too many. */
  static Map<String, Double> told(HttpCall call, HttpReply reply) {
    return reply
        .header("x-amzn-RateLimit-Limit")
        .filter(text -> text.matches("\\d{1,6}(\\.\\d{1,6})?"))
        .map(Double::valueOf)
        .map(
            rate ->
                call.costs().keySet().stream()
                    .filter(name -> !NEVER_TOLD.contains(name))
                    .collect(Collectors.toMap(name -> name, _ -> rate)))
        .orElse(Map.of());
  }
}
