package dev.onhand.store.batch;

import static dev.onhand.store.database.SqlArrays.longs;

import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.listing.ChangeType;
import dev.onhand.engine.batch.Acknowledgements;
import dev.onhand.engine.batch.Batch;
import dev.onhand.engine.catalogue.Edit;
import dev.onhand.store.database.SellerTransactions;
import dev.onhand.store.database.SqlTimes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finds in the listings whether channels took what was posted, and writes the records of those. */
public final class JdbcAcknowledgements implements Acknowledgements {

  private final SellerTransactions transactions;

  public JdbcAcknowledgements(SellerTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public List<Waiting> note(
      SellerId seller, Batch batch, Collection<ProductId> products, Edit edit) {
    return transactions.call(
        seller,
        jdbc -> {
          write(jdbc, seller, batch, products, edit);
          return waiting(jdbc, seller, batch, products);
        });
  }

  /**
   * A listing shows what it should when the number it is believed to show is the one that is
   * wanted, and nothing is under way. What its history says last since the line was posted is what
   * acknowledged it; where it says nothing, the number did not have to change.
   */
  private static void write(
      JdbcClient jdbc, SellerId seller, Batch batch, Collection<ProductId> products, Edit edit) {
    jdbc.sql(
            """
            insert into verification_record (seller_id, batch_id, product_id, location_id, change_type, pending_orders,
              quantity_from, quantity_to, actor, notes, movement_id, listing_id, listing_entry, at)
            select :seller, :batch, b.product_id, :location, :type,
              pending_orders(:seller, b.product_id),
              coalesce(h.quantity_before, l.shown), l.shown, :actor, cast(:notes as text), b.movement_id, l.listing_id, h.entry,
              :at
            from stock_batch_line b
            join listing l on l.seller_id = :seller and l.product_id in (
              select b.product_id
              union all
              select c.bundle_id from bundle_component c where c.seller_id = :seller and c.component_id = b.product_id)
            left join lateral (
              select one.entry, one.quantity_before from listing_history one
              where one.seller_id = :seller and one.listing_id = l.listing_id and one.at >= b.posted_at
                and one.quantity_after = l.shown and one.order_id is null
              order by one.entry desc
              limit 1) as h on true
            where b.seller_id = :seller and b.batch_id = :batch and b.product_id = any (:products)
              and l.remote_state <> 'ended' and l.shown = l.desired and l.attempt_id is null and l.refused is null
              and l.drift_id is null
            order by b.product_id, l.listing_id
            on conflict (seller_id, batch_id, product_id, listing_id) do nothing
            """)
        .param("seller", seller.value())
        .param("batch", batch.id())
        .param("location", batch.location().id().value())
        .param("type", batch.kind().counts() ? "count" : ChangeType.TOPUP.code())
        .param("actor", edit.actor())
        .param("notes", batch.note(), java.sql.Types.VARCHAR)
        .param("at", SqlTimes.toSql(edit.at()))
        .param("products", longs(products, ProductId::value))
        .update();
  }

  private static List<Waiting> waiting(
      JdbcClient jdbc, SellerId seller, Batch batch, Collection<ProductId> products) {
    return jdbc.sql(
            """
            select b.product_id, c.code as channel, l.external_id, l.refused, l.refused_detail, l.attempt_at, l.drift_id,
              l.desired, l.shown, a.state
            from stock_batch_line b
            join listing l on l.seller_id = :seller and l.product_id in (
              select b.product_id
              union all
              select c.bundle_id from bundle_component c where c.seller_id = :seller and c.component_id = b.product_id)
            join channel c on c.seller_id = :seller and c.channel_id = l.channel_id
            join channel_account a on a.seller_id = :seller and a.channel_id = l.channel_id
            where b.seller_id = :seller and b.batch_id = :batch and b.product_id = any (:products)
              and l.remote_state <> 'ended' and not a.is_shadow
              and not exists (
                select from verification_record v
                where v.seller_id = :seller and v.batch_id = :batch and v.product_id = b.product_id
                  and v.listing_id = l.listing_id)
            order by b.product_id, c.code, l.listing_id
            """)
        .param("seller", seller.value())
        .param("batch", batch.id())
        .param("products", longs(products, ProductId::value))
        .query(
            (row, number) ->
                new Waiting(
                    new ProductId(row.getLong("product_id")),
                    row.getString("channel"),
                    row.getString("external_id"),
                    why(row)))
        .list();
  }

  private static String why(ResultSet row) throws SQLException {
    String refused = row.getString("refused");
    if (refused != null) {
      String detail = row.getString("refused_detail");
      return "is refused by the channel: " + refused + (detail == null ? "" : " (" + detail + ")");
    }
    if (row.getObject("drift_id") != null) {
      return "has a difference that waits for a decision";
    }
    if (row.getObject("attempt_at") != null) {
      return "is being told, and the channel did not answer yet";
    }
    String state = row.getString("state");
    String should =
        row.getObject("desired") == null ? "nothing known yet" : row.getString("desired");
    return "should show %s and is not told yet%s"
        .formatted(should, state.equals("active") ? "" : ": the channel's account is " + state);
  }
}
