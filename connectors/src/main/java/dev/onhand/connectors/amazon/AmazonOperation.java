package dev.onhand.connectors.amazon;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import dev.onhand.connector.http.RatedOperation;
import java.time.Duration;

/**
 * The operations: what calls of it are, how often they may be made, and where. Amazon fills a
 * bucket at a steady rate; as many as it holds, in the time in which it fills, never empties it. At
 * what rate an account's is filled answers say.
 */
enum AmazonOperation implements RatedOperation {
  LISTING("reads of a listing", 10, ofSeconds(2), Paths.LISTING + Paths.SHOWN),
  LISTINGS("searches for listings", 5, ofSeconds(1), Paths.LISTINGS + Paths.SHOWN),
  PATCH("patches of listings", 5, ofSeconds(1), Paths.LISTING),
  UPLOAD("documents for feeds", 15, ofSeconds(30), "/feeds/2021-06-30/documents"),
  FEED("feeds", 15, ofMinutes(31), "/feeds/2021-06-30/feeds"),
  LISTINGS_FEED("feeds of listings", 5, ofMinutes(5), "/feeds/2021-06-30/feeds"),
  FEED_STATE("questions for a feed", 15, ofSeconds(8), "/feeds/2021-06-30/feeds/%s"),
  FEED_RESULT("results of feeds", 10, ofMinutes(8), "/feeds/2021-06-30/documents/%s"),
  REPORT("reports", 15, ofMinutes(15), "/reports/2021-06-30/reports"),
  /** More often is no use. */
  REPORT_STATE("questions for a report", 1, ofSeconds(30), "/reports/2021-06-30/reports/%s"),
  REPORT_RESULT("results of reports", 15, ofMinutes(15), "/reports/2021-06-30/documents/%s"),
  /** Asking too often makes it fail. */
  REPORT_AGAIN("reports after one that failed", 1, ofMinutes(30), "/reports/2021-06-30/reports"),
  /** Without FULFILLMENT they have no status. */
  ORDERS("pages of orders", 20, ofHours(1), Paths.ORDERS),
  ORDER("reads of an order", 30, ofMinutes(1), Paths.ORDER),
  /** With their items two pages stay within the 30 reads of a minute. */
  ORDERS_V0("pages of orders, v0", 20, ofMinutes(20), Paths.ORDERS_V0),
  ORDER_V0("reads of an order, v0", 30, ofMinutes(1), "/orders/v0/orders/%s"),
  ITEMS_V0("reads of an order's items, v0", 30, ofMinutes(1), "/orders/v0/orders/%s/orderItems");

  private final Known known;

  /** Those that are longer. */
  private interface Paths {
    String LISTING = "/listings/2021-08-01/items/%s/%s?marketplaceIds=%s";
    String LISTINGS = "/listings/2021-08-01/items/%s?marketplaceIds=%s&pageSize=20";
    String SHOWN = "&includedData=summaries,fulfillmentAvailability,issues";
    String ORDER = "/orders/2026-01-01/orders/%s?includedData=FULFILLMENT,CANCELLATION";
    String ORDERS =
        "/orders/2026-01-01/orders?marketplaceIds=%s&lastUpdatedAfter=%s&fulfilledBy=MERCHANT"
            + "&includedData=FULFILLMENT,CANCELLATION&maxResultsPerPage=100";
    String ORDERS_V0 =
        "/orders/v0/orders?MarketplaceIds=%s&LastUpdatedAfter=%s&FulfillmentChannels=MFN"
            + "&MaxResultsPerPage=15";
  }

  AmazonOperation(String calls, long units, Duration window, String path) {
    this.known = new Known(calls, units, window, path);
  }

  @Override
  public Known known() {
    return known;
  }
}
