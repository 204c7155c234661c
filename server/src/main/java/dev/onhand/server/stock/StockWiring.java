package dev.onhand.server.stock;

import dev.onhand.engine.stock.Stock;
import dev.onhand.store.database.SellerTransactions;
import dev.onhand.store.stock.JdbcStock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts stock together. */
@Configuration(proxyBeanMethods = false)
class StockWiring {

  @Bean
  Stock stock(SellerTransactions transactions) {
    return new JdbcStock(transactions);
  }
}
