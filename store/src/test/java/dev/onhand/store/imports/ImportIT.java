package dev.onhand.store.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.access.NewSeller;
import dev.onhand.engine.imports.ImportReport;
import dev.onhand.engine.imports.ImportReport.Ending;
import dev.onhand.engine.imports.ImportRequest;
import dev.onhand.engine.imports.ImportRequest.OnError;
import dev.onhand.engine.imports.Importer;
import dev.onhand.engine.imports.OnlineRetail;
import dev.onhand.store.access.JdbcSellers;
import dev.onhand.store.database.SellerTransactions;
import dev.onhand.store.ledger.CommitObserver;
import dev.onhand.store.ledger.Committer;
import dev.onhand.store.ledger.CommitterSettings;
import dev.onhand.store.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

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
      ImportRequest request = request(seller);
      ImportReport first = importer.run(request);
      ImportReport second = importer.run(request);

      assertThat(first.ending()).isEqualTo(Ending.COMPLETE);
      assertThat(first.errors()).isEmpty();
      assertThat(first.counts().rows()).isEqualTo(27_707);
      assertThat(first.counts().recorded())
          .isEqualTo(one("select count(*) from movement"))
          .isGreaterThan(29_000);
      assertThat(first.counts().productsCreated()).isEqualTo(one("select count(*) from product"));
      assertThat(second.counts().recorded()).isZero();
      assertThat(second.counts().alreadyRecorded()).isEqualTo(first.counts().recorded());
    }
    assertThat(one(LEVELS_THAT_ARE_NOT_THE_SUM)).isZero();
    assertThat(one("select count(*) from stock_level where available < 0")).isZero();
  }

  private static final String LEVELS_THAT_ARE_NOT_THE_SUM =
      """
      select count(*) from stock_level l
      where l.available <> (
        select coalesce(sum(case when m.to_location_id is null then -m.quantity else m.quantity end), 0)
        from movement m
        where m.seller_id = l.seller_id and m.product_id = l.product_id)
      """;

  private static Importer importer(Committer ledger) {
    JdbcImportCatalogue catalogue =
        new JdbcImportCatalogue(new SellerTransactions(DATABASE.database().jobs()), CLOCK);
    return new Importer(
        ledger, catalogue, CLOCK, List.of(new OnlineRetail()), Importer.Settings.DEFAULT);
  }

  private static ImportRequest request(SellerId seller) {
    return new ImportRequest(
        seller,
        "test",
        "online-retail",
        MONTH,
        new ImportRequest.Options(false, true, OnError.STOP, ZoneOffset.UTC, null, null));
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
