package dev.onhand.store.views;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.views.Finding;
import dev.onhand.store.database.SellerTransactions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Finds things by their names in PostgreSQL, each kind by a key of its own. */
public final class JdbcFinding implements Finding {

  private final SellerTransactions transactions;

  public JdbcFinding(SellerTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public List<Found> find(SellerId seller, String name) {
    return transactions.call(
        seller,
        jdbc ->
            jdbc.sql(
                    """
                    (select 1 as kind, 0 as id, sku as called, name as said, '' as channel
                    from product where seller_id = :seller and sku = :name
                    union
                    select 1, 0, sku, name, ''
                    from product where seller_id = :seller and gtin = :name
                    union
                    select 1, 0, p.sku, p.name, ''
                    from product_barcode b join product p on p.seller_id = b.seller_id and p.product_id = b.product_id
                    where b.seller_id = :seller and b.barcode = :name)
                    union all
                    select 2, 0, o.external_id, '', c.code
                    from channel c
                    cross join lateral (
                      select external_id from sales_order
                      where seller_id = :seller and channel_id = c.channel_id and external_id = :name
                      offset 0) as o
                    where c.seller_id = :seller
                    union all
                    select 3, l.listing_id, l.external_id, l.title, c.code
                    from channel c
                    cross join lateral (
                      select listing_id, external_id, title from listing
                      where seller_id = :seller and channel_id = c.channel_id and external_id = :name
                      offset 0) as l
                    where c.seller_id = :seller
                    order by kind, channel, called
                    limit :max
                    """)
                .param("seller", seller.value())
                .param("name", name)
                .param("max", FOUND_MAX)
                .query((row, number) -> found(row))
                .list());
  }

  private static Found found(ResultSet row) throws SQLException {
    String called = row.getString("called");
    return switch (row.getInt("kind")) {
      case 1 -> new Found.Product(called, row.getString("said"));
      case 2 -> new Found.Order(row.getString("channel"), called);
      default ->
          new Found.Listing(
              row.getLong("id"), row.getString("channel"), called, row.getString("said"));
    };
  }
}
