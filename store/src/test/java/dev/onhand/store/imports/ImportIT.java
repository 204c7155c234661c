package dev.onhand.store.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onhand.core.ledger.Outcome;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.access.NewSeller;
import dev.onhand.engine.imports.ImportError;
import dev.onhand.engine.imports.ImportReport;
import dev.onhand.engine.imports.ImportReport.Ending;
import dev.onhand.engine.imports.ImportRequest;
import dev.onhand.engine.imports.ImportRequest.As;
import dev.onhand.engine.imports.ImportRequest.OnError;
import dev.onhand.engine.imports.ImportRun;
import dev.onhand.engine.imports.ImportedParts;
import dev.onhand.engine.imports.Importer;
import dev.onhand.engine.imports.Undo;
import dev.onhand.engine.ledger.CommandList;
import dev.onhand.engine.ledger.Ledger;
import dev.onhand.store.access.JdbcSellers;
import dev.onhand.store.database.SellerTransactions;
import dev.onhand.store.ledger.CommitObserver;
import dev.onhand.store.ledger.Committer;
import dev.onhand.store.ledger.CommitterSettings;
import dev.onhand.store.orders.JdbcOrderStates;
import dev.onhand.store.testing.TestDatabase;
import dev.onhand.store.testing.TestImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The bundled month of real invoices, into PostgreSQL. */
class ImportIT {

  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-21T12:00:00Z"));
  private static final Path MONTH =
      Path.of("..", "cli", "src", "main", "demo", "online-retail-2011-02.csv.gz");

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.create();

  @Test
  void recordsAMonthOnce() throws IOException, InterruptedException, SQLException {
    SellerId seller =
        new JdbcSellers(DATABASE.database().platform())
            .create(new NewSeller("month", "Month", ZoneOffset.UTC, CLOCK.instant()))
            .orElseThrow()
            .id();
    try (Committer ledger =
        Committer.start(
            DATABASE.database().app(),
            CommitterSettings.DEFAULT,
            List.of(),
            CommitObserver.NONE,
            CLOCK)) {
      Importer importer = importer(ledger);
      ImportReport before = importer.run(request(seller, true));
      ImportReport first = importer.run(request(seller, false));
      ImportReport after = importer.run(request(seller, true));
      ImportReport second = importer.run(request(seller, false));

      assertThat(before.errors()).isEmpty();
      assertThat(before.counts().openings()).isEqualTo(first.counts().openings());
      assertThat(before.counts().alreadyRecorded()).isZero();
      assertThat(after.errors()).isEmpty();
      assertThat(after.counts().alreadyRecorded()).isEqualTo(first.counts().recorded());

      assertThat(first.ending()).isEqualTo(Ending.COMPLETE);
      assertThat(first.errors()).isEmpty();
      assertThat(first.counts().rows()).isEqualTo(27_707);
      assertThat(first.counts().recorded())
          .isEqualTo(one("select count(*) from movement where seller_id = " + seller.value()))
          .isGreaterThan(29_000);
      assertThat(first.counts().productsCreated())
          .isEqualTo(one("select count(*) from product where seller_id = " + seller.value()));
      assertThat(second.counts().recorded()).isZero();
      assertThat(second.counts().alreadyRecorded()).isEqualTo(first.counts().recorded());
    }
    assertThat(one(LEVELS_THAT_ARE_NOT_THE_SUM)).isZero();
    assertThat(one("select count(*) from stock_level where available < 0")).isZero();
  }

  /** Also where the program dies in between, as here after some of the lists were handed in. */
  @Test
  void undoesAMonthOnce() throws IOException, InterruptedException, SQLException {
    SellerId seller = seller("undone");
    SellerTransactions transactions = new SellerTransactions(DATABASE.database().app());
    try (Committer ledger =
        Committer.start(
            DATABASE.database().app(),
            CommitterSettings.DEFAULT,
            List.of(new ImportedPartWriter()),
            CommitObserver.NONE,
            CLOCK)) {
      long run =
          new JdbcImportRuns(transactions)
              .begin(
                  seller,
                  ImportRun.Beginning.of(
                      "online-retail", "month", "ab".repeat(32), "test", CLOCK.instant()));
      ImportReport month = importer(ledger).run(request(seller, run));
      ImportedParts parts = new JdbcImportedParts(transactions);
      assertThat(parts.noted(seller, new Undo.Source.Import(run)).total())
          .isEqualTo(month.counts().recorded());

      Undo.Wish wish = new Undo.Wish(seller, "test", new Undo.Source.Import(run), false);
      assertThatThrownBy(
              () -> new Undo(parts, dyingAfter(5, ledger), Importer.Settings.DEFAULT).run(wish))
          .isInstanceOf(IllegalStateException.class);
      ImportReport rest = new Undo(parts, ledger, Importer.Settings.DEFAULT).run(wish);

      assertThat(rest.errors()).isEmpty();
      assertThat(rest.counts().rows()).isEqualTo(month.counts().recorded());
      assertThat(rest.counts().alreadyRecorded()).isGreaterThan(4_000);
      assertThat(rest.counts().recorded() + rest.counts().alreadyRecorded())
          .isEqualTo(month.counts().recorded());
    }
    assertThat(
            one(
                "select count(*) from movement where seller_id = %d and reverses is null"
                    .formatted(seller.value())))
        .isEqualTo(
            one(
                "select count(*) from movement where seller_id = %d and reverses is not null"
                    .formatted(seller.value())));
    assertThat(
            one(
                "select count(*) from stock_level where seller_id = %d and available <> 0"
                    .formatted(seller.value())))
        .isZero();
  }

