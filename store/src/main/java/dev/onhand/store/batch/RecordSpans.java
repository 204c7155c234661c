package dev.onhand.store.batch;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.store.database.SqlTimes;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Which numbers records of a span of time have.
 *
 * <p>Numbers grow with time, but for the clocks of nodes and the moments in which commits overlap;
 * so a time is found by bisection over the numbers, with a margin, and what it leads to is still
 * looked at one by one.
 */
final class RecordSpans {

  /** Twice what a clock may be wrong by. */
  private static final Duration MARGIN = Duration.ofHours(2);

  private final JdbcClient jdbc;
  private final SellerId seller;

  RecordSpans(JdbcClient jdbc, SellerId seller) {
    this.jdbc = jdbc;
    this.seller = seller;
  }

  /** Numbers from {@code above} to {@code below}, both excluded. */
  record Span(long above, long below) {}

  /** The part of a span in which records of a time are. */
  Span of(long above, long below, @Nullable Instant from, @Nullable Instant to) {
    long first = from == null ? above + 1 : firstFrom(above + 1, below, from.minus(MARGIN));
    long end = to == null ? below : firstFrom(first, below, to.plus(MARGIN));
    return new Span(first - 1, end);
  }

  /** The first number of the span from which on all was written at that time or later. */
  private long firstFrom(long first, long below, Instant time) {
    long low = first;
    long high = Math.min(below, newest() + 1);
    while (low < high) {
      long middle = low + (high - low) / 2;
      Optional<Row> row = next(middle, high);
      if (row.isEmpty() || !row.get().at().isBefore(time)) {
        high = middle;
      } else {
        low = row.get().entry() + 1;
      }
    }
    return low;
  }

  private record Row(long entry, Instant at) {}

  private Optional<Row> next(long entry, long below) {
    return jdbc.sql(
            """
            select entry, at
            from (
              (select entry, at from listing_history
              where seller_id = :seller and entry >= :entry and entry < :below
              order by entry
              limit 1)
              union all
              (select entry, at from verification_record
              where seller_id = :seller and entry >= :entry and entry < :below
              order by entry
              limit 1)) as found
            order by entry
            limit 1
            """)
        .param("seller", seller.value())
        .param("entry", entry)
        .param("below", below)
        .query((row, number) -> new Row(row.getLong("entry"), SqlTimes.get(row, "at")))
        .optional();
  }

  private long newest() {
    return jdbc.sql(
            """
            select greatest(
              (select entry from listing_history where seller_id = :seller order by entry desc limit 1),
              (select entry from verification_record where seller_id = :seller order by entry desc limit 1),
              0) as newest
            """)
        .param("seller", seller.value())
        .query((row, number) -> row.getLong("newest"))
        .single();
  }
}
