package dev.onhand.engine.imports;

import dev.onhand.core.ledger.Outcome;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.imports.ImportRequest.As;
import dev.onhand.engine.imports.ImportRequest.OnError;
import dev.onhand.engine.imports.ImportRequest.Options;
import dev.onhand.engine.ledger.CommandList;
import dev.onhand.engine.ledger.Planning;
import dev.onhand.engine.ledger.PlanningLedger;
import dev.onhand.engine.orders.Orders;
import dev.onhand.engine.testing.InMemoryCatalogue;
import dev.onhand.engine.testing.InMemoryFailures;
import dev.onhand.engine.testing.InMemoryImportedOrders;
import dev.onhand.engine.testing.InMemoryLedger;
import dev.onhand.engine.testing.InMemoryOrders;
import dev.onhand.engine.testing.InMemoryReturns;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPOutputStream;

/** Imports a file of orders that is far larger than the memory it is given. */
final class ManyOrders {

  static final int ROWS = 600_000;
  private static final int LINES = 3;

  private ManyOrders() {}

  public static void main(String[] arguments) throws Exception {
    Path file = Path.of(arguments[0]);
    write(file);
    InMemoryLedger ledger = new InMemoryLedger(InstantSource.system());
    InMemoryOrders unused = new InMemoryOrders(ledger);
    Importer importer =
        new Importer(
            new Importer.Ports(
                ledger,
                new Orders(new Forgetful()),
                new InMemoryFailures().over(ledger, new Orders(unused)),
                InMemoryReturns.of(unused),
                new InMemoryCatalogue(ledger),
                new InMemoryImportedOrders(ledger, unused),
                new PlainOrderText()),
            InstantSource.system(),
            List.of(),
            Importer.Settings.DEFAULT);
    Options options =
        new Options(false, false, OnError.STOP, ZoneOffset.UTC, null, null, As.ORDERS);
    ImportReport report =
        importer.run(
            new ImportRequest(new SellerId(1), "test", Importer.ORDERS, file, options, null, null));
    System.out.println(report.ending() + " " + report.counts().recorded());
  }

  private static void write(Path file) throws IOException {
    try (BufferedWriter out =
        new BufferedWriter(
            new OutputStreamWriter(
                new GZIPOutputStream(Files.newOutputStream(file), 1 << 16),
                StandardCharsets.UTF_8))) {
      out.write("channel,external_id,status,updated_at,line,sku,quantity\n");
      for (int i = 0; i < ROWS; i++) {
        out.write(
            "a-shop-with-a-name,order-number-%d,processing,2026-11-01T10:00:00Z,%d,A-RATHER-LONG-SKU-%d,3\n"
                .formatted(i / LINES, i % LINES, i));
      }
    }
  }

  /** Plans each order as if nothing was known of it, and keeps nothing. */
  private record Forgetful() implements PlanningLedger {
    @Override
    public <S, R> List<CompletableFuture<R>> submitAll(List<? extends Planning<S, R>> plannings) {
      InMemoryLedger nothing = new InMemoryLedger(InstantSource.system());
      return new InMemoryOrders(nothing).submitAll(plannings);
    }

    @Override
    public CompletableFuture<List<Outcome>> submit(CommandList list) {
      throw new IllegalStateException("orders only");
    }

    @Override
    public CompletableFuture<List<Outcome>> preview(CommandList list) {
      throw new IllegalStateException("orders only");
    }
  }
}