  private static Ledger dyingAfter(int lists, Ledger ledger) {
    AtomicInteger left = new AtomicInteger(lists);
    return new Ledger() {
      @Override
      public CompletableFuture<List<Outcome>> submit(CommandList list) {
        if (left.getAndDecrement() == 0) {
          throw new IllegalStateException("died");
        }
        return ledger.submit(list);
      }

      @Override
      public CompletableFuture<List<Outcome>> preview(CommandList list) {
        return ledger.preview(list);
      }
    };
  }

  /** The books of a month are the same, whether its sales are orders or movements. */
  @Test
  void endsWithTheSameStockAsOrders() throws IOException, InterruptedException, SQLException {
    SellerId orders = seller("orders");
    SellerId movements = seller("movements");
    try (Committer ledger =
        Committer.start(
            DATABASE.database().app(),
            CommitterSettings.DEFAULT,
            List.of(new JdbcOrderStates()),
            CommitObserver.NONE,
            CLOCK)) {
      Importer importer = importer(ledger);
      importer.run(request(movements, false));
      ImportReport first = importer.run(request(orders, "online-retail", MONTH, false, As.ORDERS));
      ImportReport dry = importer.run(request(orders, "online-retail", MONTH, true, As.ORDERS));
      ImportReport second = importer.run(request(orders, "online-retail", MONTH, false, As.ORDERS));
      ImportReport mixed = importer.run(request(orders, false));

      assertThat(first.ending()).isEqualTo(Ending.COMPLETE);
      assertThat(first.errors()).isEmpty();
      assertThat(first.orders().orders()).isEqualTo(1_096);
      assertThat(first.orders().reserved()).isEqualTo(first.orders().shipped()).isEqualTo(283_355);
      assertThat(first.orders().returnsLinked() + first.orders().returnsUnlinked()).isEqualTo(418);
      assertThat(first.orders().returnsLinked()).isGreaterThan(100);
      for (ImportReport again : List.of(dry, second, mixed)) {
        assertThat(again.errors()).isEmpty();
        assertThat(again.counts().recorded()).isZero();
        assertThat(again.counts().alreadyRecorded()).isEqualTo(first.counts().recorded());
      }
    }
    assertThat(one(STOCK_THAT_DIFFERS.formatted(orders.value(), movements.value()))).isZero();
    assertThat(
            one(
                "select count(*) from stock_level where available < 0 or reserved <> 0 or below_floor_since is not null"))
        .isZero();
    assertThat(
            one(
                "select count(*) from movement where reason = 'sale_return' and seller_id = "
                    + orders.value()))
        .isEqualTo(418);
  }

  private static final String STOCK_THAT_DIFFERS =
      """
      select count(*)
      from (select p.sku, l.available from stock_level l join product p using (seller_id, product_id) where l.seller_id = %d) one
      full join (select p.sku, l.available from stock_level l join product p using (seller_id, product_id) where l.seller_id = %d) other
        using (sku)
      where one.available is distinct from other.available
      """;

  private static SellerId seller(String code) {
    return new JdbcSellers(DATABASE.database().platform())
        .create(new NewSeller(code, code, ZoneOffset.UTC, CLOCK.instant()))
        .orElseThrow()
        .id();
  }

