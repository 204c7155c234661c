package dev.onhand.server.movements;

import dev.onhand.engine.catalogue.Locations;
import dev.onhand.engine.catalogue.Products;
import dev.onhand.engine.journal.Journal;
import dev.onhand.engine.ledger.Ledger;
import dev.onhand.store.database.SellerTransactions;
import dev.onhand.store.journal.JdbcJournal;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts movements and the journal together. */
@Configuration(proxyBeanMethods = false)
class MovementsWiring {

  @Bean
  LedgerCalls ledgerCalls(Ledger ledger) {
    return new LedgerCalls(ledger);
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
