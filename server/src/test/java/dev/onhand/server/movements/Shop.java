package dev.onhand.server.movements;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.access.Sellers;
import dev.onhand.engine.catalogue.LocationData;
import dev.onhand.engine.catalogue.Locations;
import dev.onhand.server.testing.Client;
import dev.onhand.server.testing.RunningServer;
import dev.onhand.store.database.SellerTransactions;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

/** What tests of stock need of a running server: two warehouses, and products of their own. */
public final class Shop {

  private static final AtomicInteger PRODUCTS = new AtomicInteger();

  private Shop() {}

  /** Makes the locations {@code berlin} and {@code paris}. */
  public static void open(RunningServer server) {
    SellerId seller = server.server().get(Sellers.class).findByCode("default").orElseThrow().id();
    for (String code : new String[] {"berlin", "paris"}) {
      server
          .server()
          .get(Locations.class)
          .create(
              seller,
              new LocationData(code, code, LocationData.Kind.WAREHOUSE, true, 100, null, null),
              Instant.EPOCH);
    }
  }

  /** A new product; gives its SKU. */
  public static String product(Client client) {
    String sku = "sku-" + PRODUCTS.incrementAndGet();
    client.post("/api/v1/products", "{\"sku\":\"" + sku + "\"}");
    return sku;
  }

  /** How many movements the journal of the first seller has. */
  public static long movements(RunningServer server) {
    SellerId seller = server.server().get(Sellers.class).findByCode("default").orElseThrow().id();
    return server
        .server()
        .get(SellerTransactions.class)
        .call(seller, jdbc -> jdbc.sql("select count(*) from movement").query(Long.class).single());
  }
}