  @Test
  void sellsInADryRunWhatTheBooksHave(@TempDir Path directory)
      throws IOException, InterruptedException {
    SellerId seller =
        new JdbcSellers(DATABASE.database().platform())
            .create(new NewSeller("dry", "Dry", ZoneOffset.UTC, CLOCK.instant()))
            .orElseThrow()
            .id();
    String header =
        "key,occurred_at,sku,location,reason,quantity,reference,note,state,to_location\n";
    Path bought = Files.writeString(directory.resolve("bought.csv"), header + BOUGHT);
    Path sold = Files.writeString(directory.resolve("sold.csv"), header + SOLD);
    try (Committer ledger =
        Committer.start(
            DATABASE.database().app(),
            CommitterSettings.DEFAULT,
            List.of(),
            CommitObserver.NONE,
            CLOCK)) {
      Importer importer = importer(ledger);
      importer.run(request(seller, "movements", bought, false));
      ImportReport dry = importer.run(request(seller, "movements", sold, true));
      ImportReport done = importer.run(request(seller, "movements", sold, false));

      assertThat(dry.errors()).extracting(ImportError::line).containsExactly(3L, 5L, 7L);
      assertThat(done.errors()).extracting(ImportError::line).containsExactly(3L, 5L, 7L);
      assertThat(done.counts().recorded()).isEqualTo(3);
    }
  }

  @Test
  void keepsTheFirstLinesOfAnInvoiceThatGoesOnFarBelow(@TempDir Path directory)
      throws IOException, InterruptedException, SQLException {
    SellerId seller =
        new JdbcSellers(DATABASE.database().platform())
            .create(new NewSeller("apart", "Apart", ZoneOffset.UTC, CLOCK.instant()))
            .orElseThrow()
            .id();
    StringBuilder file =
        new StringBuilder(
            "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n");
    String row = "%d,%s,THING,%d,2011-02-01 08:00:00,1.5,7,EIRE\n";
    file.append(row.formatted(900_001, "10001", 5));
    for (int other = 2; other < 1_002; other++) {
      file.append(row.formatted(900_000 + other, "10002", 1));
    }
    file.append(row.formatted(900_001, "10003", 3));
    Path path = Files.writeString(directory.resolve("apart.csv"), file);
    try (Committer ledger =
        Committer.start(
            DATABASE.database().app(),
            CommitterSettings.DEFAULT,
            List.of(new JdbcOrderStates()),
            CommitObserver.NONE,
            CLOCK)) {
      ImportReport report =
          importer(ledger).run(request(seller, "online-retail", path, false, As.ORDERS));
      assertThat(report.errors()).isEmpty();
    }
    assertThat(
            one(
                """
                select sum(10 * ordered + shipped_in_all) from (
                  select l.ordered, (
                    select sum(d.fulfilled) from order_doing d
                    where d.seller_id = l.seller_id and d.order_id = l.order_id and d.line = l.line) as shipped_in_all
                  from order_line l join sales_order o using (seller_id, order_id)
                  where o.external_id = '900001') as both_lines
                """))
        .as("5 and 3 are ordered and gone")
        .isEqualTo(88);
  }

  private static final String BOUGHT =
      """
      b1,2026-11-01,A,berlin,opening_stock,5,,,,
      b2,2026-11-01,A,berlin,sale_return,2,,,damaged,
      """;

  /** Lines 3, 5 and 7 take more than there is. */
  private static final String SOLD =
      """
      s1,2026-11-02,A,berlin,sale,3,,,,
      s2,2026-11-02,A,berlin,sale,3,,,,
      s3,2026-11-02,A,berlin,scrap,2,,,,
      s4,2026-11-02,A,berlin,scrap,1,,,,
      s5,2026-11-02,A,berlin,transfer_out,2,,,,new-place
      s6,2026-11-02,A,berlin,sale,1,,,,
      """;

  private static final String LEVELS_THAT_ARE_NOT_THE_SUM =
      """
      select count(*) from stock_level l
      where l.available <> (
        select coalesce(sum(case when m.to_location_id is null then -m.quantity else m.quantity end), 0)
        from movement m
        where m.seller_id = l.seller_id and m.product_id = l.product_id)
      """;

  private static Importer importer(Committer ledger) {
    return TestImporter.of(ledger, new SellerTransactions(DATABASE.database().jobs()), CLOCK);
  }

  private static ImportRequest request(SellerId seller, boolean dryRun) {
    return request(seller, "online-retail", MONTH, dryRun);
  }

  private static ImportRequest request(SellerId seller, String kind, Path file, boolean dryRun) {
    return request(seller, kind, file, dryRun, As.MOVEMENTS);
  }

  private static ImportRequest request(SellerId seller, long run) {
    ImportRequest month = request(seller, false);
    return new ImportRequest(
        seller, month.actor(), month.kind(), month.file(), month.options(), month.seenAt(), run);
  }

  private static ImportRequest request(
      SellerId seller, String kind, Path file, boolean dryRun, As as) {
    return new ImportRequest(
        seller,
        "test",
        kind,
        file,
        new ImportRequest.Options(dryRun, true, OnError.SKIP, ZoneOffset.UTC, null, null, as),
        null,
        null);
  }

  private static long one(String query) throws SQLException {
    try (Connection connection = DATABASE.superuser();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    }
  }
}
