package dev.onhand.store.verification;

import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.verification.Discrepancy;
import dev.onhand.engine.verification.PurchaseAudit;
import dev.onhand.store.database.SellerTransactions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Purchase orders, their lines, and the movements that receipts were booked with. */
public final class JdbcPurchaseAudit implements PurchaseAudit {

  private static final int ORDERS_A_STATEMENT = 2_000;

  private static final List<String> NUMBERS = List.of("expected", "received", "incoming");

  private final SellerTransactions transactions;

  public JdbcPurchaseAudit(SellerTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public List<Discrepancy> differences(SellerId seller) {
    List<Discrepancy> found = new ArrayList<>();
    long after = 0;
    long last = lastOfPage(seller, after);
    while (last > after) {
      long from = after;
      long to = last;
      transactions.run(seller, jdbc -> compare(jdbc, seller, from, to, found));
      after = last;
      last = lastOfPage(seller, after);
    }
    return found;
  }

  private long lastOfPage(SellerId seller, long after) {
    return transactions.call(
        seller,
        jdbc ->
            jdbc.sql(
                    """
                    select coalesce(max(purchase_order_id), 0)
                    from (
                      select purchase_order_id
                      from purchase_order
                      where seller_id = :seller and purchase_order_id > :after
                      order by purchase_order_id
                      limit :limit) as page
                    """)
                .param("seller", seller.value())
                .param("after", after)
                .param("limit", ORDERS_A_STATEMENT)
                .query(Long.class)
                .single());
  }

  /**
   * The first movement of a receipt's line stands for all of them, which are in one commit; one
   * that was reversed does not count. The sums of an order are compared with what its lines must
   * say.
   */
  private static final String DIFFERING =
      """
      with page as materialized (
        select purchase_order_id, reference, status, units_expected, units_received, units_incoming
        from purchase_order
        where seller_id = :seller and purchase_order_id > :after and purchase_order_id <= :last
      ),
      moved as (
        select r.purchase_order_id, r.line, sum(m.quantity / r.units_of_first)::bigint as units
        from page
        join purchase_receipt_line r on r.seller_id = :seller and r.purchase_order_id = page.purchase_order_id
        cross join lateral (
          select quantity from movement where seller_id = :seller and movement_id = r.movements[1] limit 1) as m
        where not exists (
          select 1 from movement v where v.seller_id = :seller and v.reverses = r.movements[1])
        group by r.purchase_order_id, r.line
      ),
      line as (
        select page.purchase_order_id, l.line, l.place, l.product_id, l.expected, l.received, l.incoming
        from page
        join purchase_order_line l on l.seller_id = :seller and l.purchase_order_id = page.purchase_order_id
      ),
      both_sides as (
        select purchase_order_id, line, line.place, line.product_id, page.reference,
          coalesce(line.expected, 0) as expected, coalesce(line.received, 0) as received,
          coalesce(line.incoming, 0) as incoming, coalesce(moved.units, 0) as moved,
          case when page.status = 'open' then greatest(0, coalesce(line.expected, 0) - coalesce(moved.units, 0))
            else 0 end as to_come
        from line
        full join moved using (purchase_order_id, line)
        join page using (purchase_order_id)
      )
      select purchase_order_id, reference, line, place, product_id, expected, received, incoming,
        expected as must_expected, moved as must_received, to_come as must_incoming
      from both_sides
      where received <> moved or incoming <> to_come
      union all
      select page.purchase_order_id, page.reference, null, -1, null,
        page.units_expected, page.units_received, page.units_incoming, s.expected, s.moved, s.to_come
      from page
      left join lateral (
        select coalesce(sum(b.expected), 0)::bigint as expected, coalesce(sum(b.moved), 0)::bigint as moved,
          coalesce(sum(b.to_come), 0)::bigint as to_come
        from both_sides b
        where b.purchase_order_id = page.purchase_order_id) as s on true
      where (page.units_expected, page.units_received, page.units_incoming) <> (s.expected, s.moved, s.to_come)
      order by purchase_order_id, place, line
      """;

  private static void compare(
      JdbcClient jdbc, SellerId seller, long after, long last, List<Discrepancy> found) {
    jdbc.sql(DIFFERING)
        .param("seller", seller.value())
        .param("after", after)
        .param("last", last)
        .query((ResultSet row) -> add(row, found));
  }

  private static void add(ResultSet row, List<Discrepancy> found) throws SQLException {
    for (String number : NUMBERS) {
      long stored = row.getLong(number);
      long must = row.getLong("must_" + number);
      if (stored != must) {
        found.add(
            new Discrepancy(
                Discrepancy.Kind.PURCHASE_ORDER,
                product(row),
                null,
                number,
                null,
                null,
                name(row) + ": " + stored,
                Long.toString(must),
                false));
      }
    }
  }

  private static @Nullable ProductId product(ResultSet row) throws SQLException {
    Long id = row.getObject("product_id", Long.class);
    return id == null ? null : new ProductId(id);
  }

  private static String name(ResultSet row) throws SQLException {
    String line = row.getString("line");
    String order = "purchase order " + row.getString("reference");
    return line == null ? order : order + ", line " + line;
  }
}
