package dev.onhand.store.journal;

import dev.onhand.core.ledger.Reason;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.journal.JournalFilter;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.store.database.SqlTimes;
import java.sql.Types;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Finds ids of movements, in the order they are walked: from the newest of a range of ids to the
 * oldest, or backwards. The movements of a product stand together in an index, as do all movements;
 * every other wish is looked at movement by movement, so the range has to be kept short. Those of a
 * cause stand together too, but in no order of their own: they are read whole, if they are few.
 */
final class JournalSearch {

  /** Ids from {@code above} to {@code below}, both excluded. */
  record Range(long above, long below) {

    /** What a page may show. */
    static Range of(PageRequest page) {
      return new Range(
          page.before() == null ? 0 : page.before(),
          page.after() == null ? Long.MAX_VALUE : page.after());
    }

    boolean isEmpty() {
      return below - above <= 1;
    }

    /** The part that is walked first: so many ids at its new end, or at its old one. */
    Range first(long ids, boolean backwards) {
      return backwards
          ? new Range(above, Math.min(below, above + ids + 1))
          : new Range(Math.max(above, below - ids - 1), below);
    }

    /** What is left when that part is walked. */
    Range without(Range first, boolean backwards) {
      return backwards ? new Range(first.below - 1, below) : new Range(above, first.above + 1);
    }
  }

  /** An order has a few movements, an import may have millions. */
  private static final int CAUSE_MAX = 10_000;

  private static final int TIME = Types.TIMESTAMP_WITH_TIMEZONE;

  private static final String OF_PRODUCT =
      """
      select movement_id
      from movement
      where seller_id = :seller and product_id = :product
        and movement_id > :above and movement_id < :below
        and (cast(:reference as text) is null or cause_reference = :reference)
      """;

  private static final String OF_CAUSE =
      """
      select movement_id
      from movement
      where seller_id = :seller and cause_reference = :reference
        and movement_id > :above and movement_id < :below
        and (cast(:product as bigint) is null or product_id = :product)
      """;

  private static final String OF_ANY =
      """
      select movement_id
      from movement
      where seller_id = :seller
        and movement_id > :above and movement_id < :below
        and (cast(:reference as text) is null or cause_reference = :reference)
      """;

  private static final String AND_THE_REST =
      """
        and (cast(:location as bigint) is null or from_location_id = :location or to_location_id = :location)
        and (cast(:kind as text) is null or cause_kind = :kind)
        and (cast(:line as text) is null or cause_line = :line)
        and (cast(:channel as text) is null or cause_kind = 'order' and starts_with(cause_reference, :channel || '/'))
        and (cast(:actor as text) is null or actor = :actor)
        and (cardinality(cast(:reasons as text[])) = 0 or reason = any (cast(:reasons as text[])))
        and (cast(:occurred_from as timestamptz) is null or occurred_at >= :occurred_from)
        and (cast(:occurred_to as timestamptz) is null or occurred_at < :occurred_to)
        and (cast(:recorded_from as timestamptz) is null or recorded_at >= :recorded_from)
        and (cast(:recorded_to as timestamptz) is null or recorded_at < :recorded_to)
      """;

  private static final String NEWEST_FIRST =
      """
      order by movement_id desc
      limit :rows
      """;

  private static final String OLDEST_FIRST =
      """
      order by movement_id
      limit :rows
      """;

  private final JdbcClient jdbc;
  private final SellerId seller;
  private final JournalFilter filter;
  private final @Nullable Long product;
  private final @Nullable Long location;
  private final boolean backwards;
  private @Nullable Boolean ofSmallCause;

  /**
   * @param product the id of the filter's product, null if it has none
   * @param location the id of the filter's location, null if it has none
   * @param backwards from the oldest to the newest
   */
  JournalSearch(
      JdbcClient jdbc,
      SellerId seller,
      JournalFilter filter,
      @Nullable Long product,
      @Nullable Long location,
      boolean backwards) {
    this.jdbc = jdbc;
    this.seller = seller;
    this.filter = filter;
    this.product = product;
    this.location = location;
    this.backwards = backwards;
  }

  /** Whether the filter names a cause that has so few movements that all of them can be read. */
  boolean isOfSmallCause() {
    if (filter.cause().reference() == null) {
      return false;
    }
    if (ofSmallCause == null) {
      ofSmallCause = countOfCause() <= CAUSE_MAX;
    }
    return ofSmallCause;
  }

  private int countOfCause() {
    return jdbc.sql(
            """
            select count(*)
            from (
              select 1
              from movement
              where seller_id = :seller and cause_reference = :reference
              limit :limit
            ) as first
            """)
        .param("seller", seller.value())
        .param("reference", filter.cause().reference())
        .param("limit", CAUSE_MAX + 1)
        .query(Integer.class)
        .single();
  }

  /** The first so many movements of the range that fulfil the filter. */
  List<Long> find(Range range, int rows) {
    return statement()
        .param("seller", seller.value())
        .param("above", range.above())
        .param("below", range.below())
        .param("product", product, Types.BIGINT)
        .param("location", location, Types.BIGINT)
        .param("kind", kind(), Types.VARCHAR)
        .param("reference", filter.cause().reference(), Types.VARCHAR)
        .param("line", filter.cause().line(), Types.VARCHAR)
        .param("channel", filter.cause().channel(), Types.VARCHAR)
        .param("actor", filter.actor(), Types.VARCHAR)
        .param("reasons", filter.reasons().stream().map(Reason::code).toArray(String[]::new))
        .param("occurred_from", SqlTimes.toSqlOrNull(filter.occurred().from()), TIME)
        .param("occurred_to", SqlTimes.toSqlOrNull(filter.occurred().to()), TIME)
        .param("recorded_from", SqlTimes.toSqlOrNull(filter.recorded().from()), TIME)
        .param("recorded_to", SqlTimes.toSqlOrNull(filter.recorded().to()), TIME)
        .param("rows", rows)
        .query((row, number) -> row.getLong("movement_id"))
        .list();
  }

  private @Nullable String kind() {
    return filter.cause().kind() == null ? null : filter.cause().kind().code();
  }

  private JdbcClient.StatementSpec statement() {
    if (isOfSmallCause()) {
      return ofCause();
    }
    return product == null ? ofAny() : ofProduct();
  }

  private JdbcClient.StatementSpec ofProduct() {
    return backwards
        ? jdbc.sql(OF_PRODUCT + AND_THE_REST + OLDEST_FIRST)
        : jdbc.sql(OF_PRODUCT + AND_THE_REST + NEWEST_FIRST);
  }

  private JdbcClient.StatementSpec ofCause() {
    return backwards
        ? jdbc.sql(OF_CAUSE + AND_THE_REST + OLDEST_FIRST)
        : jdbc.sql(OF_CAUSE + AND_THE_REST + NEWEST_FIRST);
  }

  private JdbcClient.StatementSpec ofAny() {
    return backwards
        ? jdbc.sql(OF_ANY + AND_THE_REST + OLDEST_FIRST)
        : jdbc.sql(OF_ANY + AND_THE_REST + NEWEST_FIRST);
  }
}
