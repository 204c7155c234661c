package dev.onhand.store.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.store.testing.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** Lines that were kept in units of products before listings were named count in packs after. */
class LineListingMigrationIT {

  private static final String BEFORE = "20261128202300";

  /**
   * Order 1 sold two packs of three, one of which left; order 2 a single unit under the product's
   * own SKU; order 3 a product by a SKU that it has no more.
   */
  private static final String OLD =
      """
      insert into seller (seller_id, code, name, time_zone, created_at) overriding system value values (1, 's', 'S', 'UTC', now());
      insert into product (seller_id, product_id, sku, sku_folded, name, name_folded, tracking, floor, created_at, updated_at)
      overriding system value values (1, 1, 'PHONE', 'phone', '', '', 'tracked', 0, now(), now()),
        (1, 2, 'NEW', 'new', '', '', 'tracked', 0, now(), now());
      insert into channel (seller_id, channel_id, code, name, created_at, updated_at)
      overriding system value values (1, 1, 'shop', 'Shop', now(), now());
      insert into channel_account (seller_id, channel_id, type, settings, state_since, takes_off, puts_back, quantity_max, created_at, updated_at)
      values (1, 1, 'medusa', '{}', now(), 'at_order', 'yes', 1000, now(), now());
      insert into listing (seller_id, listing_id, channel_id, external_id, sku, title, remote_state, product_id, units, matched_by,
        shown_from, shown_to, shown_changed_at, created_at, updated_at)
      overriding system value values (1, 1, 1, 'L-1', 'PHONE-3', '', 'active', 1, 3, 'hand', now(), now(), now(), now(), now());
      insert into listing_sale (seller_id, listing_id, order_id, line, units, changed_at) values (1, 1, 'o1', 'a', 2, now());
      insert into sales_order (seller_id, order_id, channel_id, external_id, units_ordered, created_at, updated_at)
      overriding system value values (1, 1, 1, 'o1', 6, now(), now()), (1, 2, 1, 'o2', 1, now(), now()), (1, 3, 1, 'o3', 1, now(), now());
      insert into order_line (seller_id, order_id, line, place, sku, ordered, cancelled, is_counted, shipped, returned, sold_as)
      values (1, 1, 'a', 0, 'PHONE', 6, 0, true, 3, 0, 'PHONE'), (1, 2, 'a', 0, 'PHONE', 1, 0, false, 0, 0, 'PHONE'),
        (1, 3, 'a', 0, 'OLD', 1, 0, false, 0, 0, 'OLD');
      insert into order_component (seller_id, order_id, line, product_id, place, units)
      values (1, 1, 'a', 1, 0, 1), (1, 2, 'a', 1, 0, 1), (1, 3, 'a', 2, 0, 1);
      insert into order_doing (seller_id, order_id, line, product_id, location_id, place, factor, reserved, reserved_since, fulfilled,
        returned, reserves, fulfils, releases, returns, put_backs)
      values (1, 1, 'a', 1, 1, 0, 1, 3, now(), 3, 0, 1, 1, 0, 0, 0);
      """;

  @Test
  void countsLinesInUnitsOfTheirListing() throws SQLException {
    TestDatabase.empty(
        (settings, database) -> {
          TestMigrations.migrate(settings, BEFORE);
          try (Statement statement = database.createStatement()) {
            statement.execute(OLD);
          }
          TestMigrations.migrate(settings, "latest");
          assertThat(line(database, 1)).isEqualTo("L-1 PHONE-3 2 1 as L-1 PHONE-3 1 x3");
          assertThat(line(database, 2)).isEqualTo("- PHONE 1 0 as - PHONE 1 x1");
          assertThat(line(database, 3)).isEqualTo("- OLD 1 0 as - OLD 2 x1");
          assertThat(one(database, "select units from order_component where order_id = 1"))
              .isEqualTo("3");
          assertThat(one(database, "select factor || ' ' || reserved from order_doing"))
              .isEqualTo("3 3");
          assertThat(one(database, "select units_ordered from sales_order where order_id = 1"))
              .isEqualTo("2");
        });
  }

  private static String line(Connection database, long order) throws SQLException {
    return one(
        database,
        """
        select concat_ws(' ', coalesce(listing, '-'), sku, ordered, shipped, 'as', coalesce(sold_as_listing, '-'), sold_as,
          sold_product_id, 'x' || sold_units)
        from order_line where order_id = %d
        """
            .formatted(order));
  }

  private static String one(Connection database, String sql) throws SQLException {
    try (Statement statement = database.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }
}
