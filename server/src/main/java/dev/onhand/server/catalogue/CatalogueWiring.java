package dev.onhand.server.catalogue;

import dev.onhand.engine.catalogue.Bundles;
import dev.onhand.engine.catalogue.Locations;
import dev.onhand.engine.catalogue.Products;
import dev.onhand.engine.catalogue.SkuWarnings;
import dev.onhand.store.catalogue.JdbcBundles;
import dev.onhand.store.catalogue.JdbcLocations;
import dev.onhand.store.catalogue.JdbcProducts;
import dev.onhand.store.database.SellerTransactions;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the catalogue together. */
@Configuration(proxyBeanMethods = false)
class CatalogueWiring {

  @Bean
  Products products(SellerTransactions transactions) {
    return new JdbcProducts(transactions);
  }

  @Bean
  Bundles bundles(SellerTransactions transactions, Products products) {
    return new JdbcBundles(transactions, products);
  }

  @Bean
  Locations locations(SellerTransactions transactions) {
    return new JdbcLocations(transactions);
  }

  @Bean
  SkuWarnings skuWarnings(Products products) {
    return new SkuWarnings(products);
  }
}
