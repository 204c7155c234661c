package dev.onhand.cli;

import static dev.onhand.cli.Column.number;
import static dev.onhand.cli.Column.text;

import dev.onhand.sandbox.Purpose;
import dev.onhand.sandbox.shop.Order;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A day's buyers on four shops at once, while replies get lost; then whether all agree. */
final class DemoLive {

  static final List<Column> SHOP =
      List.of(
          text("Channel", "channel"),
          number("Orders in", "orders"),
          number("Units", "units"),
          number("Lost sales", "lost"),
          number("Pushes", "pushes"),
          number("Polls", "polls"),
          number("Differing", "differing"));

  /** So many of the day's products are listed in each shop, those that most was bought of. */
  private static final int PRODUCTS_MAX = 150;

  private static final long BROUGHT_PERCENT = 80;
  private static final Duration DAY = Duration.ofSeconds(40);
  private static final Duration SETTLED_WITHIN = Duration.ofSeconds(60);
  private static final Duration LOOK_EVERY = Duration.ofMillis(250);

  private final Api api;
  private final DemoShops shops;
  private final InstantSource clock;
  private final Consumer<String> say;
  private final Map<String, Long> stock = new LinkedHashMap<>();
  private final Map<String, Integer> units = new HashMap<>();
  private final Map<String, Integer> orders = new HashMap<>();

  DemoLive(Api api, DemoShops shops, InstantSource clock, Consumer<String> say) {
    this.api = api;
    this.shops = shops;
    this.clock = clock;
    this.say = say;
  }

  /**
   * What came of it.
   *
   * @param agrees whether every listing shows what it should
   */
  record Outcome(ObjectNode report, List<JsonNode> shops, boolean agrees) {}

  Outcome run(DemoDay day) throws InterruptedException {
    choose(day);
    say.accept("Listing %d products on %d shops ...".formatted(stock.size(), shops.shops().size()));
    shops.list(List.copyOf(stock.keySet()));
    connect();
    await(SETTLED_WITHIN, () -> differing(false).isEmpty());
    Instant begin = clock.instant();
    say.accept(
        "Selling %s again in %d seconds, replies get lost meanwhile ..."
            .formatted(day.day(), DAY.toSeconds()));
    shops.letThingsGoWrong();
    sell(day);
    long faults = shops.mend();
    say.accept("Selling has stopped; waiting until all agree ...");
    Instant stopped = clock.instant();
    await(SETTLED_WITHIN, () -> differing(true).isEmpty());
    return outcome(day, begin, stopped, faults);
  }

  /**
   * What most is bought of on the day. A container brings most of what is wanted, for the month's
   * books end with next to nothing: enough to sell, and too little for all.
   */
  private void choose(DemoDay day) throws InterruptedException {
    Map<String, Integer> wanted = new HashMap<>();
    day.baskets().forEach(b -> b.forEach(t -> wanted.merge(t.sku(), t.units(), Integer::sum)));
    Map<String, Long> available = new HashMap<>();
    new Pages(api, "/stock", Query.none(), Integer.MAX_VALUE)
        .forEachRemaining(
            row -> available.put(Json.text(row, "sku"), Json.number(row, "available")));
    List<Map.Entry<String, Integer>> best =
        wanted.entrySet().stream()
            .filter(one -> available.containsKey(one.getKey()))
            .sorted(
                Map.Entry.<String, Integer>comparingByValue()
                    .reversed()
                    .thenComparing(Map.Entry.comparingByKey()))
            .limit(PRODUCTS_MAX)
            .toList();
    ObjectNode container = Json.object();
    ArrayNode items = container.putArray("items");
    String location = Json.text(api.get("/locations", Query.none()).path("data").path(0), "code");
    for (Map.Entry<String, Integer> one : best) {
      long units = Math.ceilDiv(one.getValue() * BROUGHT_PERCENT, 100L);
      items
          .addObject()
          .put("key", "demo-container-" + one.getKey())
          .put("sku", one.getKey())
          .put("reason", "purchase")
          .put("quantity", units)
          .put("location", location)
          .putObject("cause")
          .put("kind", "container")
          .put("reference", "demo-container");
      stock.put(one.getKey(), available.getOrDefault(one.getKey(), 0L) + units);
    }
    api.send(Request.post("/movements:batch", container));
  }

  private void connect() throws InterruptedException {
    for (DemoShops.Shop shop : shops.shops()) {
      ObjectNode body = Json.object();
      body.put("type", shop.type()).put("poll_seconds", 1);
      ObjectNode settings = body.putObject("settings");
      shop.settings().forEach(settings::put);
      String account = "/channels/" + shop.code() + "/account";
      api.send(Request.put(account, body));
      api.send(Request.post(account + "/resume", Json.object()));
    }
  }

  private void sell(DemoDay day) throws InterruptedException {
    List<List<DemoDay.Taken>> baskets = day.baskets();
    Instant begin = clock.instant();
    for (int i = 0; i < baskets.size(); i++) {
      Instant due = begin.plus(DAY.multipliedBy(i).dividedBy(baskets.size()));
      Duration left = Duration.between(clock.instant(), due);
      if (left.isPositive()) {
        Thread.sleep(left);
      }
      DemoShops.Shop shop = shops.shops().get(i % shops.shops().size());
      Optional<Order> order = shops.buy(shop, baskets.get(i));
      order.ifPresent(
          one -> {
            orders.merge(shop.code(), 1, Integer::sum);
            units.merge(
                shop.code(),
                one.lines().stream().mapToInt(line -> line.kept()).sum(),
                Integer::sum);
          });
    }
  }

