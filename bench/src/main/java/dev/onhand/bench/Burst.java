package dev.onhand.bench;

import dev.onhand.bench.Shops.Shop;
import dev.onhand.sandbox.magento.Magento;
import dev.onhand.sandbox.medusa.Medusa;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A thousand orders a second for a minute, in eight shops without limits that are polled each
 * second: that nothing is lost, how much memory it takes, how long it lasts until all shops show
 * what is left, and how long the server said that it would.
 */
final class Burst {

  private static final JsonMapper JSON = new JsonMapper();

  private static final int SHOPS = 8;
  private static final int PER_SECOND = 1_000;
  private static final int SECONDS = 60;
  private static final int GOODS = 1_000;
  private static final int UNITS = 10_000;
  private static final int WARM_UP_SECONDS = 20;
  private static final int WARM_UP_PER_SECOND = 100;
  private static final Duration LOOK_EVERY = Duration.ofMillis(500);
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final long MEGABYTES_MAX = 768;
  private static final double OFF_MAX = 0.2;

  /**
   * What takes less is of few turns: some products are computed at once, and up to a hundred
   * listings told, which takes a second or so. How many seconds that was off is told beside it.
   */
  private static final double SHORTEST = 5;

  private static final double MILLIS = 1_000.0;

  private final ShippedServer server;
  private final Report report;
  private final int[] sold = new int[GOODS];
  private int orders;
  private long megabytes;

  Burst(ShippedServer server, Report report) {
    this.server = server;
    this.report = report;
  }

  /** What the server said at a time: of how much, and how long; null: it did not say. */
  private record Said(Instant at, long waiting, @Nullable Double seconds) {}

  void run() throws IOException, InterruptedException {
    try (Shops shops = new Shops(server, GOODS, UNITS);
        RawHttp http = server.connect()) {
      open(shops);
      sell(shops, http, WARM_UP_SECONDS, WARM_UP_PER_SECOND);
      drain(shops, http);
      Instant begin = shops.clock().instant();
      List<Said> said = new ArrayList<>(sell(shops, http, SECONDS, PER_SECOND));
      Instant end = shops.clock().instant();
      said.addAll(drain(shops, http));
      Instant drained = shops.clock().instant();
      double took = Duration.between(begin, end).toMillis() / MILLIS;
      report.add(
          "orders in %d shops without limits, for a minute".formatted(SHOPS),
          String.format(Locale.ROOT, "%,.0f/s", SECONDS * PER_SECOND / took),
          "1,000/s",
          took < SECONDS * 1.05);
      report.note(
          "until all is in and all shops show what is left",
          "%.1f s".formatted(Duration.between(end, drained).toMillis() / MILLIS));
      report.atMost("resident memory of the server's JVM, at most", megabytes, MEGABYTES_MAX, "MB");
      check(http);
      tell(said, end, drained);
    }
  }

  private static void open(Shops shops) throws IOException {
    for (int i = 0; i < SHOPS; i++) {
      String name = "shop-" + i;
      if (i % 2 == 0) {
        shops.open(name, "magento", Magento.withToken("t"), "\"access_token\":\"t\"", "");
      } else {
        shops.open(
            name,
            "medusa",
            Medusa.withKey("sk_1"),
            "\"api_key\":\"sk_1\",\"location\":\"sloc_01M7SANDBOX0000000000000MAIN\"",
            "");
      }
    }
  }

  private List<Said> sell(Shops shops, RawHttp http, int seconds, int perSecond)
      throws IOException, InterruptedException {
    List<Said> said = new ArrayList<>();
    Instant begin = shops.clock().instant();
    for (int second = 0; second < seconds; second++) {
      for (int tenth = 0; tenth < 10; tenth++) {
        sleep(shops, begin.plusMillis(second * 1_000L + tenth * 100L));
        for (int i = 0; i < perSecond / 10; i++) {
          sellOne(shops);
        }
      }
      said.add(look(shops, http));
    }
    return said;
  }

  private void sellOne(Shops shops) {
    int good = orders % GOODS;
    shops.all().get((orders / 7) % SHOPS).sell(good);
    sold[good]++;
    orders++;
  }

  private static void sleep(Shops shops, Instant until) throws InterruptedException {
    Duration left = Duration.between(shops.clock().instant(), until);
    if (left.isPositive()) {
      TimeUnit.NANOSECONDS.sleep(left.toNanos());
    }
  }

