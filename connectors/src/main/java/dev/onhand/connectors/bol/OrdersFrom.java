package dev.onhand.connectors.bol;

import dev.onhand.connector.Cursor;
import dev.onhand.connector.http.HttpCall;
import dev.onhand.connectors.bol.BolDocuments.ReducedOrderDocument;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a page of orders begins: at a page of a list, or, after it, at those of its orders that are
 * still to be read. Lists are of the last minutes, or of one day after the other: whether a day
 * stands for what changed since then is not documented.
 *
 * @param day null: of the last minutes
 * @param page from 1; below 0 on the way back, as the order of the list is not documented
 * @param orders to be read, each with a state that nobody knows where it has one; empty: the list
 *     is
 * @param isFull whether the page had orders
 */
record OrdersFrom(@Nullable LocalDate day, int page, boolean isFull, List<String> orders) {

  /** What a list of the last minutes goes back, and some to spare. */
  private static final Duration RECENT = Duration.ofMinutes(55);

  /** Three months; nothing older is shown. */
  private static final int DAYS_MAX = 89;

  /** Clocks in Amsterdam are ahead. */
  private static final Duration AHEAD = Duration.ofHours(2);

  static OrdersFrom of(Cursor cursor, Instant changedSince, Instant now) {
    if (!cursor.isStart()) {
      List<String> parts = List.of(cursor.value().split(" ", 4));
      return new OrdersFrom(
          parts.getFirst().isEmpty() ? null : LocalDate.parse(parts.getFirst()),
          Integer.parseInt(parts.get(1)),
          Boolean.parseBoolean(parts.get(2)),
          Stream.of(parts.getLast().split(",")).filter(it -> !it.isEmpty()).toList());
    }
    LocalDate oldest = day(now).minusDays(DAYS_MAX);
    LocalDate day = day(changedSince.isBefore(Instant.EPOCH) ? Instant.EPOCH : changedSince);
    boolean isRecent = changedSince.plus(RECENT).isAfter(now);
    return new OrdersFrom(
        isRecent ? null : day.isBefore(oldest) ? oldest : day, 1, false, List.of());
  }

  private static LocalDate day(Instant time) {
    return time.atOffset(ZoneOffset.UTC).toLocalDate();
  }

  /** After a page of the list. */
  @Nullable Cursor next(List<ReducedOrderDocument> found, Instant now) {
    OrdersFrom here =
        new OrdersFrom(day, page, !found.isEmpty(), found.stream().map(OrdersFrom::named).toList());
    return here.orders.isEmpty() ? here.nextPage(now) : here.cursor();
  }

  /** An order, with a state that nobody knows. */
  private static String named(ReducedOrderDocument order) {
    return order.id() + order.strangeState().map(it -> ":" + HttpCall.encoded(it)).orElse("");
  }

  /** After so many of the orders that are to be read. */
  @Nullable Cursor next(int read, Instant now) {
    OrdersFrom rest = new OrdersFrom(day, page, isFull, orders.subList(read, orders.size()));
    return rest.orders.isEmpty() ? nextPage(now) : rest.cursor();
  }

  /**
   * Pages end with an empty one; back from there but for the last full one, which was just read.
   */
  private @Nullable Cursor nextPage(Instant now) {
    int next = page + 1;
    if (page > 0 && !isFull) {
      next = Math.min(0, 2 - page);
    }
    if (next != 0) {
      return new OrdersFrom(day, next, false, List.of()).cursor();
    }
    return day == null || !day.isBefore(day(now.plus(AHEAD)))
        ? null
        : new OrdersFrom(day.plusDays(1), 1, false, List.of()).cursor();
  }

  private Cursor cursor() {
    return new Cursor(
        "%s %d %s %s".formatted(day == null ? "" : day, page, isFull, String.join(",", orders)));
  }
}
