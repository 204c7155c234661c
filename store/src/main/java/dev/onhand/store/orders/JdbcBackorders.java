package dev.onhand.store.orders;

import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.ProductRef;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.order.Order;
import dev.onhand.engine.orders.Backorder;
import dev.onhand.engine.orders.Backorders;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.paging.Slice;
import dev.onhand.store.catalogue.Names;
import dev.onhand.store.database.SellerTransactions;
import dev.onhand.store.database.SqlTimes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Backorders in PostgreSQL: components of lines of which units are missing. */
public final class JdbcBackorders implements Backorders {

  /**
   * Rows are numbered in the order of the index, which is that of the queues: no further than to
   * the end of the page.
   */
  private static final String PAGE =
      """
      select q.product_id, p.sku, q.order_id, h.code as channel, o.external_id, q.line, q.missing, q.missing_since,
        q.priority, q.position
      from (
        select c.*, row_number() over (
          partition by c.product_id order by c.priority desc, c.missing_since, c.order_id, c.line) as position
        from order_component c
        where c.seller_id = :seller and c.missing > 0 and c.product_id >= :from_product
          and (cast(:product as bigint) is null or c.product_id = :product)
      ) as q
      cross join lateral (
        select sku from product where seller_id = :seller and product_id = q.product_id limit 1) as p
      cross join lateral (
        select * from sales_order where seller_id = :seller and order_id = q.order_id limit 1) as o
      cross join lateral (
        select code from channel where seller_id = :seller and channel_id = o.channel_id limit 1) as h
      where (q.product_id > :from_product
          or (-q.priority, q.missing_since, q.order_id, q.line) > (-:priority, cast(:since as timestamptz), :order, :line))
        and (cast(:channel as text) is null or h.code = :channel)
      order by q.product_id, q.priority desc, q.missing_since, q.order_id, q.line
      limit :rows
      """;

  /** Before everything. */
  private static final Backorder.Place BEGINNING =
      new Backorder.Place(new ProductId(0), 0, java.time.Instant.EPOCH, 0, "");

  private static final long NOTHING = -1;

  private final SellerTransactions transactions;

  public JdbcBackorders(SellerTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public Slice<Backorder> list(
      SellerId seller,
      @Nullable ProductRef product,
      @Nullable String channel,
      Backorder.@Nullable Place after,
      int limit) {
    Backorder.Place from = after == null ? BEGINNING : after;
    PageRequest page = PageRequest.first(limit);
    return transactions.call(
        seller,
        jdbc ->
            Slice.of(
                page,
                jdbc.sql(PAGE)
                    .param("seller", seller.value())
                    .param("product", id(jdbc, seller, product), Types.BIGINT)
                    .param("channel", channel, Types.VARCHAR)
                    .param("from_product", from.product().value())
                    .param("priority", from.priority())
                    .param("since", SqlTimes.toSql(from.since()))
                    .param("order", from.order())
                    .param("line", from.line())
                    .param("rows", page.rowsToRead())
                    .query((row, number) -> backorder(row))
                    .list()));
  }

  /** What there is not is matched by nothing. */
  private static @Nullable Long id(JdbcClient jdbc, SellerId seller, @Nullable ProductRef ref) {
    return ref == null
        ? null
        : Names.findProduct(jdbc, seller, ref).map(ProductId::value).orElse(NOTHING);
  }

  private static Backorder backorder(ResultSet row) throws SQLException {
    return new Backorder(
        new Backorder.Place(
            new ProductId(row.getLong("product_id")),
            row.getInt("priority"),
            SqlTimes.get(row, "missing_since"),
            row.getLong("order_id"),
            row.getString("line")),
        row.getString("sku"),
        new Order.Name(row.getString("channel"), row.getString("external_id")),
        row.getLong("missing"),
        row.getLong("position"));
  }
}
