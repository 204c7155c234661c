package dev.onhand.bench;

import dev.onhand.core.ledger.SellerId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * How it is done when nobody thinks of more: one transaction a movement, in the same tables: look
 * the product up, lock its level, insert the movement, update the level, commit.
 */
final class PlainWay {

  private final DataSource pool;

  PlainWay(DataSource pool) {
    this.pool = pool;
  }

  void purchase(SellerId seller, String sku, String key) throws SQLException {
    try (Connection connection = pool.getConnection()) {
      connection.setAutoCommit(false);
      try (PreparedStatement fence =
          connection.prepareStatement("select set_config('onhand.seller', ?, true)")) {
        fence.setString(1, Long.toString(seller.value()));
        fence.execute();
      }
      long[] level = lock(connection, seller, sku);
      insert(connection, seller, level, key);
      try (PreparedStatement update =
          connection.prepareStatement(
              """
              update stock_level set available = available + 1, version = version + 1, updated_at = now()
              where seller_id = ? and product_id = ? and location_id = ?
              """)) {
        update.setLong(1, seller.value());
        update.setLong(2, level[0]);
        update.setLong(3, level[1]);
        update.executeUpdate();
      }
      connection.commit();
    }
  }

  private static long[] lock(Connection connection, SellerId seller, String sku)
      throws SQLException {
    try (PreparedStatement find =
        connection.prepareStatement(
            """
            select s.product_id, s.location_id, s.available
            from product p
            join location l on l.seller_id = p.seller_id and l.code = ?
            join stock_level s on s.seller_id = p.seller_id and s.product_id = p.product_id and s.location_id = l.location_id
            where p.seller_id = ? and p.sku = ?
            for no key update of s
            """)) {
      find.setString(1, Sandbox.LOCATION);
      find.setLong(2, seller.value());
      find.setString(3, sku);
      try (ResultSet row = find.executeQuery()) {
        if (!row.next()) {
          throw new SQLException("no level of " + sku);
        }
        return new long[] {row.getLong(1), row.getLong(2), row.getLong(3)};
      }
    }
  }

  private static void insert(Connection connection, SellerId seller, long[] level, String key)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            insert into movement (seller_id, movement_id, key, digest, product_id, reason, quantity,
              from_place, to_place, to_location_id, to_after, to_on_hand_after,
              cause_kind, cause_reference, actor, occurred_at, recorded_at)
            values (?, nextval('movement_id'), ?, gen_random_uuid(), ?, 'purchase', 1,
              'supplier', 'available', ?, ?, ?, 'purchase_order', 'po-1', 'token:bench', now(), now())
            """)) {
      insert.setLong(1, seller.value());
      insert.setString(2, key);
      insert.setLong(3, level[0]);
      insert.setLong(4, level[1]);
      insert.setLong(5, level[2] + 1);
      insert.setLong(6, level[2] + 1);
      insert.executeUpdate();
    }
  }
}