  /**
   * Listings of which buyers can have more or less than there is, as {@code channel/sku}.
   *
   * @param alsoOrders also channels of which orders are not in yet
   */
  private Set<String> differing(boolean alsoOrders) {
    try {
      Map<String, Long> available = new HashMap<>();
      new Pages(api, "/stock", Query.none(), Integer.MAX_VALUE)
          .forEachRemaining(
              row -> available.put(Json.text(row, "sku"), Json.number(row, "available")));
      Set<String> differing = new HashSet<>();
      for (DemoShops.Shop shop : shops.shops()) {
        Map<String, Integer> listed = shops.listed(shop);
        for (String sku : stock.keySet()) {
          if (Math.max(0, available.getOrDefault(sku, 0L)) != listed.getOrDefault(sku, -1)) {
            differing.add(shop.code() + "/" + sku);
          }
        }
      }
      if (alsoOrders) {
        addMissingOrders(differing);
      }
      return differing;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Set.of("interrupted");
    }
  }

  private void addMissingOrders(Set<String> differing) throws InterruptedException {
    Map<String, Integer> there = new HashMap<>();
    for (DemoShops.Shop shop : shops.shops()) {
      Pages pages =
          new Pages(api, "/orders", Query.none().with("channel", shop.code()), Integer.MAX_VALUE);
      for (; pages.hasNext(); pages.next()) {
        there.merge(shop.code(), 1, Integer::sum);
      }
    }
    orders.forEach(
        (shop, count) -> {
          if (there.getOrDefault(shop, 0) < count) {
            differing.add(shop + ": orders are missing");
          }
        });
  }

  private void await(Duration max, BooleanSupplier isDone) throws InterruptedException {
    Instant until = clock.instant().plus(max);
    while (!isDone.getAsBoolean() && clock.instant().isBefore(until)) {
      Thread.sleep(LOOK_EVERY);
    }
  }

  private Outcome outcome(DemoDay day, Instant begin, Instant stopped, long faults) {
    Instant settled = clock.instant();
    Set<String> differing = differing(true);
    List<JsonNode> rows = new ArrayList<>();
    for (DemoShops.Shop shop : shops.shops()) {
      ObjectNode row = Json.object();
      row.put("channel", shop.code())
          .put("orders", orders.getOrDefault(shop.code(), 0))
          .put("units", units.getOrDefault(shop.code(), 0))
          .put("lost", shop.account().shop().unitsLost())
          .put("pushes", shop.account().calls().of(Purpose.PUSH))
          .put("polls", shop.account().calls().of(Purpose.ORDER_POLL))
          .put(
              "differing",
              differing.stream().filter(one -> one.startsWith(shop.code() + "/")).count());
      rows.add(row);
    }
    long oversold =
        stock.entrySet().stream()
            .mapToLong(one -> Math.max(0, shops.unitsKept(one.getKey()) - one.getValue()))
            .sum();
    List<Duration> lags = shops.lags(begin);
    ObjectNode report = Json.object();
    report
        .put("day", day.day())
        .put("listings", stock.size() * shops.shops().size())
        .put("faults", faults)
        .put("lag_p50_millis", at(lags, 0.5))
        .put("lag_p99_millis", at(lags, 0.99))
        .put("oversold", oversold)
        .put("drained_seconds", Duration.between(stopped, settled).toMillis() / 1000.0)
        .put("differing", differing.size());
    report
        .putArray("differences")
        .addAll(
            differing.stream()
                .sorted()
                .limit(20)
                .map(one -> (JsonNode) Json.object().put("listing", one))
                .toList());
    return new Outcome(report, rows, differing.isEmpty());
  }

  private static long at(List<Duration> lags, double share) {
    return lags.isEmpty()
        ? 0
        : lags.get((int) Math.min(lags.size() - 1L, (long) (lags.size() * share))).toMillis();
  }

  /** Prints it for people. */
  static void print(Output out, Outcome outcome) {
    JsonNode report = outcome.report();
    out.line("");
    out.line("%s again, live, on four simulated shops:".formatted(Json.text(report, "day")));
    out.table(outcome.shops(), SHOP);
    out.line(
        String.format(
            Locale.ROOT,
            "  Told the others  in %.1f s (p50), %.1f s (p99) from the sale, the wait for the next poll included",
            Json.number(report, "lag_p50_millis") / 1000.0,
            Json.number(report, "lag_p99_millis") / 1000.0));
    out.line(
        String.format(
            Locale.ROOT,
            "  Went wrong       %,d calls: replies lost, servers failing",
            Json.number(report, "faults")));
    out.line(
        String.format(
            Locale.ROOT,
            "  Oversold         %,d units, sold in two shops before the second was told",
            Json.number(report, "oversold")));
    out.line(
        outcome.agrees()
            ? String.format(
                Locale.ROOT,
                "  Agreement        all %,d listings show what there is",
                Json.number(report, "listings"))
            : String.format(
                Locale.ROOT,
                "  Agreement        NO: %,d differ, such as %s",
                Json.number(report, "differing"),
                Json.text(report.path("differences").path(0), "listing")));
  }
}
