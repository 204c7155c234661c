package dev.onhand.store.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.core.batch.BatchKind;
import dev.onhand.core.batch.FourEyes;
import dev.onhand.core.batch.Scan;
import dev.onhand.core.ledger.LocationRef;
import dev.onhand.core.ledger.ProductRef;
import dev.onhand.engine.batch.BatchChecking;
import dev.onhand.engine.batch.BatchContents;
import dev.onhand.engine.batch.BatchLine;
import dev.onhand.engine.batch.BatchPosting;
import dev.onhand.engine.batch.BatchResult;
import dev.onhand.engine.batch.Batches;
import dev.onhand.engine.batch.NewBatch;
import dev.onhand.engine.batch.NewScan;
import dev.onhand.engine.batch.ScanAnswer;
import dev.onhand.engine.catalogue.Edit;
import dev.onhand.engine.ledger.Ledger;
import dev.onhand.engine.ledger.LedgerCalls;
import dev.onhand.store.channels.JdbcListings;
import dev.onhand.store.stock.JdbcStock;
import dev.onhand.store.testing.TestShop;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Batches of one shop, as its people handle them. */
final class BatchDesk {

  private final TestShop shop;
  final JdbcBatchRows rows;
  final Batches batches;
  final BatchPosting posting;
  final BatchChecking checking;

  BatchDesk(TestShop shop) {
    this.shop = shop;
    this.rows = new JdbcBatchRows(shop.transactions());
    this.batches = new Batches(rows);
    this.posting = posting(shop.ledger());
    this.checking =
        new BatchChecking(
            rows,
            new JdbcListings(shop.transactions()),
            new JdbcAcknowledgements(shop.transactions()));
  }

  /** One that posts to another ledger. */
  BatchPosting posting(Ledger ledger) {
    return new BatchPosting(
        ledger,
        new LedgerCalls(ledger, Duration.ofSeconds(30)),
        rows,
        new JdbcBatchBooks(shop.transactions()));
  }

  Edit by(String actor) {
    return new Edit(actor, shop.clock().instant(), null);
  }

  long topUp() {
    return start(BatchKind.TOP_UP, null);
  }

  long count(String... skus) {
    return start(BatchKind.COUNT, null, skus);
  }

  long start(BatchKind kind, @Nullable Long fourEyesAbove, String... skus) {
    NewBatch wish =
        new NewBatch(
            kind,
            LocationRef.code("berlin"),
            null,
            false,
            new FourEyes(fourEyesAbove),
            "pallet 3",
            Arrays.stream(skus).map(ProductRef::sku).toList(),
            null,
            null,
            null);
    return done(batches.start(shop.seller(), wish, by("ann"))).batch().id();
  }

  List<ScanAnswer> scan(long batch, NewScan... scans) {
    return scan(batch, "ann", List.of(scans));
  }

  List<ScanAnswer> scan(long batch, String actor, List<NewScan> scans) {
    Batches.Scanning scanning = batches.scan(shop.seller(), batch, scans, by(actor));
    assertThat(scanning).isInstanceOf(Batches.Scanning.Done.class);
    return ((Batches.Scanning.Done) scanning).answers();
  }

  NewScan scanned(String id, String code, long units) {
    return scanned(id, code, units, shop.clock().instant());
  }

  NewScan scanned(String id, String code, long units, Instant at) {
    return new NewScan(id, code, new Scan(units, at, false));
  }

  BatchResult push(long batch) {
    return posting.push(shop.seller(), batch, by("ann"));
  }

  BatchResult approve(long batch, String actor) {
    return posting.approve(shop.seller(), batch, false, by(actor));
  }

  BatchResult verify(long batch) {
    return checking.verify(shop.seller(), batch, by("ann"));
  }

  BatchResult complete(long batch) {
    return checking.complete(shop.seller(), batch, by("ann"));
  }

  BatchContents contents(long batch) {
    return rows.find(shop.seller(), batch).orElseThrow();
  }

  BatchLine line(long batch, String sku) {
    return contents(batch).lines().stream()
        .filter(line -> line.sku().value().equals(sku))
        .findFirst()
        .orElseThrow();
  }

  static BatchContents done(BatchResult result) {
    assertThat(result).isInstanceOf(BatchResult.Done.class);
    return ((BatchResult.Done) result).contents();
  }

  /** The codes of the lines that are in the way. */
  static List<String> inTheWay(BatchResult result) {
    List<BatchResult.OpenLine> lines =
        result instanceof BatchResult.Blocked blocked
            ? blocked.lines()
            : ((BatchResult.Checked) result).open();
    return lines.stream().map(BatchResult.OpenLine::code).toList();
  }

  long onHand(String sku) {
    return new JdbcStock(shop.transactions())
        .findLevel(shop.seller(), ProductRef.sku(sku), LocationRef.code("berlin"))
        .map(level -> level.level().onHand())
        .orElse(0L);
  }

  /** Runs all of it at once, and gives the results in its order. */
  static List<Object> atOnce(List<Callable<Object>> work) throws Exception {
    CyclicBarrier start = new CyclicBarrier(work.size());
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Object>> running =
          work.stream()
              .map(
                  one ->
                      threads.submit(
                          () -> {
                            start.await();
                            return one.call();
                          }))
              .toList();
      List<Object> results = new ArrayList<>();
      for (Future<Object> one : running) {
        results.add(one.get());
      }
      return results;
    }
  }
}
