package dev.onhand.store.verification;

import dev.onhand.core.ledger.Reason;
import dev.onhand.engine.verification.Discrepancy;
import dev.onhand.engine.verification.LevelAudit.Author;
import dev.onhand.engine.verification.Rebuild;
import dev.onhand.engine.verification.Sealing;
import dev.onhand.engine.verification.StockSync;
import dev.onhand.engine.verification.Verification;
import dev.onhand.engine.verification.VerificationOptions;
import dev.onhand.engine.verification.VerificationReport;
import dev.onhand.store.alerts.JdbcAlerts;
import dev.onhand.store.seal.JdbcCheckpoints;
import dev.onhand.store.seal.JdbcSealer;
import dev.onhand.store.testing.RandomCommands;
import dev.onhand.store.testing.TestDatabase;
import dev.onhand.store.testing.TestSeller;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;

/**
 * A seller with a past: a few thousand movements of all sorts, sealed in several blocks, with
 * segments and checkpoints, and some movements after all that.
 */
final class Audited {

  static final int PRODUCTS = 4;
  static final int LOCATIONS = 3;
  static final Author AUTHOR = new Author("tester", null);

  final TestSeller seller;
  final JdbcSealer sealer;
  final JdbcCheckpoints checkpoints;
  final JdbcLevelAudit levels;
  final JdbcAlerts alerts;
  final Verification verification;
  final StockSync sync;
  final Rebuild rebuild;

  private Audited(TestSeller seller) {
    this.seller = seller;
    var transactions = seller.transactions();
    this.sealer = new JdbcSealer(transactions, seller.clock());
    this.checkpoints = new JdbcCheckpoints(transactions, 1);
    this.levels = new JdbcLevelAudit(transactions, seller.clock());
    this.alerts = new JdbcAlerts(transactions, seller.clock());
    JdbcSealAudit seals = new JdbcSealAudit(transactions);
    this.verification =
        new Verification(
            new Verification.Ports(
                levels,
                seals,
                new JdbcTransferAudit(transactions),
                new JdbcPurchaseAudit(transactions),
                new JdbcRegradeAudit(transactions),
                new dev.onhand.store.orders.JdbcReservationBooks(transactions, seller.clock()),
                checkpoints,
                new JdbcFindings(transactions, seller.clock()),
                alerts),
            seller.clock(),
            2);
    this.sync = new StockSync(levels, seals, seller.clock());
    this.rebuild = new Rebuild(levels, checkpoints);
  }

  /** Without a movement. */
  static Audited empty(TestDatabase database) {
    return new Audited(TestSeller.create(database, PRODUCTS, LOCATIONS));
  }

  /** With 1,500 movements and more of the first product, 20 of them after the last checkpoint. */
  static Audited withPast(TestDatabase database, long seed) {
    Audited audited = empty(database);
    RandomCommands commands = new RandomCommands(seed, PRODUCTS, LOCATIONS);
    for (int i = 0; i < 4; i++) {
      audited.seller.record(commands.next(400, audited.now()));
      audited.seller.record(
          LongStream.range(0, 300)
              .mapToObj(n -> audited.seller.move(Reason.PURCHASE, 2, 1, 1))
              .toList());
      audited.seller.clock().advance(Duration.ofDays(9));
      new Sealing(audited.sealer).sealAll(audited.seller.id());
    }
    while (audited.checkpoints.advance(audited.seller.id())) {
      // until all is in
    }
    for (int i = 0; i < 10; i++) {
      audited.seller.record(audited.seller.move(Reason.PURCHASE, 3, 1, 1));
      audited.seller.record(audited.seller.move(Reason.PURCHASE, 3, 2, 2));
    }
    return audited;
  }

  java.time.Instant now() {
    return seller.clock().instant();
  }

  VerificationReport hourly() {
    return verify(VerificationOptions.hourly(AUTHOR));
  }

  VerificationReport nightly() {
    return verify(VerificationOptions.nightly(AUTHOR));
  }

  VerificationReport verify(VerificationOptions options) {
    try {
      return verification.run(seller.id(), options);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The open alerts, as severity and subject. */
  List<String> openAlerts() {
    return seller.rows(
        "select severity || ' ' || subject from alert where closed_at is null order by subject");
  }

  /** All that is stored beside the movements and can be rebuilt from them. */
  List<String> projections() {
    List<String> rows = new java.util.ArrayList<>();
    rows.addAll(
        seller.rows(
            """
            select product_id, location_id, available, reserved, damaged, quality_control, set_aside, in_transit,
              floor, below_floor_since, updated_at
            from stock_level order by product_id, location_id
            """));
    rows.addAll(
        seller.rows("select c::text from level_checkpoint c order by product_id, location_id"));
    rows.addAll(
        seller.rows(
            "select c::text from stock_checkpoint c order by product_id, segment, location_id, month"));
    return rows;
  }

  static List<String> texts(VerificationReport report) {
    return report.discrepancies().stream().map(Discrepancy::text).toList();
  }
}
