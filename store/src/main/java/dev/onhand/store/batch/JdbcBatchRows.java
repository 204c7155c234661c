package dev.onhand.store.batch;

import dev.onhand.core.batch.CountPick.Countable;
import dev.onhand.core.ledger.LocationRef;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.ProductRef;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.ledger.Stocked;
import dev.onhand.engine.batch.Batch;
import dev.onhand.engine.batch.BatchContents;
import dev.onhand.engine.batch.BatchFilter;
import dev.onhand.engine.batch.BatchLinePosted;
import dev.onhand.engine.batch.BatchRows;
import dev.onhand.engine.batch.NewScan;
import dev.onhand.engine.batch.ScanAnswer;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.paging.Slice;
import dev.onhand.store.database.SellerTransactions;
import dev.onhand.store.transfer.JdbcTransferRows;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Batches in PostgreSQL. */
public final class JdbcBatchRows implements BatchRows {

  private static final BatchLinePostedWriter POSTED = new BatchLinePostedWriter();

  private final SellerTransactions transactions;
  private final JdbcTransferRows names;

  public JdbcBatchRows(SellerTransactions transactions) {
    this.transactions = transactions;
    this.names = new JdbcTransferRows(transactions);
  }

  @Override
  public Optional<BatchContents> find(SellerId seller, long id) {
    return transactions.call(seller, jdbc -> BatchReads.contents(jdbc, seller, id));
  }

  @Override
  public Slice<Batch> list(SellerId seller, BatchFilter filter, PageRequest page) {
    return transactions.call(
        seller,
        jdbc -> {
          Slice<Long> ids = Slice.of(page, BatchReads.ids(jdbc, seller, filter, page));
          return new Slice<>(BatchReads.heads(jdbc, seller, ids.rows()), ids.hasMore());
        });
  }

  @Override
  public Batch create(SellerId seller, Batch batch, Collection<ProductId> planned) {
    return transactions.call(
        seller,
        jdbc -> {
          long id = BatchWrites.insert(jdbc, seller, batch);
          BatchWrites.plan(jdbc, seller, id, planned);
          return BatchReads.heads(jdbc, seller, List.of(id)).getFirst();
        });
  }

  @Override
  public Optional<List<ScanAnswer>> scan(
      SellerId seller, long id, List<NewScan> scans, String actor, Instant now) {
    return transactions.call(
        seller, jdbc -> new BatchScans(jdbc, seller).keep(id, scans, actor, now));
  }

  @Override
  public Slice<KeptScan> scans(SellerId seller, long id, PageRequest page) {
    return transactions.call(
        seller, jdbc -> Slice.of(page, BatchReads.kept(jdbc, seller, id, page)));
  }

  @Override
  public <R> Optional<R> change(
      SellerId seller, long id, Function<BatchContents, Change<R>> changing) {
    return transactions.call(
        seller,
        jdbc -> {
          jdbc.sql(
                  """
                  select batch_id from stock_batch
                  where seller_id = :seller and batch_id = :batch
                  for no key update
                  """)
              .param("seller", seller.value())
              .param("batch", id)
              .query(Long.class)
              .optional();
          return BatchReads.contents(jdbc, seller, id)
              .map(
                  contents -> {
                    Change<R> change = changing.apply(contents);
                    BatchContents after = change.after();
                    if (after != null) {
                      BatchWrites.head(jdbc, seller, after.batch());
                      BatchWrites.lines(jdbc, seller, id, after.lines());
                    }
                    return change.answer();
                  });
        });
  }

  @Override
  public void refused(SellerId seller, long id, Map<ProductId, String> why) {
    transactions.run(seller, jdbc -> BatchWrites.refused(jdbc, seller, id, why));
  }

  @Override
  public void unchanged(SellerId seller, BatchLinePosted line) {
    transactions.run(
        seller,
        jdbc ->
            transactions.onConnection(
                seller,
                connection -> {
                  POSTED.write(connection, seller, List.of(line));
                  return line;
                }));
  }

  @Override
  public Map<String, Long> journalled(SellerId seller, Collection<String> keys) {
    return transactions.call(
        seller, jdbc -> BatchReads.journalled(jdbc, seller, List.copyOf(keys)));
  }

  @Override
  public Optional<Batch.Place> findPlace(SellerId seller, LocationRef ref) {
    return names.findPlace(seller, ref).map(place -> new Batch.Place(place.id(), place.code()));
  }

  @Override
  public Map<ProductRef, Stocked> findProducts(SellerId seller, Collection<ProductRef> refs) {
    return names.findProducts(seller, refs);
  }

  @Override
  public List<ProductId> productsAt(
      SellerId seller, Batch.Place location, @Nullable Instant notCountedSince, int max) {
    return transactions.call(
        seller,
        jdbc -> CountableReads.products(jdbc, seller, location.id().value(), notCountedSince, max));
  }

  @Override
  public List<Countable> countables(
      SellerId seller, Batch.Place location, @Nullable Instant notCountedSince, Instant now) {
    return transactions.call(
        seller,
        jdbc -> CountableReads.of(jdbc, seller, location.id().value(), notCountedSince, now));
  }

  @Override
  public @Nullable Long fourEyesAbove(SellerId seller) {
    return transactions.call(
        seller,
        jdbc ->
            jdbc.sql("select four_eyes_above from seller where seller_id = :seller")
                .param("seller", seller.value())
                .query((row, number) -> Optional.ofNullable(row.getObject(1, Long.class)))
                .single()
                .orElse(null));
  }
}
