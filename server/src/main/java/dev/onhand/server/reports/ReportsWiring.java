package dev.onhand.server.reports;

import dev.onhand.engine.reports.Reports;
import dev.onhand.store.database.SellerTransactions;
import dev.onhand.store.reports.JdbcReports;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts reports together. */
@Configuration(proxyBeanMethods = false)
class ReportsWiring {

  @Bean
  Reports reports(SellerTransactions transactions, InstantSource clock) {
    return new JdbcReports(transactions, clock);
  }
}
