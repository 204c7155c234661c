package dev.onhand.store.seal;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.verification.Checkpoints;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Writes the segments of table {@code stock_checkpoint}. */
public final class Segments {

  /** What one product may have waiting for one statement. */
  private static final int MOVEMENTS_MAX = 20 * Checkpoints.SEGMENT_MOVEMENTS;

  private static final String CLOSE =
      """
      with closed as materialized (
        select wanted.product_id, last.segment, last.last_id
        from unnest(:products) as wanted (product_id)
        cross join lateral (
          select coalesce(max(segment), -1) as segment, coalesce(max(last_id), 0) as last_id
          from stock_checkpoint
          where seller_id = :seller and product_id = wanted.product_id
            and segment = (
              select max(segment)
              from stock_checkpoint
              where seller_id = :seller and product_id = wanted.product_id)) as last
      ),
      waiting as materialized (
        select closed.product_id, closed.segment, m.movement_id,
          row_number() over (partition by closed.product_id order by m.movement_id) as number,
          count(*) over (partition by closed.product_id) as movements
        from closed
        cross join lateral (
          select movement_id
          from movement
          where seller_id = :seller and product_id = closed.product_id
            and movement_id > closed.last_id and movement_id <= :sealed_id
          order by movement_id
          limit :limit) as m
      ),
      due as materialized (
        select product_id, segment, min(movement_id) as first_id, max(movement_id) as last_id
        from (
          select product_id, segment + 1 + (number - 1) / :size as segment, movement_id
          from waiting
          where number <= movements / :size * :size) as numbered
        group by product_id, segment
      )
      insert into stock_checkpoint (seller_id, product_id, segment, location_id, month,
        first_id, last_id, movements, occurred_min, occurred_max, recorded_min, recorded_max,
        available, reserved, damaged, quality_control, set_aside, in_transit, ids)
      select :seller, due.product_id, due.segment, change.location_id, change.month,
        min(change.movement_id), max(change.movement_id), sum(change.movements),
        min(change.occurred_at), max(change.occurred_at), min(change.recorded_at), max(change.recorded_at),
        sum(change.available), sum(change.reserved), sum(change.damaged),
        sum(change.quality_control), sum(change.set_aside), sum(change.in_transit),
        case when sum(change.movements) <= :few
          then array_agg(change.movement_id order by change.movement_id) filter (where change.movements = 1) end
      from due
      cross join lateral (
        select location_id, date_trunc('month', occurred_at at time zone 'UTC')::date as month,
          movement_id, movements, occurred_at, recorded_at,
          available, reserved, damaged, quality_control, set_aside, in_transit
        from level_change
        where seller_id = :seller and product_id = due.product_id
          and movement_id >= due.first_id and movement_id <= due.last_id
        offset 0) as change
      group by due.product_id, due.segment, change.location_id, change.month
      """;

  private Segments() {}

  /**
   * Closes each whole thousand of sealed movements that these products have after their last
   * segment, to a limit a product. A product with fewer than a thousand is left as it is. Call with
   * the {@link SealLock}.
   *
   * @return how many rows were written; 0 when all is closed
   */
  public static int close(JdbcClient jdbc, SellerId seller, long[] products, long sealedId) {
    if (products.length == 0) {
      return 0;
    }
    return jdbc.sql(CLOSE)
        .param("seller", seller.value())
        .param("products", products)
        .param("sealed_id", sealedId)
        .param("limit", MOVEMENTS_MAX)
        .param("size", Checkpoints.SEGMENT_MOVEMENTS)
        .param("few", Checkpoints.SEGMENT_FEW_MOVEMENTS)
        .update();
  }
}
