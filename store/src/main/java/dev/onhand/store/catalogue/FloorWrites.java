package dev.onhand.store.catalogue;

import dev.onhand.core.ledger.Level;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.store.database.SqlTimes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a new floor of a product does to its levels. */
final class FloorWrites {

  private FloorWrites() {}

  private record LevelRow(long location, Level level) {}

  static boolean hasStock(JdbcClient jdbc, SellerId seller, long product) {
    return jdbc.sql(
            """
            select exists (
              select 1 from stock_level
              where seller_id = :seller and product_id = :product
                and (available, reserved, damaged, quality_control, set_aside, in_transit) <> (0, 0, 0, 0, 0, 0))
            """)
        .param("seller", seller.value())
        .param("product", product)
        .query(Boolean.class)
        .single();
  }

  /**
   * Puts the levels that have no floor of their own under a product's new floor. The caller holds
   * the product's row.
   */
  static void apply(
      JdbcClient jdbc, SellerId seller, long product, @Nullable Long floor, Instant at) {
    List<LevelRow> levels =
        lock(jdbc, seller, product).stream()
            .map(row -> new LevelRow(row.location(), row.level().withFloor(floor, at)))
            .toList();
    if (!levels.isEmpty()) {
      write(jdbc, seller, product, levels, at);
    }
  }

  private static List<LevelRow> lock(JdbcClient jdbc, SellerId seller, long product) {
    return jdbc.sql(
            """
            select location_id, available, reserved, damaged, quality_control, set_aside, in_transit,
              floor, below_floor_since, version
            from stock_level
            where seller_id = :seller and product_id = :product and not floor_is_own
            order by location_id
            for no key update
            """)
        .param("seller", seller.value())
        .param("product", product)
        .query((row, number) -> new LevelRow(row.getLong("location_id"), level(row)))
        .list();
  }

  private static Level level(ResultSet row) throws SQLException {
    return new Level(
        row.getLong("available"),
        row.getLong("reserved"),
        row.getLong("damaged"),
        row.getLong("quality_control"),
        row.getLong("set_aside"),
        row.getLong("in_transit"),
        row.getObject("floor", Long.class),
        SqlTimes.getOrNull(row, "below_floor_since"),
        row.getLong("version"));
  }

  private static void write(
      JdbcClient jdbc, SellerId seller, long product, List<LevelRow> levels, Instant at) {
    jdbc.sql(
            """
            update stock_level s
            set floor = n.floor, below_floor_since = n.below_floor_since, version = n.version, updated_at = :at
            from unnest(:locations, :floors, cast(:belowSince as timestamptz[]), :versions)
              as n (location_id, floor, below_floor_since, version)
            where s.seller_id = :seller and s.product_id = :product and s.location_id = n.location_id
            """)
        .param("at", SqlTimes.toSql(at))
        .param("locations", levels.stream().map(LevelRow::location).toArray(Long[]::new))
        .param("floors", levels.stream().map(row -> row.level().floor()).toArray(Long[]::new))
        .param(
            "belowSince",
            levels.stream()
                .map(row -> textOrNull(row.level().belowFloorSince()))
                .toArray(String[]::new))
        .param("versions", levels.stream().map(row -> row.level().version()).toArray(Long[]::new))
        .param("seller", seller.value())
        .param("product", product)
        .update();
  }

  /** The driver knows no array of times; the database reads them from their texts. */
  private static @Nullable String textOrNull(@Nullable Instant time) {
    return time == null ? null : time.toString();
  }
}
