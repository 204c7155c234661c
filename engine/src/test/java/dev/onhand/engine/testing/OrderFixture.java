package dev.onhand.engine.testing;

import dev.onhand.core.ledger.Level;
import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.ledger.Stocked;
import dev.onhand.engine.journal.Journal;
import dev.onhand.engine.ledger.PlanningLedger;
import dev.onhand.engine.orders.ChannelData;
import dev.onhand.engine.orders.OrderRows;
import dev.onhand.model.Gtin;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A seller whose orders are planned by some ledger, with nothing in it yet. */
public interface OrderFixture extends AutoCloseable {

  SellerId seller();

  PlanningLedger ledger();

  OrderRows rows();

  Journal journal();

  Instant now();

  /** Lets time pass. */
  void pass(Duration time);

  /** Makes a location that orders are sourced from; of several the first is asked first. */
  LocationId location(String code);

  /** Makes a product with floor 0. */
  ProductId product(String sku, Stocked.Tracking tracking, @Nullable Gtin gtin);

  /** Makes a product a bundle. */
  void bundle(String sku, Map<ProductId, Long> components);

  /** Makes a listing of a channel that is known, and says of what it is: units of a product. */
  void listing(String channel, String name, ProductId product, long units);

  void channel(String code, ChannelData data);

  Level level(ProductId product, LocationId location);

  @Override
  void close();
}
