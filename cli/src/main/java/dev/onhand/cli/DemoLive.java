package dev.onhand.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A day's buyers on four shops at once, while replies get lost; then whether all agree. */
final class DemoLive {

  /** So many of the day's products are listed in each shop, those that most was bought of. */
  private static final int PRODUCTS_MAX = 150;

  private static final long BROUGHT_PERCENT = 80;

  /** On the shops' clock, as all that is done there. */
  static final Duration POLL_EVERY = Duration.ofMinutes(10);

  private static final Duration SETTLED_WITHIN = Duration.ofSeconds(60);
  private static final Duration LOOK_EVERY = Duration.ofMillis(250);

  private final Api api;
  private final DemoShops shops;
  private final InstantSource clock;
  private final Consumer<String> say;
  private final DemoBoard board;
  private final Map<String, Long> stock = new LinkedHashMap<>();
  private final DemoScore score;

  DemoLive(Api api, DemoShops shops, InstantSource clock, Consumer<String> say, DemoBoard board) {
    this.api = api;
    this.shops = shops;
    this.clock = clock;
    this.say = say;
    this.board = board;
    this.score = new DemoScore(api, shops, stock);
  }

  /**
   * What came of it.
   *
   * @param agrees whether every listing shows what it should
   */
  record Outcome(ObjectNode report, List<JsonNode> shops, boolean agrees) {}

  /**
   * Sells a day again.
   *
   * @param speed how many times as fast as then
   */
  Outcome run(DemoDay day, int speed) throws InterruptedException {
    choose(day);
    say.accept("Listing %d products on %d shops ...".formatted(stock.size(), shops.shops().size()));
    shops.list(List.copyOf(stock.keySet()));
    connect();
    awaitAgreement(null);
    score.countReadsFromNow();
    Instant begin = clock.instant();
    say.accept(
        "Selling %s again, %,d times as fast as then, in %d seconds; replies get lost meanwhile ..."
            .formatted(day.day(), speed, day.length().dividedBy(speed).toSeconds()));
    shops.letThingsGoWrong();
    sell(day, speed, begin);
    long faults = shops.mend();
    say.accept("Selling has stopped; waiting until all agree ...");
    Instant stopped = clock.instant();
    awaitAgreement(begin);
    board.clear();
    return outcome(day, begin, stopped, faults);
  }

  /**
   * What most is bought of on the day. A container brings most of what is wanted, for the month's
   * books end with next to nothing: enough to sell, and too little for all.
   */
  private void choose(DemoDay day) throws InterruptedException {
    Map<String, Integer> wanted = new HashMap<>();
    day.baskets()
        .forEach(b -> b.taken().forEach(t -> wanted.merge(t.sku(), t.units(), Integer::sum)));
    Map<String, Long> available = DemoScore.available(api);
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
      body.put("type", shop.type()).put("poll_seconds", POLL_EVERY.toSeconds());
      ObjectNode settings = body.putObject("settings");
      shop.settings().forEach(settings::put);
      String account = "/channels/" + shop.code() + "/account";
      api.send(Request.put(account, body));
      api.send(Request.post(account + "/resume", Json.object()));
    }
  }

  private void sell(DemoDay day, int speed, Instant begin) throws InterruptedException {
    int buyer = 0;
    for (DemoDay.Basket basket : day.baskets()) {
      Instant due = begin.plus(day.until(basket).dividedBy(speed));
      while (clock.instant().isBefore(due)) {
        if (board.isDue()) {
          show(basket.at().toString(), begin, score.look());
        }
        Duration left = Duration.between(clock.instant(), due);
        Thread.sleep(left.compareTo(LOOK_EVERY) < 0 && left.isPositive() ? left : LOOK_EVERY);
      }
      shops.buy(shops.shops().get(buyer++ % shops.shops().size()), basket.taken());
    }
  }

  private void show(String when, Instant begin, DemoScore.Look look) {
    List<JsonNode> rows = score.rows(begin, clock.instant(), look);
    board.show(
        "%s: orders in: %,d, pushes: %,d, listings not told yet: %,d, units oversold: %,d"
            .formatted(
                when,
                DemoScore.sum(rows, "orders"),
                DemoScore.sum(rows, "pushes"),
                DemoScore.sum(rows, "differing"),
                DemoScore.sum(rows, "oversold")),
        rows);
  }

  /**
   * @param begin when selling began; null: it did not yet
   */
  private void awaitAgreement(@Nullable Instant begin) throws InterruptedException {
    Instant until = clock.instant().plus(SETTLED_WITHIN);
    DemoScore.Look look = score.look();
    while (!look.agrees() && clock.instant().isBefore(until)) {
      if (begin != null && board.isDue()) {
        show("Settling", begin, look);
      }
      Thread.sleep(LOOK_EVERY);
      look = score.look();
    }
  }

  private Outcome outcome(DemoDay day, Instant begin, Instant stopped, long faults)
      throws InterruptedException {
    Instant settled = clock.instant();
    DemoScore.Look look = score.look();
    Set<String> differing = look.differing();
    List<JsonNode> rows = score.rows(begin, settled, look);
    List<Duration> lags = score.lags(begin);
    ObjectNode report = Json.object();
    report
        .put("day", day.day())
        .put("listings", stock.size() * shops.shops().size())
        .put("faults", faults)
        .put("lag_p50_millis", DemoScore.at(lags, 0.5))
        .put("lag_p99_millis", DemoScore.at(lags, 0.99))
        .put("oversold", DemoScore.sum(rows, "oversold"))
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
    return new Outcome(report, rows, look.agrees());
  }

  /** Prints it for people. */
  static void print(Output out, Outcome outcome) {
    JsonNode report = outcome.report();
    out.line("");
    out.line("%s again, live, on four simulated shops:".formatted(Json.text(report, "day")));
    out.table(outcome.shops(), DemoScore.SHOP);
    out.line(
        String.format(
            Locale.ROOT,
            "  Told the others  in %.1f s (p50), %.1f s (p99) from the sale, the wait for the next poll included",
            Json.number(report, "lag_p50_millis") / 1000.0,
            Json.number(report, "lag_p99_millis") / 1000.0));
    out.line(
        String.format(
            Locale.ROOT,
            "  Calls saved      %,d, against reading all listings every ten minutes of that day",
            DemoScore.sum(outcome.shops(), "saved")));
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
                report
                    .path("differences")
                    .valueStream()
                    .map(one -> Json.text(one, "listing"))
                    .collect(Collectors.joining(", "))));
  }
}
