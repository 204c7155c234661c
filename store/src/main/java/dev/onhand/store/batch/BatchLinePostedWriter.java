package dev.onhand.store.batch;

import static dev.onhand.store.database.SqlArrays.longs;
import static dev.onhand.store.database.SqlArrays.texts;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.listing.ChangeType;
import dev.onhand.engine.batch.BatchLinePosted;
import dev.onhand.store.ledger.CompanionWriter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/**
 * Marks lines of batches as posted, and writes the record of each, with the orders that wait for
 * the product at that moment. A line that is marked already stays as it is.
 */
public final class BatchLinePostedWriter implements CompanionWriter<BatchLinePosted> {

  @Override
  public Class<BatchLinePosted> type() {
    return BatchLinePosted.class;
  }

  @Override
  public void write(Connection connection, SellerId seller, List<BatchLinePosted> rows)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            with given as materialized (
              select batch_id, product_id, location_id, change_type, quantity_from, quantity_to, movement_id, actor, notes,
                cast(at as timestamptz) as at
              from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                as row (batch_id, product_id, location_id, change_type, quantity_from, quantity_to, movement_id, actor, notes,
                  at)),
            marked as (
              update stock_batch_line l
              set posted_at = given.at, change = given.quantity_to - given.quantity_from, movement_id = given.movement_id,
                refused = null
              from given
              where l.seller_id = ? and l.batch_id = given.batch_id and l.product_id = given.product_id
                and l.posted_at is null
              returning l.batch_id, l.product_id)
            insert into verification_record (seller_id, batch_id, product_id, location_id, change_type, pending_orders,
              quantity_from, quantity_to, actor, notes, movement_id, at)
            select ?, given.batch_id, given.product_id, given.location_id, given.change_type,
              pending_orders(?, given.product_id),
              given.quantity_from, given.quantity_to, given.actor, given.notes, given.movement_id, given.at
            from given
            join marked on marked.batch_id = given.batch_id and marked.product_id = given.product_id
            order by given.batch_id, given.product_id
            """)) {
      statement.setObject(1, longs(rows, BatchLinePosted::batch));
      statement.setObject(2, longs(rows, row -> row.product().value()));
      statement.setObject(3, longs(rows, row -> row.location().value()));
      statement.setObject(4, texts(rows, BatchLinePostedWriter::type));
      statement.setObject(5, longs(rows, BatchLinePosted::onHandFrom));
      statement.setObject(6, longs(rows, BatchLinePosted::onHandTo));
      statement.setObject(
          7, longs(rows, row -> row.movement() == null ? null : row.movement().value()));
      statement.setObject(8, texts(rows, BatchLinePosted::actor));
      statement.setObject(9, texts(rows, BatchLinePosted::note));
      statement.setObject(10, texts(rows, row -> row.at().toString()));
      for (int i = 11; i <= 13; i++) {
        statement.setLong(i, seller.value());
      }
      statement.executeUpdate();
    }
  }

  /** The type under which people look for it. */
  private static String type(BatchLinePosted row) {
    return row.kind().counts() ? "count" : ChangeType.TOPUP.code();
  }
}
