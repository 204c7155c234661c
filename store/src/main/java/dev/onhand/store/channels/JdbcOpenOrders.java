package dev.onhand.store.channels;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.channels.OpenOrders;
import dev.onhand.store.database.SellerTransactions;
import dev.onhand.store.database.SqlTimes;
import java.util.List;

/** Orders that are not over, in PostgreSQL. */
public final class JdbcOpenOrders implements OpenOrders {

  private final SellerTransactions transactions;

  public JdbcOpenOrders(SellerTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public List<Open> list(SellerId seller, long channel, long after, int max) {
    return transactions.call(
        seller,
        jdbc ->
            jdbc.sql(
                    """
                    select order_id, external_id, created_at
                    from sales_order
                    where seller_id = :seller and channel_id = :channel and order_id > :after
                      and (units_reserved > 0 or units_missing > 0 or lines_parked > 0)
                    order by order_id
                    limit :rows
                    """)
                .param("seller", seller.value())
                .param("channel", channel)
                .param("after", after)
                .param("rows", max)
                .query(
                    (row, number) ->
                        new Open(
                            row.getLong("order_id"),
                            row.getString("external_id"),
                            SqlTimes.get(row, "created_at")))
                .list());
  }
}
