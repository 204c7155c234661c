package dev.onhand.store.purchase;

import dev.onhand.core.ledger.Digest;
import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.MovementId;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.ledger.State;
import dev.onhand.engine.purchase.PurchaseOrder.Head;
import dev.onhand.engine.purchase.PurchaseOrder.Kind;
import dev.onhand.engine.purchase.PurchaseOrder.Line;
import dev.onhand.engine.purchase.PurchaseOrder.Place;
import dev.onhand.engine.purchase.PurchaseOrder.Status;
import dev.onhand.engine.purchase.PurchaseOrder.Totals;
import dev.onhand.engine.purchase.Receipt;
import dev.onhand.model.Sku;
import dev.onhand.store.database.SqlTimes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The statements that read purchase orders. */
final class PurchaseReads {

  private PurchaseReads() {}

  /** The orders of these ids, newest first. */
  static List<Head> heads(JdbcClient jdbc, SellerId seller, List<Long> ids) {
    return jdbc.sql(
            """
            select o.purchase_order_id, o.kind, o.reference, o.supplier, o.location_id, l.code as location, o.expected_at,
              o.note, o.status, o.reason, o.units_expected, o.units_received, o.units_incoming, o.lines_differing,
              o.receipts, o.actor, o.created_at, o.updated_at, o.version
            from unnest(:ids) as wanted (purchase_order_id)
            join purchase_order o on o.seller_id = :seller and o.purchase_order_id = wanted.purchase_order_id
            join location l on l.seller_id = :seller and l.location_id = o.location_id
            order by o.purchase_order_id desc
            """)
        .param("seller", seller.value())
        .param("ids", ids.toArray(Long[]::new))
        .query((row, number) -> head(row))
        .list();
  }

  private static Head head(ResultSet row) throws SQLException {
    return new Head(
        row.getLong("purchase_order_id"),
        Kind.find(row.getString("kind")).orElseThrow(),
        row.getString("reference"),
        row.getString("supplier"),
        place(row),
        SqlTimes.getOrNull(row, "expected_at"),
        row.getString("note"),
        Status.find(row.getString("status")).orElseThrow(),
        row.getString("reason"),
        new Totals(
            row.getLong("units_expected"),
            row.getLong("units_received"),
            row.getLong("units_incoming"),
            row.getInt("lines_differing")),
        row.getInt("receipts"),
        row.getString("actor"),
        SqlTimes.get(row, "created_at"),
        SqlTimes.get(row, "updated_at"),
        row.getLong("version"));
  }

  private static Place place(ResultSet row) throws SQLException {
    return new Place(new LocationId(row.getLong("location_id")), row.getString("location"));
  }

  static List<Line> lines(JdbcClient jdbc, SellerId seller, long id) {
    return jdbc.sql(
            """
            select l.line, l.product_id, p.sku, l.location_id, at.code as location, l.expected, l.received
            from purchase_order_line l
            join product p on p.seller_id = :seller and p.product_id = l.product_id
            join location at on at.seller_id = :seller and at.location_id = l.location_id
            where l.seller_id = :seller and l.purchase_order_id = :id
            order by l.place
            """)
        .param("seller", seller.value())
        .param("id", id)
        .query(
            (row, number) ->
                new Line(
                    row.getString("line"),
                    new ProductId(row.getLong("product_id")),
                    new Sku(row.getString("sku")),
                    place(row),
                    row.getLong("expected"),
                    row.getLong("received")))
        .list();
  }

  static List<Receipt> receipts(JdbcClient jdbc, SellerId seller, long id) {
    Map<Integer, List<Receipt.Line>> lines = new HashMap<>();
    jdbc.sql(
            """
            select l.receipt, l.line, l.location_id, at.code as location, l.state, l.units, l.units_of_first, l.movements
            from purchase_receipt_line l
            join location at on at.seller_id = :seller and at.location_id = l.location_id
            where l.seller_id = :seller and l.purchase_order_id = :id
            order by l.receipt, l.place
            """)
        .param("seller", seller.value())
        .param("id", id)
        .query(
            row -> {
              lines
                  .computeIfAbsent(row.getInt("receipt"), number -> new ArrayList<>())
                  .add(receiptLine(row));
            });
    return jdbc.sql(
            """
            select receipt, key, digest, note, actor, recorded_at, reversed_at, reversed_by
            from purchase_receipt
            where seller_id = :seller and purchase_order_id = :id
            order by receipt
            """)
        .param("seller", seller.value())
        .param("id", id)
        .query(
            (row, number) ->
                new Receipt(
                    row.getInt("receipt"),
                    row.getString("key"),
                    new Digest(row.getObject("digest", UUID.class)),
                    lines.getOrDefault(row.getInt("receipt"), List.of()),
                    row.getString("note"),
                    row.getString("actor"),
                    SqlTimes.get(row, "recorded_at"),
                    SqlTimes.getOrNull(row, "reversed_at"),
                    row.getString("reversed_by")))
        .list();
  }

  private static Receipt.Line receiptLine(ResultSet row) throws SQLException {
    return new Receipt.Line(
        row.getString("line"),
        place(row),
        State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
        row.getLong("units"),
        row.getLong("units_of_first"),
        Arrays.stream((Long[]) row.getArray("movements").getArray()).map(MovementId::new).toList());
  }
}
