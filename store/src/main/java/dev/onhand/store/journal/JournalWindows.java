package dev.onhand.store.journal;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.journal.JournalFilter.Times;
import dev.onhand.store.database.SqlTimes;
import dev.onhand.store.journal.JournalSearch.Range;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Cuts the journal into ranges of ids, by the time of recording.
 *
 * <p>Ids grow with time, but for the clocks of nodes and the moments in which commits overlap; so a
 * time is found by bisection over the ids, with a margin, and what it leads to is still looked at
 * one by one.
 */
public final class JournalWindows {

  /** Twice what a clock may be wrong by. */
  private static final Duration MARGIN = Duration.ofHours(2);

  private static final String NEWEST =
      """
      select movement_id
      from movement
      where seller_id = :seller and movement_id > :above and movement_id < :below
      order by movement_id desc
      offset :movements
      limit 1
      """;

  private static final String NEWEST_OF_PRODUCT =
      """
      select movement_id
      from movement
      where seller_id = :seller and product_id = :product and movement_id > :above and movement_id < :below
      order by movement_id desc
      offset :movements
      limit 1
      """;

  private static final String OLDEST =
      """
      select movement_id
      from movement
      where seller_id = :seller and movement_id > :above and movement_id < :below
      order by movement_id
      offset :movements
      limit 1
      """;

  private static final String OLDEST_OF_PRODUCT =
      """
      select movement_id
      from movement
      where seller_id = :seller and product_id = :product and movement_id > :above and movement_id < :below
      order by movement_id
      offset :movements
      limit 1
      """;

  private final JdbcClient jdbc;
  private final SellerId seller;
  private final @Nullable Long product;

  /**
   * @param product looks at the movements of this product alone; null: of all
   */
  JournalWindows(JdbcClient jdbc, SellerId seller, @Nullable Long product) {
    this.jdbc = jdbc;
    this.seller = seller;
    this.product = product;
  }

  /** Numbers from {@code above} to {@code below}, both excluded. */
  public record Span(long above, long below) {}

  /**
   * The numbers of all that was recorded in a span of time. It begins at a movement and ends before
   * one, so that an entry of an order's log is on the same side as its movements.
   */
  public static Span recorded(JdbcClient jdbc, SellerId seller, Instant from, Instant to) {
    JournalWindows windows = new JournalWindows(jdbc, seller, null);
    Range all = new Range(0, Long.MAX_VALUE);
    long first = windows.firstFrom(windows.boundary(all, from));
    return new Span(first - 1, Math.max(first, windows.firstFrom(windows.boundary(all, to))));
  }

  private long firstFrom(long number) {
    return oldest(new Range(number - 1, Long.MAX_VALUE), 0).orElse(Long.MAX_VALUE);
  }

  /** The id of the movement that has so many before it in the range, walking from the newest. */
  private OptionalLong newest(Range range, int movements) {
    return product == null
        ? find(jdbc.sql(NEWEST), range, movements)
        : find(jdbc.sql(NEWEST_OF_PRODUCT).param("product", product), range, movements);
  }

  /** The same, walking from the oldest. */
  private OptionalLong oldest(Range range, int movements) {
    return product == null
        ? find(jdbc.sql(OLDEST), range, movements)
        : find(jdbc.sql(OLDEST_OF_PRODUCT).param("product", product), range, movements);
  }

  private OptionalLong find(JdbcClient.StatementSpec statement, Range range, int movements) {
    return statement
        .param("seller", seller.value())
        .param("above", range.above())
        .param("below", range.below())
        .param("movements", movements)
        .query((row, number) -> row.getLong("movement_id"))
        .optional()
        .map(OptionalLong::of)
        .orElseGet(OptionalLong::empty);
  }

  /** The range from its first movement to its last. */
  Range filled(Range range) {
    OptionalLong oldest = oldest(range, 0);
    OptionalLong newest = newest(range, 0);
    return oldest.isEmpty() || newest.isEmpty()
        ? new Range(range.above(), range.above())
        : new Range(oldest.getAsLong() - 1, newest.getAsLong() + 1);
  }

  /**
   * How many ids of the range hold so many movements, walking from the newest or from the oldest.
   */
  long ids(Range range, int movements, boolean backwards) {
    OptionalLong end = backwards ? oldest(range, movements) : newest(range, movements);
    if (end.isEmpty()) {
      return range.below() - range.above();
    }
    return backwards ? end.getAsLong() - range.above() : range.below() - end.getAsLong();
  }

  /** The part of the range in which movements recorded in that span are. */
  Range within(Range range, Times recorded) {
    Range within = recorded.from() == null ? range : from(range, recorded.from());
    return recorded.to() == null || within.isEmpty() ? within : to(within, recorded.to());
  }

  /** The part of the range in which movements recorded from that time on are. */
  private Range from(Range range, Instant time) {
    return new Range(boundary(range, time.minus(MARGIN)) - 1, range.below());
  }

  /** The part of the range in which movements recorded before that time are. */
  private Range to(Range range, Instant time) {
    return new Range(range.above(), boundary(range, time.plus(MARGIN)));
  }

  /**
   * An id in the range such that the movement just before it was recorded before that time, and it
   * was not, or the end of the range.
   */
  private long boundary(Range range, Instant time) {
    Range filled = filled(range);
    if (filled.isEmpty()) {
      return range.below();
    }
    long low = filled.above() + 1;
    long high = filled.below();
    while (low < high) {
      long middle = low + (high - low) / 2;
      Optional<Row> row = firstFrom(middle, high);
      if (row.isEmpty() || !row.get().recordedAt().isBefore(time)) {
        high = middle;
      } else {
        low = row.get().id() + 1;
      }
    }
    return low == filled.below() ? range.below() : low;
  }

  private record Row(long id, Instant recordedAt) {}

  private Optional<Row> firstFrom(long id, long below) {
    return jdbc.sql(
            """
            select movement_id, recorded_at
            from movement
            where seller_id = :seller and movement_id >= :id and movement_id < :below
            order by movement_id
            limit 1
            """)
        .param("seller", seller.value())
        .param("id", id)
        .param("below", below)
        .query(
            (row, number) -> new Row(row.getLong("movement_id"), SqlTimes.get(row, "recorded_at")))
        .optional();
  }
}
