package dev.onhand.server.movements;

import dev.onhand.engine.catalogue.Locations;
import dev.onhand.engine.catalogue.Products;
import dev.onhand.engine.journal.Journal;
import dev.onhand.engine.ledger.Ledger;
import dev.onhand.engine.ledger.LedgerCalls;
import dev.onhand.server.loops.PausedLoop;
import dev.onhand.store.database.SellerTransactions;
import dev.onhand.store.journal.JdbcJournal;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts movements and the journal together. */
@Configuration(proxyBeanMethods = false)
class MovementsWiring {

  /** Longer than any commit takes, and shorter than callers wait. */
  private static final Duration LEDGER_WAIT_MAX = Duration.ofSeconds(30);

  private static final Duration LEDGER_WAIT_PAUSE = Duration.ofSeconds(1);

  @Bean
  LedgerCalls ledgerCalls(Ledger ledger) {
    return new LedgerCalls(ledger, LEDGER_WAIT_MAX);
  }

  @Bean
  PausedLoop ledgerWaits(LedgerCalls calls) {
    return ledgerWaits(calls, LEDGER_WAIT_PAUSE);
  }

  /** Tells those that wait for the ledger how time goes by, so that none waits for ever. */
  static PausedLoop ledgerWaits(LedgerCalls calls, Duration pause) {
    PausedLoop loop = new PausedLoop("ledger-waits", pause, () -> calls.pass(pause));
    loop.start();
    return loop;
  }

  @Bean
  Journal journal(SellerTransactions transactions) {
    return new JdbcJournal(transactions);
  }

  @Bean
  MovementNames movementNames(Products products, Locations locations) {
    return new MovementNames(products, locations);
  }
}