  private Said look(Shops shops, RawHttp http) throws IOException {
    megabytes = Math.max(megabytes, server.residentMegabytes());
    RawHttp.Answer answer = http.get("/api/v1/queues");
    RawHttp.require(answer, 200);
    long waiting = 0;
    Double longest = null;
    for (JsonNode queue : JSON.readTree(answer.body()).get("data")) {
      waiting += queue.get("waiting").longValue();
      JsonNode seconds = queue.get("drain_seconds");
      if (seconds != null && !seconds.isNull()) {
        longest =
            longest == null ? seconds.doubleValue() : Math.max(longest, seconds.doubleValue());
      }
    }
    return new Said(shops.clock().instant(), waiting, longest);
  }

  /** Until all shops show what is left. */
  private List<Said> drain(Shops shops, RawHttp http) throws IOException, InterruptedException {
    List<Said> said = new ArrayList<>();
    Instant begin = shops.clock().instant();
    Instant lookAt = begin;
    while (!isDrained(shops)) {
      Instant now = shops.clock().instant();
      if (now.isAfter(begin.plus(PATIENCE))) {
        throw new IllegalStateException("not all shops show what is left: " + said.getLast());
      }
      if (!now.isBefore(lookAt)) {
        said.add(look(shops, http));
        lookAt = shops.clock().instant().plus(LOOK_EVERY);
      }
      TimeUnit.MILLISECONDS.sleep(50); // more seldom, what was said would be compared with that
    }
    return said;
  }

  private boolean isDrained(Shops shops) {
    for (Shop shop : shops.all()) {
      Map<String, Integer> listed = shop.listed();
      for (int good = 0; good < GOODS; good++) {
        if (listed.getOrDefault("L" + good, -1) != UNITS - sold[good]) {
          return false;
        }
      }
    }
    return true;
  }

  /** That each order is there once, and its unit was reserved once. */
  private void check(RawHttp http) throws IOException {
    int wrong = 0;
    for (JsonNode product : rows(http, "/api/v1/stock", "product_id")) {
      int good = Integer.parseInt(product.get("sku").stringValue().substring(1));
      boolean isRight =
          product.get("reserved").longValue() == sold[good]
              && product.get("available").longValue() == UNITS - sold[good];
      wrong += isRight ? 0 : 1;
    }
    report.add("products whose stock is not what the sales left", "" + wrong, "0", wrong == 0);
    int known = rows(http, "/api/v1/orders", "id").size();
    report.add("orders lost, of " + orders, "" + (orders - known), "0", orders == known);
  }

  private static List<JsonNode> rows(RawHttp http, String path, String id) throws IOException {
    List<JsonNode> rows = new ArrayList<>();
    String after = "";
    while (true) {
      RawHttp.Answer answer = http.get(path + "?limit=200" + after);
      RawHttp.require(answer, 200);
      JsonNode page = JSON.readTree(answer.body());
      page.get("data").forEach(rows::add);
      if (!page.get("has_more").booleanValue()) {
        return rows;
      }
      after = "&starting_after=" + rows.getLast().get(id).stringValue();
    }
  }

  /** How far what was said while it drained was from what it took then. */
  private void tell(List<Said> said, Instant end, Instant drained) {
    List<Double> off = new ArrayList<>();
    double secondsOff = 0;
    for (Said one : said) {
      double took = Duration.between(one.at(), drained).toMillis() / MILLIS;
      System.out.printf(
          Locale.ROOT,
          "%.1f s after the last sale: %d wait, said %s s, took %.1f s%n",
          Duration.between(end, one.at()).toMillis() / MILLIS,
          one.waiting(),
          one.seconds(),
          took);
      double offBy = one.seconds() == null ? took : Math.abs(one.seconds() - took);
      if (!one.at().isBefore(end) && took >= SHORTEST) {
        off.add(offBy / took);
      } else if (!one.at().isBefore(end)) {
        secondsOff = Math.max(secondsOff, offBy);
      }
    }
    report.note(
        "the same, of looks with less than %.0f s left, at worst".formatted(SHORTEST),
        "%.1f s".formatted(secondsOff));
    if (!off.isEmpty()) {
      List<Double> sorted = off.stream().sorted().toList();
      report.add(
          "what was said of how long it takes was off, of %d looks while it drained"
              .formatted(off.size()),
          "%.0f %% in the middle, %.0f %% at worst"
              .formatted(100 * sorted.get(sorted.size() / 2), 100 * sorted.getLast()),
          "≤ 20 %",
          sorted.getLast() <= OFF_MAX);
    }
  }
}
