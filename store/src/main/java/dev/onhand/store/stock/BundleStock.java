package dev.onhand.store.stock;

import dev.onhand.core.ledger.Level;
import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.order.Bundle;
import dev.onhand.core.order.Order;
import dev.onhand.engine.stock.StockTotals;
import dev.onhand.model.Sku;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Says of the bundles on a page how many their components make. */
final class BundleStock {

  private BundleStock() {}

  /** A component at a location that sells; free is null where it is not counted. */
  private record Row(
      ProductId bundle,
      Order.Component component,
      Sku sku,
      LocationId location,
      @Nullable Long free) {}

  /**
   * @param location only what is there; null: everywhere
   */
  static List<StockTotals> addTo(
      JdbcClient jdbc, SellerId seller, List<StockTotals> page, @Nullable Long location) {
    Map<ProductId, List<Row>> rows = rows(jdbc, seller, page, location);
    return rows.isEmpty()
        ? page
        : page.stream()
            .map(
                total -> {
                  List<Row> ofBundle = rows.get(total.product());
                  return ofBundle == null ? total : total.with(available(ofBundle));
                })
            .toList();
  }

  private static Map<ProductId, List<Row>> rows(
      JdbcClient jdbc, SellerId seller, List<StockTotals> page, @Nullable Long location) {
    Map<ProductId, List<Row>> rows = new HashMap<>();
    jdbc.sql(
            """
            select b.bundle_id, b.component_id, b.units, c.sku, l.location_id,
              coalesce(s.available, 0) - (case when s.product_id is null then c.floor else s.floor end) as free
            from unnest(:products) as wanted (product_id)
            cross join lateral (
              select bundle_id, component_id, units from bundle_component
              where seller_id = :seller and bundle_id = wanted.product_id
              offset 0) as b
            cross join lateral (
              select sku, floor from product
              where seller_id = :seller and product_id = b.component_id
              limit 1) as c
            join location l on l.seller_id = :seller and l.sellable
              and (cast(:location as bigint) is null or l.location_id = :location)
            left join lateral (
              select product_id, available, floor from stock_level
              where seller_id = :seller and product_id = b.component_id and location_id = l.location_id
              limit 1) as s on true
            """)
        .param("products", page.stream().map(total -> total.product().value()).toArray(Long[]::new))
        .param("seller", seller.value())
        .param("location", location, Types.BIGINT)
        .query(
            (row, number) ->
                new Row(
                    new ProductId(row.getLong("bundle_id")),
                    new Order.Component(
                        new ProductId(row.getLong("component_id")), row.getLong("units")),
                    new Sku(row.getString("sku")),
                    new LocationId(row.getLong("location_id")),
                    row.getObject("free", Long.class)))
        .list()
        .forEach(row -> rows.computeIfAbsent(row.bundle(), id -> new ArrayList<>()).add(row));
    return rows;
  }

  private static StockTotals.OfBundle available(List<Row> rows) {
    Set<Order.Component> components = new LinkedHashSet<>();
    Set<LocationId> locations = new LinkedHashSet<>();
    Map<ProductId, Sku> skus = new HashMap<>();
    Map<ProductId, Map<LocationId, Long>> free = new HashMap<>();
    for (Row row : rows) {
      ProductId component = row.component().product();
      components.add(row.component());
      locations.add(row.location());
      skus.put(component, row.sku());
      free.computeIfAbsent(component, id -> new HashMap<>())
          .put(row.location(), row.free() == null ? Long.MAX_VALUE : row.free());
    }
    Bundle.Available available = Bundle.available(List.copyOf(components), locations, free);
    return new StockTotals.OfBundle(
        Math.min(available.units(), Level.UNITS_MAX),
        available.limiting() == null ? null : skus.get(available.limiting()));
  }
}
