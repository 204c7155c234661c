package dev.onhand.server.purchases;

import dev.onhand.engine.ledger.LedgerCalls;
import dev.onhand.engine.purchase.PurchaseRows;
import dev.onhand.engine.purchase.Purchases;
import dev.onhand.engine.purchase.Receiving;
import dev.onhand.store.database.SellerTransactions;
import dev.onhand.store.purchase.JdbcPurchaseRows;
import dev.onhand.store.purchase.PurchaseReceivedWriter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts purchase orders together. */
@Configuration(proxyBeanMethods = false)
class PurchaseWiring {

  @Bean
  PurchaseRows purchaseRows(SellerTransactions transactions) {
    return new JdbcPurchaseRows(transactions);
  }

  @Bean
  Purchases purchases(PurchaseRows rows) {
    return new Purchases(rows);
  }

  @Bean
  Receiving receiving(LedgerCalls ledger, PurchaseRows rows) {
    return new Receiving(ledger, rows);
  }

  @Bean
  PurchaseReceivedWriter purchaseReceivedWriter() {
    return new PurchaseReceivedWriter();
  }
}
