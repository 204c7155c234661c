package dev.onhand.cli;

import static dev.onhand.cli.Column.number;
import static dev.onhand.cli.Column.text;

import dev.onhand.sandbox.Purpose;
import dev.onhand.sandbox.shop.Line;
import dev.onhand.sandbox.shop.Order;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** How the shops and Onhand stand to each other at a moment: asked of both, kept by neither. */
final class DemoScore {

  static final List<Column> SHOP =
      List.of(
          text("Channel", "channel"),
          number("Orders in", "orders"),
          number("Lost sales", "lost"),
          number("Pushes", "pushes"),
          number("Polls", "polls"),
          number("Calls saved", "saved"),
          number("Lag p50 ms", "lag_p50_millis"),
          number("Lag p99 ms", "lag_p99_millis"),
          number("Differing", "differing"),
          number("Oversold", "oversold"));

  private static final int LISTINGS_OF_PAGE = 50;

  private final Api api;
  private final DemoShops shops;
  private final Map<String, Long> stock;
  private final Map<String, Long> readsBefore = new HashMap<>();

  /**
   * @param stock what there was to sell when selling began, by SKU
   */
  DemoScore(Api api, DemoShops shops, Map<String, Long> stock) {
    this.api = api;
    this.shops = shops;
    this.stock = stock;
  }

  /**
   * A look at all of them.
   *
   * @param ordersIn how many orders of each shop are in, by its code
   * @param differing listings of which buyers can have more or less than there is, as {@code
   *     channel/sku}, and channels of which orders are not in yet
   */
  record Look(Map<String, Integer> ordersIn, Set<String> differing) {

    boolean agrees() {
      return differing.isEmpty();
    }
  }

  Look look() throws InterruptedException {
    Map<String, Long> available = available(api);
    Map<String, Integer> ordersIn = new HashMap<>();
    Set<String> differing = new HashSet<>();
    for (DemoShops.Shop shop : shops.shops()) {
      Map<String, Integer> listed = shops.listed(shop);
      for (String sku : stock.keySet()) {
        if (Math.max(0, available.getOrDefault(sku, 0L)) != listed.getOrDefault(sku, -1)) {
          differing.add(shop.code() + "/" + sku);
        }
      }
      int count = ordersIn(shop);
      ordersIn.put(shop.code(), count);
      if (count < shop.account().shop().orders().size()) {
        differing.add(shop.code() + ": orders are missing");
      }
    }
    return new Look(ordersIn, differing);
  }

  /**
   * A row for each shop, with the fields of {@link #SHOP}.
   *
   * @param begin when selling began
   */
  List<JsonNode> rows(Instant begin, Instant now, Look look) {
    Map<String, List<Duration>> lags = shops.lags(begin);
    Map<String, Long> oversold = oversold();
    List<JsonNode> rows = new ArrayList<>();
    for (DemoShops.Shop shop : shops.shops()) {
      List<Duration> lag = lags.getOrDefault(shop.code(), List.of());
      rows.add(
          Json.object()
              .put("channel", shop.code())
              .put("orders", look.ordersIn().get(shop.code()))
              .put("lost", shop.account().shop().unitsLost())
              .put("pushes", shop.account().calls().of(Purpose.PUSH))
              .put("polls", shop.account().calls().of(Purpose.ORDER_POLL))
              .put("saved", saved(shop, Duration.between(begin, now)))
              .put("lag_p50_millis", at(lag, 0.5))
              .put("lag_p99_millis", at(lag, 0.99))
              .put(
                  "differing",
                  look.differing().stream()
                      .filter(one -> one.startsWith(shop.code() + "/"))
                      .count())
              .put("oversold", oversold.getOrDefault(shop.code(), 0L)));
    }
    return rows;
  }

  /** Units that can be sold, by SKU. */
  static Map<String, Long> available(Api api) throws InterruptedException {
    Map<String, Long> available = new HashMap<>();
    new Pages(api, "/stock", Query.none(), Integer.MAX_VALUE)
        .forEachRemaining(
            row -> available.put(Json.text(row, "sku"), Json.number(row, "available")));
    return available;
  }

  private int ordersIn(DemoShops.Shop shop) throws InterruptedException {
    int count = 0;
    Pages pages =
        new Pages(api, "/orders", Query.none().with("channel", shop.code()), Integer.MAX_VALUE);
    for (; pages.hasNext(); pages.next()) {
      count++;
    }
    return count;
  }

  /**
   * Calls that it would have cost to read all of a shop's listings as often as it is polled, less
   * those reads that were made.
   */
  private long saved(DemoShops.Shop shop, Duration passed) {
    long pages = Math.ceilDiv(stock.size(), LISTINGS_OF_PAGE);
    long reads = reads(shop) - readsBefore.getOrDefault(shop.code(), 0L);
    return shops.lived(passed).dividedBy(DemoLive.POLL_EVERY) * pages - reads;
  }

  private static long reads(DemoShops.Shop shop) {
    return shop.account().calls().of(Purpose.LISTING_READ);
  }

  /** From now on only reads that are made later count: listings had to be filled once. */
  void countReadsFromNow() {
    shops.shops().forEach(shop -> readsBefore.put(shop.code(), reads(shop)));
  }

  /** Units that a shop sold after others had sold the last one. */
  private Map<String, Long> oversold() {
    record Sold(String shop, Order order, Line line) {}
    List<Sold> all = new ArrayList<>();
    for (DemoShops.Shop shop : shops.shops()) {
      for (Order order : shop.account().shop().orders()) {
        order.lines().forEach(line -> all.add(new Sold(shop.code(), order, line)));
      }
    }
    all.sort(Comparator.comparing(sold -> sold.order().createdAt()));
    Map<String, Long> left = new HashMap<>(stock);
    Map<String, Long> oversold = new HashMap<>();
    for (Sold sold : all) {
      long before = Math.max(0, left.getOrDefault(sold.line().item().sku(), 0L));
      long kept = sold.line().kept();
      left.put(sold.line().item().sku(), before - kept);
      oversold.merge(sold.shop(), Math.max(0, kept - before), Long::sum);
    }
    return oversold;
  }

  /** Of all shops together, the shortest first. */
  List<Duration> lags(Instant begin) {
    return shops.lags(begin).values().stream().flatMap(List::stream).sorted().toList();
  }

  /** Milliseconds. */
  static long at(List<Duration> lags, double share) {
    return lags.isEmpty()
        ? 0
        : lags.get((int) Math.min(lags.size() - 1L, (long) (lags.size() * share))).toMillis();
  }

  /** How much of a field there is in all rows. */
  static long sum(List<JsonNode> rows, String field) {
    return rows.stream().mapToLong(row -> Json.number(row, field)).sum();
  }
}
