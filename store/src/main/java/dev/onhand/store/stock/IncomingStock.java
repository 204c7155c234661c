package dev.onhand.store.stock;

import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.stock.StockTotals;
import dev.onhand.engine.stock.StockTotals.Incoming;
import dev.onhand.store.database.SqlTimes;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Says of the products on a page what purchase orders are still to bring, also as components of
 * bundles and packs. Only lines of which something is to come are in the index that it reads.
 */
final class IncomingStock {

  private static final String BY_LOCATION =
      """
      select wanted.product_id, at.code, least(sum(l.incoming * sold.units), 1000000000000000000)::bigint as units,
        min(o.expected_at) as expected_at
      from unnest(:products) as wanted (product_id)
      cross join lateral (
        select wanted.product_id, 1::bigint as units
        union all
        select bundle_id, units from bundle_component
        where seller_id = :seller and component_id = wanted.product_id) as sold
      cross join lateral (
        select location_id, incoming, purchase_order_id from purchase_order_line
        where seller_id = :seller and product_id = sold.product_id and incoming > 0
          and (cast(:location as bigint) is null or location_id = :location)
        offset 0) as l
      cross join lateral (
        select expected_at from purchase_order
        where seller_id = :seller and purchase_order_id = l.purchase_order_id
        limit 1) as o
      cross join lateral (
        select code from location
        where seller_id = :seller and location_id = l.location_id
        limit 1) as at
      group by wanted.product_id, at.code
      order by wanted.product_id, at.code
      """;

  private IncomingStock() {}

  /**
   * @param location only what is to arrive there; null: everywhere
   */
  static List<StockTotals> addTo(
      JdbcClient jdbc, SellerId seller, List<StockTotals> page, @Nullable Long location) {
    Map<ProductId, List<Incoming>> incoming = new HashMap<>();
    jdbc.sql(BY_LOCATION)
        .param("products", page.stream().map(total -> total.product().value()).toArray(Long[]::new))
        .param("seller", seller.value())
        .param("location", location, Types.BIGINT)
        .query(
            row -> {
              incoming
                  .computeIfAbsent(
                      new ProductId(row.getLong("product_id")), id -> new ArrayList<>())
                  .add(
                      new Incoming(
                          row.getString("code"),
                          row.getLong("units"),
                          SqlTimes.getOrNull(row, "expected_at")));
            });
    return incoming.isEmpty()
        ? page
        : page.stream()
            .map(total -> total.with(incoming.getOrDefault(total.product(), List.of())))
            .toList();
  }
}
