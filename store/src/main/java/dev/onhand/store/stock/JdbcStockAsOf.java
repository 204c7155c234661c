package dev.onhand.store.stock;

import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.stock.LevelUnits;
import dev.onhand.engine.stock.StockAsOf;
import dev.onhand.engine.stock.TimeAxis;
import dev.onhand.store.database.IndexPlans;
import dev.onhand.store.database.SellerTransactions;
import dev.onhand.store.database.SqlTimes;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Stock as of an instant, in one statement, from segments and the movements they do not cover. */
public final class JdbcStockAsOf implements StockAsOf {

  /**
   * Rows of segments that end by then count whole. Those that begin by then and end later are read
   * movement by movement, and so is what comes after the last segment. A row that is cut through
   * names its movements if they are few, else a range of ids; ranges that overlap are read once,
   * and each movement counts where its location and month are cut through. The lateral sub-queries
   * with "offset 0" keep the planner from reading all the product's movements instead.
   */
  static final String LEVELS =
      """
      with segment as materialized (
        select location_id, month, first_id, last_id, ids,
          case :axis when 'occurred' then occurred_min else recorded_min end as begins,
          case :axis when 'occurred' then occurred_max else recorded_max end as ends,
          available, reserved, damaged, quality_control, set_aside, in_transit
        from stock_checkpoint
        where seller_id = :seller and product_id = :product
      ),
      cut_through as materialized (
        select location_id, month, first_id, last_id, ids
        from segment
        where begins <= :at and ends > :at
          and (cast(:location as bigint) is null or location_id = :location)
      ),
      read_singly as materialized (
        select change.*
        from (
          select unnest(range_agg(int8range(first_id, last_id, '[]'))) as ids
          from cut_through
          where ids is null) as range
        cross join lateral (
          select location_id, date_trunc('month', occurred_at at time zone 'UTC')::date as month, movement_id,
            available, reserved, damaged, quality_control, set_aside, in_transit
          from level_change
          where seller_id = :seller and product_id = :product
            and movement_id >= lower(range.ids) and movement_id < upper(range.ids)
            and case :axis when 'occurred' then occurred_at else recorded_at end <= :at
          offset 0) as change
        union -- a movement may be in a range and among the few
        select change.*
        from (select unnest(ids) as id from cut_through) as few
        cross join lateral (
          select location_id, date_trunc('month', occurred_at at time zone 'UTC')::date as month, movement_id,
            available, reserved, damaged, quality_control, set_aside, in_transit
          from level_change
          where seller_id = :seller and product_id = :product and movement_id = few.id
            and case :axis when 'occurred' then occurred_at else recorded_at end <= :at
          offset 0) as change
      ),
      counted as (
        select location_id, available, reserved, damaged, quality_control, set_aside, in_transit
        from segment
        where ends <= :at
        union all
        select r.location_id, r.available, r.reserved, r.damaged, r.quality_control, r.set_aside, r.in_transit
        from read_singly as r
        join cut_through as c
          on c.location_id = r.location_id and c.month = r.month
            and r.movement_id >= c.first_id and r.movement_id <= c.last_id
        union all
        select change.location_id, change.available, change.reserved, change.damaged,
          change.quality_control, change.set_aside, change.in_transit
        from (select coalesce(max(last_id), 0) as last_id from segment) as closed
        cross join lateral (
          select location_id, available, reserved, damaged, quality_control, set_aside, in_transit
          from level_change
          where seller_id = :seller and product_id = :product and movement_id > closed.last_id
            and case :axis when 'occurred' then occurred_at else recorded_at end <= :at
          offset 0) as change
      )
      select location_id, sum(available)::bigint as available, sum(reserved)::bigint as reserved,
        sum(damaged)::bigint as damaged, sum(quality_control)::bigint as quality_control,
        sum(set_aside)::bigint as set_aside, sum(in_transit)::bigint as in_transit
      from counted
      where cast(:location as bigint) is null or location_id = :location
      group by location_id
      order by location_id
      """;

  private final SellerTransactions transactions;

  public JdbcStockAsOf(SellerTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public List<LevelAsOf> levels(
      SellerId seller,
      ProductId product,
      @Nullable LocationId location,
      TimeAxis axis,
      Instant at) {
    return transactions.call(
        seller,
        jdbc -> {
          IndexPlans.once(jdbc);
          return levels(jdbc, seller, product, location, axis, at);
        });
  }

  /** As {@link StockAsOf#levels}, within a transaction. */
  public static List<LevelAsOf> levels(
      JdbcClient jdbc,
      SellerId seller,
      ProductId product,
      @Nullable LocationId location,
      TimeAxis axis,
      Instant at) {
    return jdbc.sql(LEVELS)
        .param("seller", seller.value())
        .param("product", product.value())
        .param("location", location == null ? null : location.value(), java.sql.Types.BIGINT)
        .param("axis", axis.code())
        .param("at", SqlTimes.toSql(at))
        .query(
            (row, number) ->
                new LevelAsOf(
                    new LocationId(row.getLong("location_id")),
                    new LevelUnits(
                        row.getLong("available"),
                        row.getLong("reserved"),
                        row.getLong("damaged"),
                        row.getLong("quality_control"),
                        row.getLong("set_aside"),
                        row.getLong("in_transit"))))
        .list();
  }
}
