package dev.onhand.store.verification;

import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.verification.Discrepancy;
import dev.onhand.engine.verification.TransferAudit;
import dev.onhand.store.database.SellerTransactions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Transfers and the movements that name them as their cause. */
public final class JdbcTransferAudit implements TransferAudit {

  private static final int TRANSFERS_A_STATEMENT = 2_000;

  private static final List<String> NUMBERS = List.of("sent", "received", "lost", "sent_back");

  private final SellerTransactions transactions;

  public JdbcTransferAudit(SellerTransactions transactions) {
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
                    select coalesce(max(transfer_id), 0)
                    from (
                      select transfer_id
                      from transfer
                      where seller_id = :seller and transfer_id > :after
                      order by transfer_id
                      limit :limit) as page
                    """)
                .param("seller", seller.value())
                .param("after", after)
                .param("limit", TRANSFERS_A_STATEMENT)
                .query(Long.class)
                .single());
  }

  /** Movements that were reversed since do not count, nor do their reversals. */
  private static void compare(
      JdbcClient jdbc, SellerId seller, long after, long last, List<Discrepancy> found) {
    jdbc.sql(
            """
            with page as materialized (
              select transfer_id, reference
              from transfer
              where seller_id = :seller and transfer_id > :after and transfer_id <= :last
            ),
            line as (
              select page.transfer_id, l.product_id, l.sent, l.received, l.lost, l.sent_back
              from page
              join transfer_line l on l.seller_id = :seller and l.transfer_id = page.transfer_id
            ),
            moved as (
              select page.transfer_id, m.product_id,
                coalesce(sum(m.quantity) filter (where m.reason = 'transfer_out'), 0)::bigint as sent,
                coalesce(sum(m.quantity) filter (where m.reason = 'transfer_in'), 0)::bigint as received,
                coalesce(sum(m.quantity) filter (where m.reason = 'transfer_lost'), 0)::bigint as lost,
                coalesce(sum(m.quantity) filter (where m.reason = 'transfer_back'), 0)::bigint as sent_back
              from page
              cross join lateral (
                select movement_id, product_id, quantity, reason
                from movement
                where seller_id = :seller and cause_reference = page.reference and cause_kind = 'transfer'
                offset 0) as m
              where m.reason <> 'reversal'
                and not exists (
                  select 1 from movement r where r.seller_id = :seller and r.reverses = m.movement_id)
              group by page.transfer_id, m.product_id
            )
            select page.reference, product_id,
              coalesce(line.sent, 0) as sent, coalesce(line.received, 0) as received,
              coalesce(line.lost, 0) as lost, coalesce(line.sent_back, 0) as sent_back,
              coalesce(moved.sent, 0) as moved_sent, coalesce(moved.received, 0) as moved_received,
              coalesce(moved.lost, 0) as moved_lost, coalesce(moved.sent_back, 0) as moved_sent_back
            from line
            full join moved using (transfer_id, product_id)
            join page using (transfer_id)
            where (coalesce(line.sent, 0), coalesce(line.received, 0), coalesce(line.lost, 0), coalesce(line.sent_back, 0))
              <> (coalesce(moved.sent, 0), coalesce(moved.received, 0), coalesce(moved.lost, 0), coalesce(moved.sent_back, 0))
            order by transfer_id, product_id
            """)
        .param("seller", seller.value())
        .param("after", after)
        .param("last", last)
        .query((ResultSet row) -> add(row, found));
  }

  private static void add(ResultSet row, List<Discrepancy> found) throws SQLException {
    for (String number : NUMBERS) {
      long stored = row.getLong(number);
      long moved = row.getLong("moved_" + number);
      if (stored != moved) {
        found.add(
            new Discrepancy(
                Discrepancy.Kind.TRANSFER,
                new ProductId(row.getLong("product_id")),
                null,
                number,
                null,
                null,
                "transfer " + row.getString("reference") + ": " + stored,
                Long.toString(moved),
                false));
      }
    }
  }
}
