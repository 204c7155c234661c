package dev.onhand.engine.channels;

import dev.onhand.connector.http.Purpose;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a day's calls of an account were for, and what it would have cost to poll instead: reading
 * all listings every hour, and a listing each time that somebody looked at it.
 *
 * @param day in UTC
 * @param reads of listings
 * @param pushes also asking what became of them
 * @param orders polling and reading them
 * @param auth logging in, and setting up what calls us
 * @param failed of all of them
 * @param polling what reading would have cost
 */
public record Spending(
    LocalDate day, long reads, long pushes, long orders, long auth, long failed, long polling) {

  /** Of a page, as channels show listings. */
  static final long LISTINGS_OF_PAGE = 50;

  private static final long HOURS = 24;

  public long all() {
    return reads + pushes + orders + auth;
  }

  /** Reads that polling would have cost beyond those that were made. */
  public long saved() {
    return polling - reads;
  }

  /**
   * @param looks at listings, by day
   * @param listings how many the account has
   * @return the newest day first
   */
  public static List<Spending> of(
      List<CallCount> calls, Map<LocalDate, Long> looks, long listings) {
    Map<LocalDate, List<CallCount>> byDay = new TreeMap<>(Comparator.reverseOrder());
    looks.keySet().forEach(day -> byDay.put(day, new ArrayList<>()));
    calls.forEach(call -> byDay.computeIfAbsent(call.day(), day -> new ArrayList<>()).add(call));
    long hourly = HOURS * Math.ceilDiv(listings, LISTINGS_OF_PAGE);
    return byDay.entrySet().stream()
        .map(one -> of(one.getKey(), one.getValue(), hourly + looks.getOrDefault(one.getKey(), 0L)))
        .toList();
  }

  private static Spending of(LocalDate day, List<CallCount> calls, long polling) {
    long[] sums = new long[4];
    long failed = 0;
    for (CallCount call : calls) {
      sums[kind(call.purpose())] += call.calls();
      failed += call.failed();
    }
    return new Spending(day, sums[0], sums[1], sums[2], sums[3], failed, polling);
  }

  private static int kind(Purpose purpose) {
    return switch (purpose) {
      case LISTING_READ, LISTINGS_READ -> 0;
      case PUSH, PUSH_RESULT -> 1;
      case ORDERS_POLL, ORDER_READ -> 2;
      case LOGIN, SUBSCRIPTION -> 3;
    };
  }
}
