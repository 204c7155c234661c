package dev.onhand.store.purchase;

import static dev.onhand.store.database.SqlArrays.longs;

import dev.onhand.core.ledger.MovementId;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.purchase.PurchaseOrder;
import dev.onhand.engine.purchase.PurchaseOrder.Head;
import dev.onhand.engine.purchase.PurchaseOrder.Line;
import dev.onhand.engine.purchase.PurchaseOrder.Status;
import dev.onhand.engine.purchase.Receipt;
import dev.onhand.store.database.SqlTimes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The statements that write purchase orders, for the program's own transactions and the
 * committer's. Numbers are written as they are afterwards, not added, so that writing twice is
 * writing once.
 */
final class PurchaseWrites {

  private PurchaseWrites() {}

  /**
   * Writes what is said of an order over the version before.
   *
   * @return false if it is not at that version
   */
  static boolean head(Connection connection, SellerId seller, Head head) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            update purchase_order
            set supplier = ?, expected_at = ?, note = ?, status = ?, reason = ?, units_expected = ?, units_received = ?,
              units_incoming = ?, lines_differing = ?, receipts = ?, updated_at = ?, version = ?
            where seller_id = ? and purchase_order_id = ? and version = ?
            """)) {
      statement.setString(1, head.supplier());
      statement.setObject(
          2, SqlTimes.toSqlOrNull(head.expectedAt()), Types.TIMESTAMP_WITH_TIMEZONE);
      statement.setString(3, head.note());
      statement.setString(4, head.status().code());
      statement.setString(5, head.reason());
      statement.setLong(6, head.totals().expected());
      statement.setLong(7, head.totals().received());
      statement.setLong(8, head.totals().incoming());
      statement.setInt(9, head.totals().differing());
      statement.setInt(10, head.receipts());
      statement.setObject(11, SqlTimes.toSql(head.updatedAt()));
      statement.setLong(12, head.version());
      statement.setLong(13, seller.value());
      statement.setLong(14, head.id());
      statement.setLong(15, head.version() - 1);
      return statement.executeUpdate() == 1;
    }
  }

  /** Writes an order's lines: those that are new, and those that are other than before. */
  static void lines(Connection connection, SellerId seller, PurchaseOrder order)
      throws SQLException {
    List<Line> lines = order.lines();
    Status status = order.head().status();
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            insert into purchase_order_line as l (seller_id, purchase_order_id, line, place, product_id, location_id,
              expected, received, incoming)
            select ?, ?, line, place, product_id, location_id, expected, received, incoming
            from unnest(?, ?, ?, ?, ?, ?, ?) as given (line, place, product_id, location_id, expected, received, incoming)
            on conflict (seller_id, purchase_order_id, line) do update
            set place = excluded.place, product_id = excluded.product_id, location_id = excluded.location_id,
              expected = excluded.expected, received = excluded.received, incoming = excluded.incoming
            where (l.place, l.product_id, l.location_id, l.expected, l.received, l.incoming)
              <> (excluded.place, excluded.product_id, excluded.location_id, excluded.expected, excluded.received, excluded.incoming)
            """)) {
      statement.setLong(1, seller.value());
      statement.setLong(2, order.head().id());
      statement.setObject(3, lines.stream().map(Line::line).toArray(String[]::new));
      statement.setObject(4, IntStream.range(0, lines.size()).boxed().toArray(Integer[]::new));
      statement.setObject(5, longs(lines, line -> line.product().value()));
      statement.setObject(6, longs(lines, line -> line.location().id().value()));
      statement.setObject(7, longs(lines, Line::expected));
      statement.setObject(8, longs(lines, Line::received));
      statement.setObject(9, longs(lines, line -> line.incoming(status)));
      statement.executeUpdate();
    }
  }

  /** Takes away the lines that an order has no more. */
  static void removeOtherLines(Connection connection, SellerId seller, PurchaseOrder order)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            delete from purchase_order_line
            where seller_id = ? and purchase_order_id = ? and not (line = any (?))
            """)) {
      statement.setLong(1, seller.value());
      statement.setLong(2, order.head().id());
      statement.setObject(3, order.lines().stream().map(Line::line).toArray(String[]::new));
      statement.executeUpdate();
    }
  }

  /** Writes a receipt, or that it was reversed. */
  static void receipt(Connection connection, SellerId seller, long order, Receipt receipt)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            insert into purchase_receipt (seller_id, purchase_order_id, receipt, key, digest, note, actor, recorded_at,
              reversed_at, reversed_by)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (seller_id, purchase_order_id, receipt) do update
            set reversed_at = excluded.reversed_at, reversed_by = excluded.reversed_by
            """)) {
      statement.setLong(1, seller.value());
      statement.setLong(2, order);
      statement.setInt(3, receipt.number());
      statement.setString(4, receipt.key());
      statement.setObject(5, receipt.digest().value());
      statement.setString(6, receipt.note());
      statement.setString(7, receipt.actor());
      statement.setObject(8, SqlTimes.toSql(receipt.recordedAt()));
      statement.setObject(
          9, SqlTimes.toSqlOrNull(receipt.reversedAt()), Types.TIMESTAMP_WITH_TIMEZONE);
      statement.setString(10, receipt.reversedBy());
      statement.executeUpdate();
    }
    receiptLines(connection, seller, order, receipt);
  }

  private static void receiptLines(
      Connection connection, SellerId seller, long order, Receipt receipt) throws SQLException {
    List<Receipt.Line> lines = receipt.lines();
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            insert into purchase_receipt_line (seller_id, purchase_order_id, receipt, place, line, location_id, state, units,
              units_of_first, movements)
            select ?, ?, ?, place, line, location_id, state, units, units_of_first, movements::bigint[]
            from unnest(?, ?, ?, ?, ?, ?, ?) as given (place, line, location_id, state, units, units_of_first, movements)
            on conflict do nothing
            """)) {
      statement.setLong(1, seller.value());
      statement.setLong(2, order);
      statement.setInt(3, receipt.number());
      statement.setObject(4, IntStream.range(0, lines.size()).boxed().toArray(Integer[]::new));
      statement.setObject(5, lines.stream().map(Receipt.Line::line).toArray(String[]::new));
      statement.setObject(6, longs(lines, line -> line.location().id().value()));
      statement.setObject(
          7, lines.stream().map(line -> line.state().code()).toArray(String[]::new));
      statement.setObject(8, longs(lines, Receipt.Line::units));
      statement.setObject(9, longs(lines, Receipt.Line::unitsOfFirst));
      statement.setObject(10, lines.stream().map(PurchaseWrites::array).toArray(String[]::new));
      statement.executeUpdate();
    }
  }

  /** As PostgreSQL writes an array: rows of arrays of different lengths cannot be handed in. */
  private static String array(Receipt.Line line) {
    StringBuilder text = new StringBuilder("{");
    for (MovementId movement : line.movements()) {
      text.append(text.length() == 1 ? "" : ",").append(movement.value());
    }
    return text.append('}').toString();
  }
}
