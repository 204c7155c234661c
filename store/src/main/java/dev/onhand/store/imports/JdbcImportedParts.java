package dev.onhand.store.imports;

import dev.onhand.core.ledger.MovementId;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.imports.ImportedParts;
import dev.onhand.store.database.SellerTransactions;
import dev.onhand.store.ledger.MovementRows;
import java.util.List;

/** What imports brought into the journal, in PostgreSQL. */
public final class JdbcImportedParts implements ImportedParts {

  private final SellerTransactions transactions;

  public JdbcImportedParts(SellerTransactions transactions) {
    this.transactions = transactions;
  }

  /** Offset 0 keeps the planner from turning look-ups into scans of all the seller's rows. */
  @Override
  public Noted noted(SellerId seller, long run) {
    return transactions.call(
        seller,
        jdbc -> {
          long[] left =
              jdbc
                  .sql(
                      """
                      select m.movement_id
                      from import_part p
                      cross join unnest(p.movement_ids) as noted (movement_id)
                      cross join lateral (
                        select movement_id, product_id, from_location_id is not null and to_location_id is null as went_out
                        from movement
                        where seller_id = :seller and movement_id = noted.movement_id
                        offset 0) as m
                      where p.seller_id = :seller and p.import_id = :run
                        and not exists (
                          select from movement
                          where seller_id = :seller and reverses = noted.movement_id
                          offset 0)
                      order by m.product_id, m.went_out desc, m.movement_id desc
                      """)
                  .param("seller", seller.value())
                  .param("run", run)
                  .query(Long.class)
                  .list()
                  .stream()
                  .mapToLong(Long::longValue)
                  .toArray();
          long total =
              jdbc.sql(
                      """
                      select coalesce(sum(cardinality(movement_ids)), 0) from import_part
                      where seller_id = :seller and import_id = :run
                      """)
                  .param("seller", seller.value())
                  .param("run", run)
                  .query(Long.class)
                  .single();
          return new Noted(total, left);
        });
  }

  @Override
  public List<Left> look(SellerId seller, long[] ids) {
    return transactions.call(
        seller,
        jdbc ->
            jdbc.sql(
                    """
                    select m.movement_id, m.product_id, p.sku, m.key, m.cause_kind, m.cause_reference, m.cause_line
                    from unnest(cast(:ids as bigint[])) with ordinality as wanted (movement_id, place)
                    cross join lateral (
                      select movement_id, product_id, key, cause_kind, cause_reference, cause_line
                      from movement
                      where seller_id = :seller and movement_id = wanted.movement_id
                      offset 0) as m
                    cross join lateral (
                      select sku from product
                      where seller_id = :seller and product_id = m.product_id
                      offset 0) as p
                    order by wanted.place
                    """)
                .param("ids", ids)
                .param("seller", seller.value())
                .query(
                    (row, number) ->
                        new Left(
                            new MovementId(row.getLong("movement_id")),
                            new ProductId(row.getLong("product_id")),
                            row.getString("sku"),
                            row.getString("key"),
                            MovementRows.cause(row)))
                .list());
  }
}
