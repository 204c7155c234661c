package dev.onhand.engine.imports;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.imports.ImportRequest.As;
import dev.onhand.engine.imports.ImportRequest.OnError;
import dev.onhand.engine.imports.ImportRequest.Options;
import dev.onhand.engine.ledger.Ledger;
import dev.onhand.engine.orders.Orders;
import dev.onhand.engine.testing.InMemoryCatalogue;
import dev.onhand.engine.testing.InMemoryFailures;
import dev.onhand.engine.testing.InMemoryImportedOrders;
import dev.onhand.engine.testing.InMemoryLedger;
import dev.onhand.engine.testing.InMemoryOrders;
import dev.onhand.engine.testing.InMemoryReturns;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** A seller in memory who imports files: {@code bench.create().file(text)} and the like. */
final class ImportBench {

  static final SellerId SELLER = new SellerId(1);
  static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  static final String HEADER = "key,occurred_at,sku,location,reason,quantity,reference,note\n";

  final InMemoryLedger ledger = new InMemoryLedger(InstantSource.fixed(NOW));
  final InMemoryOrders orders = new InMemoryOrders(ledger);
  final InMemoryFailures failures = new InMemoryFailures();
  final InMemoryImportedOrders imported = new InMemoryImportedOrders(ledger, orders);
  final InMemoryCatalogue catalogue = new InMemoryCatalogue(ledger);
  private final Path directory;
  private Ledger through = ledger;
  private String kind = Importer.MOVEMENTS;
  private boolean dryRun;
  private boolean create;
  private OnError onError = OnError.STOP;
  private @Nullable Charset charset;
  private @Nullable String location;
  private @Nullable ColumnChoice columns;
  private ImportRules rules = ImportRules.NONE;
  private As as = As.MOVEMENTS;
  private @Nullable Instant seenAt;
  private int files;

  ImportBench(Path directory) {
    this.directory = directory;
  }

  ImportBench kind(String newKind) {
    kind = newKind;
    return this;
  }

  ImportBench dryRun(boolean newDryRun) {
    dryRun = newDryRun;
    return this;
  }

  ImportBench create() {
    create = true;
    return this;
  }

  /** What is not known stays so. */
  ImportBench createNothing() {
    create = false;
    return this;
  }

  ImportBench skip() {
    onError = OnError.SKIP;
    return this;
  }

  ImportBench stop() {
    onError = OnError.STOP;
    return this;
  }

  ImportBench location(String code) {
    location = code;
    return this;
  }

  ImportBench charset(String name) {
    charset = Charset.forName(name);
    return this;
  }

  ImportBench columns(ColumnChoice chosen) {
    columns = chosen;
    return this;
  }

  ImportBench rules(ImportRules newRules) {
    rules = newRules;
    return this;
  }

  ImportBench through(Ledger newLedger) {
    through = newLedger;
    return this;
  }

  /** A retailer's sales become orders. */
  ImportBench asOrders() {
    as = As.ORDERS;
    return this;
  }

  /** The file was imported before. */
  ImportBench seenAt(Instant first) {
    seenAt = first;
    return this;
  }

  ImportReport rows(String... rows) {
    return text(HEADER + String.join("\n", rows) + "\n");
  }

  ImportReport text(String text) {
    return bytes(text.getBytes(StandardCharsets.UTF_8));
  }

  ImportReport bytes(byte[] bytes) {
    try {
      return file(Files.write(directory.resolve("file-" + ++files), bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A file as it lies on the disk. */
  Path write(String text) {
    try {
      return Files.writeString(directory.resolve("file-" + ++files), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Importer importer() {
    return new Importer(
        new Importer.Ports(
            through,
            new Orders(orders),
            failures.over(ledger, new Orders(orders)),
            InMemoryReturns.of(orders),
            catalogue,
            imported,
            new PlainOrderText()),
        InstantSource.fixed(NOW),
        List.of(new OnlineRetail()),
        new Importer.Settings(2, time -> {}, rules));
  }

  ImportReport file(Path file) {
    Options options =
        new Options(dryRun, create, onError, ZoneId.of("Europe/Berlin"), charset, location, as)
            .with(columns);
    Importer importer = importer();
    try {
      return importer.run(
          new ImportRequest(SELLER, "token tok_1", kind, file, options, seenAt, null));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException("nothing waits here", e);
    }
  }

  static byte[] gzip(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
