package dev.onhand.store.verification;

import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.verification.LevelAudit.Differing;
import dev.onhand.engine.verification.ProductSpan;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Finds the products of a span that are not as they must be, by sums that the database makes
 * without handing out a movement. It may not say what is wrong, for it does not look at the order
 * of movements; but it misses nothing that a close look would find.
 */
final class QuickLook {

  /**
   * Levels, less their checkpoints, less what moved since: what is not zero then is wrong
   * somewhere.
   */
  private static final String SINCE_CHECKPOINT =
      """
      select product_id
      from (
        select product_id, location_id, available, reserved, damaged, quality_control, set_aside, in_transit
        from stock_level
        where seller_id = :seller and product_id > :after and product_id <= :last
        union all
        select product_id, location_id, -available, -reserved, -damaged, -quality_control, -set_aside, -in_transit
        from level_checkpoint
        where seller_id = :seller and product_id > :after and product_id <= :last
        union all
        select product_id, location_id, -available, -reserved, -damaged, -quality_control, -set_aside, -in_transit
        from level_change
        where seller_id = :seller and product_id > :after and product_id <= :last
          and movement_id > :cut_id and movement_id <= :last_id
      ) as entry
      group by product_id, location_id
      having sum(available) <> 0 or sum(reserved) <> 0 or sum(damaged) <> 0
        or sum(quality_control) <> 0 or sum(set_aside) <> 0 or sum(in_transit) <> 0
      union
      select product_id
      from stock_level
      where seller_id = :seller and product_id > :after and product_id <= :last
        and (floor is not null and available < floor) <> (below_floor_since is not null)
      union
      select product_id
      from level_checkpoint c
      where seller_id = :seller and product_id > :after and product_id <= :last
        and not exists (
          select 1
          from stock_level l
          where l.seller_id = :seller and l.product_id = c.product_id and l.location_id = c.location_id)
      order by product_id
      """;

  private final JdbcClient jdbc;
  private final SellerId seller;
  private final ProductSpan span;

  QuickLook(JdbcClient jdbc, SellerId seller, ProductSpan span) {
    this.jdbc = jdbc;
    this.seller = seller;
    this.span = span;
  }

  Differing differing() {
    long cutId = cutId();
    List<ProductId> products =
        jdbc.sql(SINCE_CHECKPOINT)
            .param("seller", seller.value())
            .param("after", span.after())
            .param("last", span.last())
            .param("cut_id", cutId)
            .param("last_id", Long.MAX_VALUE) // a range: the planner takes it for a short one
            .query((row, number) -> StoredRows.product(row))
            .list();
    return new Differing(levels(), movements(cutId), products);
  }

  private long cutId() {
    return jdbc.sql("select cut_id from level_checkpoint_cut where seller_id = :seller")
        .param("seller", seller.value())
        .query(Long.class)
        .optional()
        .orElse(0L);
  }

  private long levels() {
    return jdbc.sql(
            """
            select count(*)
            from stock_level
            where seller_id = :seller and product_id > :after and product_id <= :last
            """)
        .param("seller", seller.value())
        .param("after", span.after())
        .param("last", span.last())
        .query(Long.class)
        .single();
  }

  private long movements(long afterId) {
    return jdbc.sql(
            """
            select count(*)
            from movement
            where seller_id = :seller and product_id > :after and product_id <= :last
              and movement_id > :after_id and movement_id <= :last_id
            """)
        .param("seller", seller.value())
        .param("after", span.after())
        .param("last", span.last())
        .param("after_id", afterId)
        .param("last_id", Long.MAX_VALUE)
        .query(Long.class)
        .single();
  }
}
