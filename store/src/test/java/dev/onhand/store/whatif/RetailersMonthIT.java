package dev.onhand.store.whatif;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.listing.ListingRule;
import dev.onhand.core.order.Sourcing;
import dev.onhand.core.replay.Replay;
import dev.onhand.core.replay.Replayed;
import dev.onhand.core.replay.Setup;
import dev.onhand.engine.access.NewSeller;
import dev.onhand.engine.imports.ImportReport;
import dev.onhand.engine.imports.ImportRequest;
import dev.onhand.engine.imports.ImportRequest.As;
import dev.onhand.engine.imports.ImportRequest.OnError;
import dev.onhand.store.access.JdbcSellers;
import dev.onhand.store.database.SellerTransactions;
import dev.onhand.store.ledger.CommitObserver;
import dev.onhand.store.ledger.Committer;
import dev.onhand.store.ledger.CommitterSettings;
import dev.onhand.store.orders.JdbcOrderStates;
import dev.onhand.store.testing.TestDatabase;
import dev.onhand.store.testing.TestImporter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The bundled month of real invoices, taken in as orders and lived through again. */
class RetailersMonthIT {

  private static final Path MONTH =
      Path.of("..", "cli", "src", "main", "demo", "online-retail-2011-02.csv.gz");
  private static final Instant START = Instant.parse("2026-11-21T12:00:00Z");

  /** A millisecond later each time it is looked at. */
  private static final AtomicLong MILLIS = new AtomicLong();

  private static final InstantSource CLOCK = () -> START.plusMillis(MILLIS.incrementAndGet());

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.create();

  private static SellerId seller;
  private static JdbcPast past;

  @BeforeAll
  static void takeIn() throws IOException, InterruptedException {
    seller =
        new JdbcSellers(DATABASE.database().platform())
            .create(new NewSeller("month", "Month", ZoneOffset.UTC, START))
            .orElseThrow()
            .id();
    SellerTransactions transactions = new SellerTransactions(DATABASE.database().jobs());
    past = new JdbcPast(transactions);
    try (Committer ledger =
        Committer.start(
            DATABASE.database().app(),
            CommitterSettings.DEFAULT,
            List.of(new JdbcOrderStates()),
            CommitObserver.NONE,
            CLOCK)) {
      ImportReport report = TestImporter.of(ledger, transactions, CLOCK).run(request());
      assertThat(report.errors()).isEmpty();
    }
  }

  private static ImportRequest request() {
    return new ImportRequest(
        seller,
        "test",
        "online-retail",
        MONTH,
        new ImportRequest.Options(false, true, OnError.SKIP, ZoneOffset.UTC, null, null, As.ORDERS),
        null,
        null);
  }

  private static Setup buffer(long units) {
    return new Setup(
        Map.of(
            "online-retail",
            new Setup.Channel(
                "online-retail",
                Sourcing.PRIORITY,
                null,
                new ListingRule(false, units, 100, null, null, 0))));
  }

  private static Replayed replay(Instant from, Instant to, Setup others) {
    return past.tell(seller, from, to, start -> new Replay(start, buffer(0), others));
  }

  private static Instant end() {
    return CLOCK.instant().plusSeconds(1);
  }

  @Test
  void isWhatHappened() {
    Replayed replayed = replay(START, end(), buffer(0));
    assertThat(replayed.examples()).isEmpty();
    assertThat(replayed.movements()).isGreaterThan(50_000);
    assertThat(replayed.unchanged().orders()).isGreaterThanOrEqualTo(1_096);
    assertThat(replayed.unsure()).isZero();
    assertThat(replayed.changed()).isEqualTo(replayed.unchanged());
    assertThat(replayed.moved()).isEmpty();
  }

  /** What there was then is reckoned back from what there is now. */
  @Test
  void isSoForAnyPartOfIt() {
    long movements = 0;
    Duration quarter = Duration.between(START, CLOCK.instant()).dividedBy(4).plusMillis(1);
    for (int part = 0; part < 4; part++) {
      Instant from = START.plus(quarter.multipliedBy(part));
      Replayed replayed = replay(from, from.plus(quarter), buffer(0));
      assertThat(replayed.examples()).as("part %d", part).isEmpty();
      movements += replayed.movements();
    }
    assertThat(movements).isEqualTo(replay(START, end(), buffer(0)).movements());
  }

  @Test
  void largerBufferSellsLess() {
    Replayed some = replay(START, end(), buffer(5));
    Replayed many = replay(START, end(), buffer(50));
    assertThat(some.changed().lostUnits()).isPositive();
    assertThat(many.changed().lostUnits()).isGreaterThan(some.changed().lostUnits());
    assertThat(many.unchanged().lostUnits()).isZero();
    assertThat(many.moved()).hasSize(Replayed.LEVELS_MAX);
  }
}
