package dev.onhand.server.channels;

import dev.onhand.sandbox.Account;
import dev.onhand.sandbox.shop.Cause;
import dev.onhand.sandbox.shop.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * For how long shops showed more than there was since others had sold it, and what was sold twice
 * meanwhile: by the shops' own journals. Nothing is brought in.
 */
final class ShownTooMuch {

  private final List<Duration> spans = new ArrayList<>();
  private final Map<String, Long> left;
  private final Map<String, Map<String, Long>> shown = new HashMap<>();
  private final Map<String, Map<String, Instant>> since = new HashMap<>();
  private long sold;
  private long oversold;

  /** What a shop showed of a product from a moment on. */
  private record Moment(String shop, Entry entry) {

    String sku() {
      return entry.after().sku();
    }

    long units() {
      return entry.cause() == Cause.SOLD ? entry.before().listed() - entry.after().listed() : 0;
    }
  }

  /**
   * @param stocked what there is to sell, by SKU
   * @param begin what was shown before is of no interest
   */
  ShownTooMuch(List<Account> shops, Map<String, Long> stocked, Instant begin, Instant end) {
    left = new HashMap<>(stocked);
    NavigableMap<Instant, List<Moment>> moments = new TreeMap<>();
    for (Account shop : shops) {
      for (Entry entry : shop.shop().journal()) {
        moments
            .computeIfAbsent(entry.at(), at -> new ArrayList<>())
            .add(new Moment(shop.shop().name(), entry));
      }
    }
    moments.headMap(begin).values().forEach(before -> before.forEach(this::show));
    moments.tailMap(begin).forEach(this::pass);
    since
        .values()
        .forEach(open -> open.values().forEach(at -> spans.add(Duration.between(at, end))));
    spans.sort(Comparator.naturalOrder());
  }

  private void pass(Instant at, List<Moment> all) {
    for (Moment moment : all) {
      sell(moment);
      show(moment);
    }
    all.stream().map(Moment::sku).distinct().forEach(sku -> look(sku, at));
  }

  private void show(Moment moment) {
    shown
        .computeIfAbsent(moment.sku(), sku -> new HashMap<>())
        .put(moment.shop(), (long) moment.entry().after().listed());
  }

  private void sell(Moment moment) {
    long there = left.getOrDefault(moment.sku(), 0L);
    long missing = moment.units() - Math.max(0, there);
    sold += moment.units();
    left.put(moment.sku(), there - moment.units());
    if (moment.units() > 0 && missing > 0) {
      oversold += missing;
    }
  }

  private void look(String sku, Instant at) {
    Map<String, Instant> open = since.computeIfAbsent(sku, any -> new HashMap<>());
    shown
        .get(sku)
        .forEach(
            (shop, units) -> {
              if (units > Math.max(0, left.getOrDefault(sku, 0L))) {
                open.putIfAbsent(shop, at);
              } else if (open.containsKey(shop)) {
                spans.add(Duration.between(open.remove(shop), at));
              }
            });
  }

  /** How long it was, each time, the shortest first. */
  List<Duration> spans() {
    return List.copyOf(spans);
  }

  /** How long half of them were, at most. */
  Duration usual() {
    return spans.get(spans.size() / 2);
  }

  Duration longest() {
    return spans.getLast();
  }

  long sold() {
    return sold;
  }

  /** Units that were sold though others had sold them. */
  long oversold() {
    return oversold;
  }
}
