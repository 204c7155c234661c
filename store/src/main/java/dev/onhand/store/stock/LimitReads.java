package dev.onhand.store.stock;

import dev.onhand.core.alert.AlertKind;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.stock.StockLimits;
import java.sql.Types;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Buffers and reorder points of the products on a page, each found by an index. */
final class LimitReads {

  private LimitReads() {}

  /** Of a listing the narrowest rule holds, and of alerts one of the product before the general. */
  static Map<ProductId, StockLimits> read(
      JdbcClient jdbc, SellerId seller, List<ProductId> products, @Nullable Long location) {
    Map<ProductId, StockLimits> limits = new HashMap<>();
    jdbc.sql(
            """
            select wanted.product_id, coalesce(kept.buffer, 0) as buffer, low.opens_at
            from unnest(:products) as wanted (product_id)
            left join lateral (
              select max(greatest(r.buffer, t.units)) as buffer
              from (
                select listing_id, channel_id, group_name from listing
                where seller_id = :seller and product_id = wanted.product_id and remote_state <> 'ended'
                offset 0) as l
              left join lateral (
                select buffer from listing_rule
                where seller_id = :seller and channel_id = l.channel_id
                  and (scope = 'channel' or (scope = 'group' and subject = l.group_name and l.group_name <> '')
                    or (scope = 'listing' and subject = l.listing_id::text))
                order by case scope when 'listing' then 0 when 'group' then 1 else 2 end
                limit 1) as r on true
              left join tuned_buffer t on t.seller_id = :seller and t.channel_id = l.channel_id and t.product_id = wanted.product_id
              ) as kept on true
            left join lateral (
              select case when rule.mode <> 'off' then rule.opens_at end as opens_at
              from (
                select 0 as place, mode, opens_at from alert_rule
                where seller_id = :seller and kind = :kind and product_id = wanted.product_id
                  and location_id is not distinct from cast(:location as bigint)
                union all
                select 1, mode, opens_at from alert_rule
                where seller_id = :seller and kind = :kind and product_id is null
                  and location_id is not distinct from cast(:location as bigint)) as rule
              order by rule.place
              limit 1) as low on true
            """)
        .param("products", products.stream().map(ProductId::value).toArray(Long[]::new))
        .param("seller", seller.value())
        .param("location", location, Types.BIGINT)
        .param("kind", AlertKind.STOCK_LOW.code())
        .query(
            row -> {
              limits.put(
                  new ProductId(row.getLong("product_id")),
                  new StockLimits(row.getLong("buffer"), row.getObject("opens_at", Long.class)));
            });
    return limits;
  }
}
