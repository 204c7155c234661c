package dev.onhand.store.explain;

import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.ProductRef;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.explain.Question;
import dev.onhand.engine.explain.StockFacts;
import dev.onhand.engine.stock.LevelUnits;
import dev.onhand.engine.stock.StockAsOf.LevelAsOf;
import dev.onhand.engine.stock.TimeAxis;
import dev.onhand.store.catalogue.Names;
import dev.onhand.store.database.IndexPlans;
import dev.onhand.store.database.SellerTransactions;
import dev.onhand.store.database.SqlTimes;
import dev.onhand.store.stock.JdbcStockAsOf;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What a product's numbers are made of, read in one snapshot of the database. Sums by reason read
 * each movement of the product once, in the order of their ids; nothing is kept for them.
 */
public final class JdbcStockFacts implements StockFacts {

  private final SellerTransactions transactions;

  public JdbcStockFacts(SellerTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public Optional<Facts> find(SellerId seller, ProductRef product, Question question) {
    return transactions.snapshot(
        seller,
        jdbc ->
            Names.findProduct(jdbc, seller, product).map(id -> facts(jdbc, seller, id, question)));
  }

  @Override
  public boolean hasMoreThan(SellerId seller, ProductRef product, int movements) {
    return transactions.call(
        seller,
        jdbc -> {
          IndexPlans.only(jdbc);
          return Names.findProduct(jdbc, seller, product)
              .map(id -> hasMoreThan(jdbc, seller, id, movements))
              .orElse(false);
        });
  }

  private static boolean hasMoreThan(
      JdbcClient jdbc, SellerId seller, ProductId product, int movements) {
    return jdbc.sql(
            """
            select exists (
              select from movement where seller_id = :seller and product_id = :product order by movement_id offset :movements)
            """)
        .param("seller", seller.value())
        .param("product", product.value())
        .param("movements", movements)
        .query(Boolean.class)
        .single();
  }

  /**
   * Hundreds of thousands of lines of orders are summed up by hashing, in memory and by one
   * process: sorting them by their names takes three times as long, and handing them on twice.
   */
  static void planForManyMovements(JdbcClient jdbc) {
    jdbc.sql(
            """
            select set_config('work_mem', '64MB', true), set_config('enable_sort', 'off', true),
              set_config('max_parallel_workers_per_gather', '0', true)
            """)
        .query((row, number) -> true)
        .single();
  }

  private record Named(String sku, @Nullable String gtin, String name, boolean isTracked) {}

  private static Facts facts(
      JdbcClient jdbc, SellerId seller, ProductId product, Question question) {
    Named named = named(jdbc, seller, product);
    planForManyMovements(jdbc);
    JournalSums journal = new JournalSums(jdbc, seller, product, question);
    OrderShares orders = new OrderShares(jdbc, seller, product, question);
    boolean isNow = question.at() == null;
    return new Facts(
        product,
        named.sku(),
        named.name(),
        named.isTracked(),
        question.at() == null
            ? levels(jdbc, seller, product)
            : levelsAsOf(jdbc, seller, product, question.at()),
        journal.reasons(),
        journal.causes(),
        isNow ? orders.backorders() : null,
        isNow ? orders.parked(named.sku(), named.gtin()) : null,
        isNow ? IncomingShares.read(jdbc, seller, product, question.listed()) : null,
        question.channel() == null ? null : orders.shares(question.channel()),
        isNow ? components(jdbc, seller, product) : List.of());
  }

  private static Named named(JdbcClient jdbc, SellerId seller, ProductId product) {
    return jdbc.sql(
            """
            select sku, gtin, name, tracking = 'tracked' as is_tracked
            from product
            where seller_id = :seller and product_id = :product
            """)
        .param("seller", seller.value())
        .param("product", product.value())
        .query(
            (row, number) ->
                new Named(
                    row.getString("sku"),
                    row.getString("gtin"),
                    row.getString("name"),
                    row.getBoolean("is_tracked")))
        .single();
  }

  private static List<LevelFacts> levels(JdbcClient jdbc, SellerId seller, ProductId product) {
    return jdbc.sql(
            """
            select s.location_id, l.code, l.sellable, s.floor, s.below_floor_since,
              s.available, s.reserved, s.damaged, s.quality_control, s.set_aside, s.in_transit
            from stock_level s
            cross join lateral (
              select code, sellable from location where seller_id = :seller and location_id = s.location_id limit 1
            ) as l
            where s.seller_id = :seller and s.product_id = :product
            order by l.code
            """)
        .param("seller", seller.value())
        .param("product", product.value())
        .query((row, number) -> level(row))
        .list();
  }

  private static LevelFacts level(ResultSet row) throws SQLException {
    return new LevelFacts(
        new LocationId(row.getLong("location_id")),
        row.getString("code"),
        row.getBoolean("sellable"),
        new LevelUnits(
            row.getLong("available"),
            row.getLong("reserved"),
            row.getLong("damaged"),
            row.getLong("quality_control"),
            row.getLong("set_aside"),
            row.getLong("in_transit")),
        row.getObject("floor", Long.class),
        SqlTimes.getOrNull(row, "below_floor_since"));
  }

  /** Where anything ever was there is a level now, which knows the names. */
  private static List<LevelFacts> levelsAsOf(
      JdbcClient jdbc, SellerId seller, ProductId product, Instant at) {
    Map<LocationId, LevelUnits> then =
        JdbcStockAsOf.levels(jdbc, seller, product, null, TimeAxis.OCCURRED, at).stream()
            .collect(Collectors.toMap(LevelAsOf::location, LevelAsOf::units));
    return levels(jdbc, seller, product).stream()
        .map(
            level ->
                new LevelFacts(
                    level.location(),
                    level.code(),
                    level.isSellable(),
                    then.getOrDefault(level.location(), LevelUnits.NONE),
                    null,
                    null))
        .toList();
  }

  private static List<ComponentFacts> components(
      JdbcClient jdbc, SellerId seller, ProductId product) {
    return jdbc.sql(
            """
            select l.code, p.sku, b.units,
              coalesce(s.available, 0) as available,
              case when s.seller_id is null then p.floor else s.floor end as floor
            from bundle_component b
            join product p on p.seller_id = :seller and p.product_id = b.component_id
            join location l on l.seller_id = :seller and l.sellable
            left join stock_level s
              on s.seller_id = :seller and s.product_id = b.component_id and s.location_id = l.location_id
            where b.seller_id = :seller and b.bundle_id = :product
            order by l.code, p.sku
            """)
        .param("seller", seller.value())
        .param("product", product.value())
        .query(
            (row, number) -> {
              Long floor = row.getObject("floor", Long.class);
              return new ComponentFacts(
                  row.getString("code"),
                  row.getString("sku"),
                  row.getLong("units"),
                  floor == null ? null : Long.valueOf(row.getLong("available") - floor));
            })
        .list();
  }
}
