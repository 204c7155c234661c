package dev.onhand.store.imports;

import dev.onhand.core.ledger.MovementId;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.imports.ImportedParts;
import dev.onhand.engine.imports.Undo;
import dev.onhand.store.database.SellerTransactions;
import dev.onhand.store.ledger.MovementRows;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What imports and batches brought into the journal, in PostgreSQL. */
public final class JdbcImportedParts implements ImportedParts {

  private final SellerTransactions transactions;

  public JdbcImportedParts(SellerTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public Noted noted(SellerId seller, Undo.Source of) {
    return transactions.call(
        seller,
        jdbc -> {
          long[] all =
              switch (of) {
                case Undo.Source.Import(long run) -> ofImport(jdbc, seller, run);
                case Undo.Source.Batch(long id) -> ofBatch(jdbc, seller, id);
              };
          return new Noted(all.length, left(jdbc, seller, all));
        });
  }

  private static long[] ofImport(JdbcClient jdbc, SellerId seller, long run) {
    return ids(
        jdbc.sql(
                """
                select noted.movement_id
                from import_part p
                cross join unnest(p.movement_ids) as noted (movement_id)
                where p.seller_id = :seller and p.import_id = :run
                """)
            .param("seller", seller.value())
            .param("run", run));
  }

  private static long[] ofBatch(JdbcClient jdbc, SellerId seller, long batch) {
    return ids(
        jdbc.sql(
                """
                select movement_id from stock_batch_line
                where seller_id = :seller and batch_id = :batch and movement_id is not null
                """)
            .param("seller", seller.value())
            .param("batch", batch));
  }

  private static long[] ids(JdbcClient.StatementSpec statement) {
    return statement.query(Long.class).list().stream().mapToLong(Long::longValue).toArray();
  }

  /** Offset 0 keeps the planner from turning look-ups into scans of all the seller's rows. */
  private static long[] left(JdbcClient jdbc, SellerId seller, long[] all) {
    return ids(
        jdbc.sql(
                """
                select m.movement_id
                from unnest(cast(:ids as bigint[])) as noted (movement_id)
                cross join lateral (
                  select movement_id, product_id, from_location_id is not null and to_location_id is null as went_out
                  from movement
                  where seller_id = :seller and movement_id = noted.movement_id
                  offset 0) as m
                where not exists (
                  select from movement
                  where seller_id = :seller and reverses = noted.movement_id
                  offset 0)
                order by m.product_id, m.went_out desc, m.movement_id desc
                """)
            .param("ids", all)
            .param("seller", seller.value()));
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
