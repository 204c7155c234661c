package dev.onhand.server.ledger;

import dev.onhand.engine.alerts.Alerts;
import dev.onhand.engine.catalogue.Products;
import dev.onhand.engine.jobs.JobWork;
import dev.onhand.engine.verification.Checkpoints;
import dev.onhand.engine.verification.Duplicates;
import dev.onhand.engine.verification.Journal;
import dev.onhand.engine.verification.LevelAudit;
import dev.onhand.engine.verification.ReservationBooks;
import dev.onhand.engine.verification.SealAudit;
import dev.onhand.engine.verification.StockSync;
import dev.onhand.engine.verification.Verification;
import dev.onhand.server.operations.LedgerMetrics;
import dev.onhand.store.database.Database;
import dev.onhand.store.database.SellerTransactions;
import dev.onhand.store.orders.JdbcReservationBooks;
import dev.onhand.store.seal.JdbcJournal;
import dev.onhand.store.verification.JdbcDuplicates;
import dev.onhand.store.verification.JdbcFindings;
import dev.onhand.store.verification.JdbcLevelAudit;
import dev.onhand.store.verification.JdbcPurchaseAudit;
import dev.onhand.store.verification.JdbcRegradeAudit;
import dev.onhand.store.verification.JdbcSealAudit;
import dev.onhand.store.verification.JdbcTransferAudit;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Verification and its kin work on the pool of jobs, so that they never keep requests waiting for a
 * connection.
 */
@Configuration(proxyBeanMethods = false)
class LedgerWiring {

  /** Slices side by side: as many as a small machine has cores. */
  private static final int VERIFICATION_WORKERS = 2;

  @Bean
  LevelAudit levelAudit(Database database, InstantSource clock) {
    return new JdbcLevelAudit(new SellerTransactions(database.jobs()), clock);
  }

  @Bean
  SealAudit sealAudit(Database database) {
    return new JdbcSealAudit(new SellerTransactions(database.jobs()));
  }

  @Bean
  ReservationBooks reservationBooks(Database database, InstantSource clock) {
    return new JdbcReservationBooks(new SellerTransactions(database.jobs()), clock);
  }

  @Bean
  Verification verification(
      Database database,
      LevelAudit levels,
      SealAudit seals,
      ReservationBooks reservations,
      Checkpoints checkpoints,
      Alerts alerts,
      InstantSource clock) {
    SellerTransactions transactions = new SellerTransactions(database.jobs());
    Verification.Ports ports =
        new Verification.Ports(
            levels,
            seals,
            new JdbcTransferAudit(transactions),
            new JdbcPurchaseAudit(transactions),
            new JdbcRegradeAudit(transactions),
            reservations,
            checkpoints,
            new JdbcFindings(transactions, clock),
            alerts);
    return new Verification(ports, clock, VERIFICATION_WORKERS);
  }

  @Bean
  StockSync stockSync(LevelAudit levels, SealAudit seals, InstantSource clock) {
    return new StockSync(levels, seals, clock);
  }

  @Bean
  Journal sealedJournal(SellerTransactions transactions) {
    return new JdbcJournal(transactions);
  }

  @Bean
  Duplicates duplicates(SellerTransactions transactions) {
    return new JdbcDuplicates(transactions);
  }

  @Bean
  JobWork verifyWork(Verification verification, LedgerMetrics metrics, InstantSource clock) {
    return new VerifyWork(verification, metrics, clock);
  }

  @Bean
  JobWork stockSyncWork(StockSync sync, Products products) {
    return new StockSyncWork(sync, products);
  }
}
