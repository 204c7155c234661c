package dev.onhand.server.stock;

import dev.onhand.engine.explain.Explaining;
import dev.onhand.engine.stock.Floors;
import dev.onhand.engine.stock.Stock;
import dev.onhand.engine.stock.StockAsOf;
import dev.onhand.store.database.SellerTransactions;
import dev.onhand.store.explain.JdbcStockFacts;
import dev.onhand.store.stock.JdbcFloors;
import dev.onhand.store.stock.JdbcStock;
import dev.onhand.store.stock.JdbcStockAsOf;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts stock together. */
@Configuration(proxyBeanMethods = false)
class StockWiring {

  @Bean
  Stock stock(SellerTransactions transactions) {
    return new JdbcStock(transactions);
  }

  @Bean
  StockAsOf stockAsOf(SellerTransactions transactions) {
    return new JdbcStockAsOf(transactions);
  }

  @Bean
  Explaining explaining(SellerTransactions transactions) {
    return new Explaining(new JdbcStockFacts(transactions));
  }

  @Bean
  Floors floors(SellerTransactions transactions) {
    return new JdbcFloors(transactions);
  }
}
