package dev.onhand.bench;

import dev.onhand.bench.Shops.Shop;
import dev.onhand.sandbox.backmarket.BackMarket;
import dev.onhand.sandbox.magento.Magento;
import dev.onhand.sandbox.medusa.Medusa;
import dev.onhand.sandbox.vendure.Vendure;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * How soon the other shops show the right number after one of them first showed an order to a poll,
 * in real time with the shipped server: three shops without limits, and Back Market with those that
 * it documents. Each of the goods is sold once, so that the right number is one less.
 */
final class Siblings {

  private static final int UNITS = 100;
  private static final int WARM_UP = 60;
  private static final int PER_SECOND = 2;
  private static final int RUNS = 5;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int SLOWEST = 3;
  private static final double P50_MAX = 0.5;
  private static final double P99_MAX = 1.5;
  private static final double MILLIS = 1_000.0;

  private final ShippedServer server;
  private final Report report;

  Siblings(ShippedServer server, Report report) {
    this.server = server;
    this.report = report;
  }

  private record Sold(int shop, int good, Instant at) {}

  /**
   * @param seconds a fifth of how long it sells
   */
  void run(int seconds) throws IOException, InterruptedException {
    int sales = PER_SECOND * RUNS * seconds;
    try (Shops shops = new Shops(server, WARM_UP + sales, UNITS)) {
      open(shops);
      await(shops, sell(shops, 0, WARM_UP));
      List<Sold> sold = sell(shops, WARM_UP, sales);
      await(shops, sold);
      tell(shops, sold);
    }
  }

  private static void open(Shops shops) throws IOException {
    shops.open("magento", "magento", Magento.withToken("t"), "\"access_token\":\"t\"", "");
    shops.open(
        "medusa",
        "medusa",
        Medusa.withKey("sk_1"),
        "\"api_key\":\"sk_1\",\"location\":\"sloc_01M7SANDBOX0000000000000MAIN\"",
        "");
    shops.open(
        "vendure", "vendure", Vendure.withApiKey("a:key"), "\"api_key\":\"a:key\"", "/admin-api");
    shops.open(
        "back-market",
        "backmarket",
        BackMarket.withToken("t"),
        "\"token\":\"t\",\"company\":\"Bench\",\"contact\":\"bench@bench.example\"",
        "");
  }

  private static List<Sold> sell(Shops shops, int from, int count) throws InterruptedException {
    List<Sold> sold = new ArrayList<>();
    Instant begin = shops.clock().instant();
    for (int i = 0; i < count; i++) {
      sleep(shops, begin.plus(Duration.ofSeconds(1).multipliedBy(i).dividedBy(PER_SECOND)));
      int shop = i % shops.all().size();
      Instant at = shops.clock().instant();
      shops.all().get(shop).sell(from + i);
      sold.add(new Sold(shop, from + i, at));
    }
    return sold;
  }

  private static void sleep(Shops shops, Instant until) throws InterruptedException {
    Duration left = Duration.between(shops.clock().instant(), until);
    if (left.isPositive()) {
      TimeUnit.NANOSECONDS.sleep(left.toNanos());
    }
  }

  /** Until all others show what was sold. */
  private static void await(Shops shops, List<Sold> sold) throws InterruptedException {
    Instant until = shops.clock().instant().plus(PATIENCE);
    while (!isTold(shops, sold)) {
      if (shops.clock().instant().isAfter(until)) {
        throw new IllegalStateException("not all shops show what was sold");
      }
      TimeUnit.MILLISECONDS.sleep(250);
    }
  }

  private static boolean isTold(Shops shops, List<Sold> sold) {
    for (Shop shop : shops.all()) {
      Map<String, Integer> listed = shop.listed();
      if (sold.stream().anyMatch(one -> listed.getOrDefault("L" + one.good(), 0) != UNITS - 1)) {
        return false;
      }
    }
    return true;
  }

  /** Of a sale to a shop that did not make it: how long each part took. */
  private record Lag(String shop, Duration computing, Duration waiting, Duration telling) {

    Duration all() {
      return computing.plus(waiting).plus(telling);
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%s %.2f + %.2f + %.2f s",
          shop,
          computing.toMillis() / MILLIS,
          waiting.toMillis() / MILLIS,
          telling.toMillis() / MILLIS);
    }
  }

  private void tell(Shops shops, List<Sold> sold) throws IOException {
    List<Duration> waits = new ArrayList<>();
    List<Lag> lags = new ArrayList<>();
    try (RawHttp http = server.connect()) {
      for (Sold one : sold) {
        Shop from = shops.all().get(one.shop());
        Instant shown = from.polled().shown(one.at()).orElseThrow();
        waits.add(Duration.between(one.at(), shown));
        Map<String, Told> told = Told.of(http, "L" + one.good());
        for (Shop shop : shops.all()) {
          if (!shop.equals(from)) {
            lags.add(lag(shop, one.good(), shown, told));
          }
        }
      }
    }
    report.note(
        "from a sale to the poll that first shows it, polled each second", Times.words(waits));
    tell(lags);
  }

  private static Lag lag(Shop shop, int good, Instant shown, Map<String, Told> told) {
    String name = shop.account().shop().name();
    Told one = Objects.requireNonNull(told.get(name));
    Instant seen = Objects.requireNonNull(shop.told(UNITS - 1).get("L" + good));
    return new Lag(
        name,
        Duration.between(shown, one.desired()),
        Duration.between(one.desired(), one.sent()),
        Duration.between(one.sent(), seen));
  }

  private void tell(List<Lag> lags) {
    String what = "from that poll to the right number in %s";
    Map<String, List<Lag>> byShop =
        lags.stream().collect(Collectors.groupingBy(Lag::shop, TreeMap::new, Collectors.toList()));
    byShop.forEach(
        (name, some) -> {
          boolean isLimited = name.equals("back-market");
          String wanted = isLimited ? "" : "p50 < 0.5 s, p99 < 1.5 s";
          List<Duration> all = some.stream().map(Lag::all).toList();
          boolean isMet = Times.at(all, 0.5) < P50_MAX && Times.at(all, 0.99) < P99_MAX;
          report.add(
              what.formatted(name) + (isLimited ? ", within its limits" : ""),
              Times.words(all),
              wanted,
              isLimited || isMet);
        });
    report.note(
        "until the number is computed", Times.words(lags.stream().map(Lag::computing).toList()));
    report.note("until it is sent", Times.words(lags.stream().map(Lag::waiting).toList()));
    report.note("until it is shown", Times.words(lags.stream().map(Lag::telling).toList()));
    lags.stream()
        .sorted(Comparator.comparing(Lag::all).reversed())
        .limit(SLOWEST)
        .forEach(lag -> System.out.println("slow: " + lag));
  }
}
