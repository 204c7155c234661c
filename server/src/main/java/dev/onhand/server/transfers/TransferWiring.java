package dev.onhand.server.transfers;

import dev.onhand.engine.ledger.LedgerCalls;
import dev.onhand.engine.transfer.TransferRows;
import dev.onhand.engine.transfer.Transfers;
import dev.onhand.store.database.SellerTransactions;
import dev.onhand.store.transfer.JdbcTransferRows;
import dev.onhand.store.transfer.TransferChangedWriter;
import dev.onhand.store.transfer.TransferSentWriter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts transfers together. */
@Configuration(proxyBeanMethods = false)
class TransferWiring {

  @Bean
  TransferRows transferRows(SellerTransactions transactions) {
    return new JdbcTransferRows(transactions);
  }

  @Bean
  Transfers transfers(LedgerCalls ledger, TransferRows rows) {
    return new Transfers(ledger, rows);
  }

  @Bean
  TransferSentWriter transferSentWriter() {
    return new TransferSentWriter();
  }

  @Bean
  TransferChangedWriter transferChangedWriter() {
    return new TransferChangedWriter();
  }
}
