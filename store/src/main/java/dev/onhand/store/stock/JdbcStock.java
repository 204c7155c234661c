package dev.onhand.store.stock;

import dev.onhand.core.ledger.LocationRef;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.ProductRef;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.paging.Slice;
import dev.onhand.engine.stock.Stock;
import dev.onhand.engine.stock.StockFilter;
import dev.onhand.engine.stock.StockLevel;
import dev.onhand.engine.stock.StockLimits;
import dev.onhand.engine.stock.StockTotals;
import dev.onhand.engine.stock.StockTotals.Units;
import dev.onhand.model.Sku;
import dev.onhand.store.catalogue.Names;
import dev.onhand.store.database.IndexPlans;
import dev.onhand.store.database.SellerTransactions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Stock in PostgreSQL: read from the levels, a look-up by index a product. */
public final class JdbcStock implements Stock {

  private final SellerTransactions transactions;

  public JdbcStock(SellerTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public Optional<StockTotals> find(SellerId seller, ProductRef product) {
    return transactions.call(
        seller,
        jdbc -> {
          IndexPlans.only(jdbc);
          IndexPlans.once(jdbc);
          return Names.findProduct(jdbc, seller, product)
              .map(
                  id ->
                      withLevels(jdbc, seller, sums(jdbc, seller, List.of(id.value()), null), null))
              .map(List::getFirst);
        });
  }

  @Override
  public Optional<StockLevel> findLevel(SellerId seller, ProductRef product, LocationRef location) {
    return transactions.call(
        seller,
        jdbc -> {
          IndexPlans.only(jdbc);
          IndexPlans.once(jdbc);
          return Names.findProduct(jdbc, seller, product)
              .flatMap(
                  id ->
                      Names.findLocation(jdbc, seller, location)
                          .flatMap(
                              at ->
                                  LevelReads.list(jdbc, seller, List.of(id.value()), at.value())
                                      .stream()
                                      .findFirst()));
        });
  }

  @Override
  public Slice<StockTotals> list(
      SellerId seller, StockFilter filter, Detail detail, PageRequest page) {
    return transactions.call(
        seller,
        jdbc -> {
          Long location = Names.locationOf(jdbc, seller, filter.location());
          StockPages pages = new StockPages(jdbc, seller, page);
          Slice<Long> ids = Slice.of(page, pages.products(filter, location));
          List<StockTotals> sums = sums(jdbc, seller, ids.rows(), location);
          return new Slice<>(
              switch (detail) {
                case SUMS -> sums;
                case LEVELS -> withLevels(jdbc, seller, sums, location);
              },
              ids.hasMore());
        });
  }

  @Override
  public Map<ProductId, StockLimits> limits(
      SellerId seller, List<ProductId> products, @Nullable LocationRef location) {
    return transactions.call(
        seller,
        jdbc -> LimitReads.read(jdbc, seller, products, Names.locationOf(jdbc, seller, location)));
  }

  /** Products by SKU, with the sums of their levels. */
  private static List<StockTotals> sums(
      JdbcClient jdbc, SellerId seller, List<Long> products, @Nullable Long location) {
    List<StockTotals> sums =
        jdbc.sql(
                """
            select p.product_id, p.sku, p.name,
              s.available, s.reserved, s.damaged, s.quality_control, s.set_aside, s.in_transit
            from unnest(:products) as wanted (product_id)
            cross join lateral (
              select product_id, sku, name
              from product
              where seller_id = :seller and product_id = wanted.product_id
              limit 1
            ) as p
            cross join lateral (
              select
                coalesce(sum(available), 0)::bigint as available,
                coalesce(sum(reserved), 0)::bigint as reserved,
                coalesce(sum(damaged), 0)::bigint as damaged,
                coalesce(sum(quality_control), 0)::bigint as quality_control,
                coalesce(sum(set_aside), 0)::bigint as set_aside,
                coalesce(sum(in_transit), 0)::bigint as in_transit
              from stock_level
              where seller_id = :seller and product_id = wanted.product_id
                and (cast(:location as bigint) is null or location_id = :location)
            ) as s
            order by p.sku
            """)
            .param("products", products.toArray(Long[]::new))
            .param("seller", seller.value())
            .param("location", location, Types.BIGINT)
            .query((row, number) -> totals(row))
            .list();
    return IncomingStock.addTo(
        jdbc, seller, BundleStock.addTo(jdbc, seller, sums, location), location);
  }

  private static StockTotals totals(ResultSet row) throws SQLException {
    return new StockTotals(
        new ProductId(row.getLong("product_id")),
        new Sku(row.getString("sku")),
        row.getString("name"),
        new Units(
            row.getLong("available"),
            row.getLong("reserved"),
            row.getLong("damaged"),
            row.getLong("quality_control"),
            row.getLong("set_aside"),
            row.getLong("in_transit")),
        null);
  }

  /** The same products with their levels, and the sums of just these. */
  private static List<StockTotals> withLevels(
      JdbcClient jdbc, SellerId seller, List<StockTotals> sums, @Nullable Long location) {
    List<Long> products = sums.stream().map(total -> total.product().value()).toList();
    Map<ProductId, List<StockLevel>> levels =
        LevelReads.list(jdbc, seller, products, location).stream()
            .collect(Collectors.groupingBy(StockLevel::product));
    return sums.stream()
        .map(
            total -> {
              List<StockLevel> own = levels.getOrDefault(total.product(), List.of());
              return total.withLevels(own);
            })
        .toList();
  }
}
