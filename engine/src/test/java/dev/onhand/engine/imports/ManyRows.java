package dev.onhand.engine.imports;

import dev.onhand.core.ledger.Command;
import dev.onhand.core.ledger.Level;
import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.Outcome;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.ProductRef;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.ledger.State;
import dev.onhand.core.ledger.Stocked;
import dev.onhand.core.ledger.WorkingBooks;
import dev.onhand.core.ledger.WorkingBooks.LevelKey;
import dev.onhand.engine.catalogue.ProductData;
import dev.onhand.engine.imports.ImportRequest.As;
import dev.onhand.engine.imports.ImportRequest.OnError;
import dev.onhand.engine.imports.ImportRequest.Options;
import dev.onhand.engine.orders.Orders;
import dev.onhand.engine.testing.InMemoryFailures;
import dev.onhand.engine.testing.InMemoryImportedOrders;
import dev.onhand.engine.testing.InMemoryLedger;
import dev.onhand.engine.testing.InMemoryOrders;
import dev.onhand.engine.testing.InMemoryReturns;
import dev.onhand.engine.testing.LedgerOf;
import dev.onhand.model.Sku;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPOutputStream;

/** Imports a file of many rows into a ledger that keeps nothing; see ImportMemoryTest. */
final class ManyRows {

  static final int ROWS = 600_000;
  private static final int SKUS = 90_000;

  /** Enough for six of the lines of each product; two thirds of the products have a seventh. */
  private static final int STOCK = 18;

  static final int LINES_TOO_MANY = 60_000;
  private static final LocationId BERLIN = new LocationId(1);

  private ManyRows() {}

  public static void main(String[] arguments) throws Exception {
    Path file = Path.of(arguments[0]);
    write(file);
    InMemoryLedger unused = new InMemoryLedger(InstantSource.system());
    InMemoryOrders orders = new InMemoryOrders(unused);
    Importer importer =
        new Importer(
            new Importer.Ports(
                new LedgerOf(
                    list ->
                        CompletableFuture.completedFuture(
                            Collections.nCopies(
                                list.commands().size(),
                                new Outcome.Unchanged(new ProductId(1), new LocationId(1), 1)))),
                new Orders(orders),
                new InMemoryFailures().over(unused, new Orders(orders)),
                InMemoryReturns.of(orders),
                new AllKnown(),
                new InMemoryImportedOrders(unused, orders),
                new PlainOrderText()),
            InstantSource.system(),
            List.of(),
            Importer.Settings.DEFAULT);
    ImportReport checked = run(importer, file, true);
    System.out.println(checked.ending() + " " + checked.counts().refused());
    ImportReport done = run(importer, file, false);
    System.out.println(done.ending() + " " + done.counts().alreadyRecorded());
  }

  private static ImportReport run(Importer importer, Path file, boolean dryRun) throws Exception {
    Options options =
        new Options(dryRun, true, OnError.STOP, ZoneOffset.UTC, null, null, As.MOVEMENTS);
    return importer.run(
        new ImportRequest(new SellerId(1), "test", Importer.MOVEMENTS, file, options, null, null));
  }

  private static void write(Path file) throws IOException {
    try (BufferedWriter out =
        new BufferedWriter(
            new OutputStreamWriter(
                new GZIPOutputStream(Files.newOutputStream(file), 1 << 16),
                StandardCharsets.UTF_8))) {
      out.write(ImportBench.HEADER);
      for (int i = 0; i < ROWS; i++) {
        out.write("order:shop/" + i + "/1/fulfil/1,2026-11-01T10:00:00Z,SKU-" + i % SKUS);
        out.write(",berlin,sale,3,O-" + i + ",as the shop said\n");
      }
    }
  }

  private static final class AllKnown implements ImportCatalogue {
    @Override
    public Set<Sku> knownSkus(SellerId seller, Collection<Sku> skus) {
      return Set.copyOf(skus);
    }

    @Override
    public Set<String> knownLocations(SellerId seller, Collection<String> codes) {
      return Set.copyOf(codes);
    }

    @Override
    public Map<String, Sku> skusByFolded(SellerId seller, Collection<String> folded) {
      return Map.of();
    }

    @Override
    public WorkingBooks books(SellerId seller, List<Command.Move> moves) {
      WorkingBooks books = new WorkingBooks();
      books.load(BERLIN, "berlin");
      for (Command.Move move : moves) {
        Sku sku = ((ProductRef.BySku) move.product()).sku();
        long number = Long.parseLong(sku.value().substring("SKU-".length()));
        ProductId id = new ProductId(number + 1);
        books.load(new Stocked(id, sku, Stocked.Tracking.TRACKED, 0L));
        books.load(
            new LevelKey(id, BERLIN), Level.empty(0L).plus(State.AVAILABLE, STOCK, Instant.EPOCH));
      }
      return books;
    }

    @Override
    public int ensureProducts(SellerId seller, List<ProductData> products) {
      return 0;
    }

    @Override
    public int ensureLocations(SellerId seller, Collection<String> codes) {
      return 0;
    }
  }
}
