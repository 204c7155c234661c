package dev.onhand.store.batch;

import static dev.onhand.store.database.SqlArrays.longs;
import static dev.onhand.store.database.SqlArrays.texts;

import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.batch.BatchBooks;
import dev.onhand.store.database.SellerTransactions;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the books say of products at a location, now and as of an instant: what there is now, less
 * what happened since. Nothing happens later than it is recorded, so what happened since was
 * recorded since too, and only the newest movements are read, however long the journal is.
 */
public final class JdbcBatchBooks implements BatchBooks {

  /** Where a product is not counted: nothing happened since. */
  private static final String NEVER = "infinity";

  private final SellerTransactions transactions;

  public JdbcBatchBooks(SellerTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public Map<ProductId, Book> onHand(
      SellerId seller, LocationId location, Map<ProductId, Window> counted) {
    List<Map.Entry<ProductId, Window>> rows = List.copyOf(counted.entrySet());
    Map<ProductId, Book> found = new HashMap<>();
    transactions.run(
        seller,
        jdbc ->
            jdbc.sql(
                    """
                    with given as materialized (
                      select product_id, cast(starts as timestamptz) as starts, cast(ends as timestamptz) as ends
                      from unnest(:products, :starts, :ends) as row (product_id, starts, ends)),
                    newest as materialized ( -- "offset 0" keeps the planner from looking for the least id from the first one on
                      select min(movement_id) as first_id from (
                        select movement_id from movement
                        where seller_id = :seller and recorded_at > (select min(starts) from given)
                        offset 0) as recorded)
                    select given.product_id,
                      coalesce(s.available + s.reserved + s.damaged + s.quality_control + s.set_aside, 0) as on_hand,
                      coalesce(s.reserved, 0) as reserved, coalesce(since.at_start, 0) as since_start,
                      coalesce(since.at_end, 0) as since_end
                    from given
                    left join stock_level s
                      on s.seller_id = :seller and s.product_id = given.product_id and s.location_id = :location
                    left join lateral (
                      select sum(c.units) filter (where c.occurred_at > given.starts) as at_start,
                        sum(c.units) filter (where c.occurred_at > given.ends) as at_end
                      from (
                        select occurred_at, available + reserved + damaged + quality_control + set_aside as units
                        from level_change
                        where seller_id = :seller and product_id = given.product_id and location_id = :location
                          and movement_id >= (select first_id from newest)
                        offset 0) as c) as since on true
                    """)
                .param("seller", seller.value())
                .param("location", location.value())
                .param("products", longs(rows, row -> row.getKey().value()))
                .param("starts", texts(rows, row -> text(row.getValue().from())))
                .param("ends", texts(rows, row -> text(row.getValue().to())))
                .query(
                    row -> {
                      long now = row.getLong("on_hand");
                      found.put(
                          new ProductId(row.getLong("product_id")),
                          new Book(
                              now,
                              row.getLong("reserved"),
                              now - row.getLong("since_start"),
                              now - row.getLong("since_end")));
                    }));
    return found;
  }

  private static String text(Instant time) {
    return time.equals(Instant.MAX) ? NEVER : time.toString();
  }
}
