package dev.onhand.store.batch;

import dev.onhand.core.batch.CountPick;
import dev.onhand.core.batch.CountPick.Countable;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.store.database.SqlTimes;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What there is to count at a location. Each statement is a walk of its own, and they are put
 * together here: joined they would be planned by the statistics of tables that were empty.
 */
final class CountableReads {

  private CountableReads() {}

  private record Counted(Instant at, long corrected) {}

  static List<Countable> of(
      JdbcClient jdbc,
      SellerId seller,
      long location,
      @Nullable Instant notCountedSince,
      Instant now) {
    Map<Long, Long> moved = moved(jdbc, seller, location, now);
    Map<Long, Counted> counted = counted(jdbc, seller, location, now);
    return products(jdbc, seller, location, notCountedSince, Integer.MAX_VALUE).stream()
        .map(
            product -> {
              Counted last = counted.get(product.value());
              return new Countable(
                  product,
                  moved.getOrDefault(product.value(), 0L),
                  last == null ? null : last.at(),
                  last == null ? 0 : last.corrected());
            })
        .toList();
  }

  static List<ProductId> products(
      JdbcClient jdbc, SellerId seller, long location, @Nullable Instant notCountedSince, int max) {
    return jdbc.sql(
            """
            select s.product_id from stock_level s
            join product p on p.seller_id = :seller and p.product_id = s.product_id
            where s.seller_id = :seller and s.location_id = :location and p.tracking = 'tracked'
              and (cast(:since as timestamptz) is null or not exists (
                select from standing_count v
                where v.seller_id = :seller and v.product_id = s.product_id and v.location_id = :location and v.at >= :since))
            order by s.product_id
            limit :max
            """)
        .param("seller", seller.value())
        .param("location", location)
        .param("since", SqlTimes.toSqlOrNull(notCountedSince), Types.TIMESTAMP_WITH_TIMEZONE)
        .param("max", max)
        .query((row, number) -> new ProductId(row.getLong("product_id")))
        .list();
  }

  /** Within the location, as by a reservation, nothing moves. */
  private static Map<Long, Long> moved(
      JdbcClient jdbc, SellerId seller, long location, Instant now) {
    Map<Long, Long> units = new HashMap<>();
    jdbc.sql(
            """
            select product_id, sum(quantity) as units from movement
            where seller_id = :seller and occurred_at >= :since
              and (coalesce(from_location_id, 0) = :location) <> (coalesce(to_location_id, 0) = :location)
              and reason not in ('stock_count_correction', 'stock_count_correction_minus')
            group by product_id
            """)
        .param("seller", seller.value())
        .param("since", SqlTimes.toSql(now.minus(Duration.ofDays(CountPick.MOVED_DAYS))))
        .param("location", location)
        .query(
            row -> {
              units.put(row.getLong("product_id"), row.getLong("units"));
            });
    return units;
  }

  private static Map<Long, Counted> counted(
      JdbcClient jdbc, SellerId seller, long location, Instant now) {
    Map<Long, Counted> counted = new HashMap<>();
    jdbc.sql(
            """
            select product_id, max(at) as at,
              coalesce(sum(abs(quantity_to - quantity_from)) filter (where at >= :since), 0) as corrected
            from standing_count
            where seller_id = :seller and location_id = :location
            group by product_id
            """)
        .param("seller", seller.value())
        .param("since", SqlTimes.toSql(now.minus(Duration.ofDays(CountPick.YEAR_DAYS))))
        .param("location", location)
        .query(
            row -> {
              counted.put(
                  row.getLong("product_id"),
                  new Counted(SqlTimes.get(row, "at"), row.getLong("corrected")));
            });
    return counted;
  }
}
