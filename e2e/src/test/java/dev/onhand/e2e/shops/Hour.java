package dev.onhand.e2e.shops;

import dev.onhand.e2e.shops.Event.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An hour of sales, drawn by chance: what happens when, and in which shop. Nobody waits for its
 * seconds: they say what comes before what, and what falls into one minute.
 */
record Hour(List<Event> events, Outage outage) {
  static final int MINUTES = 60;
  private static final int SECONDS = 60 * MINUTES;
  private static final int SALES = 48;
  private static final int UNITS_MAX = 3;

  Hour {
    events = List.copyOf(events);
  }

  /**
   * A shop is down.
   *
   * @param shop its number
   * @param from the first minute of it
   * @param until the minute in which it is back
   */
  record Outage(int shop, int from, int until) {

    boolean hits(int itsShop, int minute) {
      return itsShop == shop && minute >= from && minute < until;
    }
  }

  static Hour draw(Random random, int shops, List<String> skus) {
    List<Event> events = new ArrayList<>();
    for (int sale = 0; sale < SALES; sale++) {
      int shop = random.nextInt(shops);
      int second = random.nextInt(SECONDS);
      events.add(new Event(second, Kind.SALE, shop, sale, cart(random, skus)));
      int after = second + 60 + random.nextInt(15 * 60);
      switch (random.nextInt(5)) {
        case 0 -> events.add(follow(after, Kind.CANCELLATION, shop, sale));
        case 1 -> events.add(follow(after, Kind.PARCEL, shop, sale));
        case 2 -> {
          events.add(follow(after, Kind.PARCEL, shop, sale));
          int back = after + 60 + random.nextInt(15 * 60);
          events.add(follow(back, Kind.RETURN, shop, sale));
        }
        default -> {
          // Nothing more becomes of it within the hour.
        }
      }
    }
    int from = 20 + random.nextInt(15);
    return new Hour(
        events.stream()
            .filter(it -> it.second() < SECONDS)
            .sorted(Comparator.comparing(Event::second).thenComparing(Event::sale))
            .toList(),
        new Outage(random.nextInt(shops), from, from + 5));
  }

  private static Event follow(int second, Kind kind, int shop, int sale) {
    return new Event(second, kind, shop, sale, new TreeMap<>());
  }

  /** One line, and of each third order two. */
  private static SortedMap<String, Integer> cart(Random random, List<String> skus) {
    SortedMap<String, Integer> cart = new TreeMap<>();
    int lines = random.nextInt(3) == 0 ? 2 : 1;
    for (int i = 0; i < lines; i++) {
      cart.put(skus.get(random.nextInt(skus.size())), 1 + random.nextInt(UNITS_MAX));
    }
    return cart;
  }

  List<Event> of(int minute) {
    return events.stream().filter(it -> it.minute() == minute).toList();
  }
}
