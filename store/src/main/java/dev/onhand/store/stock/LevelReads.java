package dev.onhand.store.stock;

import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.stock.StockLevel;
import dev.onhand.model.Sku;
import dev.onhand.store.database.SqlTimes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads levels with their names. */
final class LevelReads {

  private LevelReads() {}

  /**
   * The levels of products, by location code.
   *
   * @param location only those there; null: everywhere
   */
  static List<StockLevel> list(
      JdbcClient jdbc, SellerId seller, List<Long> products, @Nullable Long location) {
    return jdbc.sql(
            """
            select p.product_id, p.sku, p.name, s.location_id, l.code,
              s.available, s.reserved, s.damaged, s.quality_control, s.set_aside, s.in_transit,
              s.floor, s.floor_is_own, s.below_floor_since, s.version, s.updated_at
            from unnest(:products) as wanted (product_id)
            cross join lateral (
              select product_id, sku, name
              from product
              where seller_id = :seller and product_id = wanted.product_id
              limit 1
            ) as p
            cross join lateral (
              select location_id, available, reserved, damaged, quality_control, set_aside, in_transit,
                floor, floor_is_own, below_floor_since, version, updated_at
              from stock_level
              where seller_id = :seller and product_id = wanted.product_id
                and (cast(:location as bigint) is null or location_id = :location)
            ) as s
            cross join lateral (
              select code from location where seller_id = :seller and location_id = s.location_id limit 1
            ) as l
            order by l.code
            """)
        .param("products", products.toArray(Long[]::new))
        .param("seller", seller.value())
        .param("location", location, Types.BIGINT)
        .query((row, number) -> stockLevel(row))
        .list();
  }

  private static StockLevel stockLevel(ResultSet row) throws SQLException {
    return new StockLevel(
        new ProductId(row.getLong("product_id")),
        new Sku(row.getString("sku")),
        row.getString("name"),
        new LocationId(row.getLong("location_id")),
        row.getString("code"),
        LevelRows.level(row),
        row.getBoolean("floor_is_own"),
        SqlTimes.get(row, "updated_at"));
  }
}
