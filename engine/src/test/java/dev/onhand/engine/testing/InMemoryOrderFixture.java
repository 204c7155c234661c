package dev.onhand.engine.testing;

import dev.onhand.core.ledger.Level;
import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.Movement;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.ProductRef;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.ledger.Stocked;
import dev.onhand.core.order.Order;
import dev.onhand.core.testing.LedgerScript;
import dev.onhand.engine.journal.Journal;
import dev.onhand.engine.ledger.PlanningLedger;
import dev.onhand.engine.orders.ChannelData;
import dev.onhand.engine.orders.OrderRows;
import dev.onhand.engine.orders.OrderState;
import dev.onhand.model.Gtin;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Orders in memory. */
public final class InMemoryOrderFixture implements OrderFixture {

  private Instant now = LedgerScript.NOW;
  private final InMemoryLedger ledger = new InMemoryLedger(() -> now);
  private final InMemoryOrders orders = new InMemoryOrders(ledger);
  private final InMemoryOrderRows rows = new InMemoryOrderRows(orders);

  @Override
  public SellerId seller() {
    return InMemoryLedger.FIRST_SELLER;
  }

  @Override
  public PlanningLedger ledger() {
    return orders;
  }

  @Override
  public OrderRows rows() {
    return rows;
  }

  @Override
  public Journal journal() {
    return rows;
  }

  @Override
  public Instant now() {
    return now;
  }

  @Override
  public void pass(Duration time) {
    now = now.plus(time);
  }

  @Override
  public LocationId location(String code) {
    return ledger.firstSeller().addLocation(code);
  }

  @Override
  public ProductId product(String sku, Stocked.Tracking tracking, @Nullable Gtin gtin) {
    ProductId product =
        ledger
            .firstSeller()
            .addProduct(sku, tracking, tracking == Stocked.Tracking.UNTRACKED ? null : 0L);
    if (gtin != null) {
      orders.gtin(gtin, product);
    }
    return product;
  }

  @Override
  public void bundle(String sku, Map<ProductId, Long> components) {
    Stocked product = ledger.firstSeller().live().findProduct(ProductRef.sku(sku)).orElseThrow();
    ledger.add(new Stocked(product.id(), product.sku(), Stocked.Tracking.BUNDLE, product.floor()));
    orders.bundle(
        product.id(),
        components.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(part -> new Order.Component(part.getKey(), part.getValue()))
            .toList());
  }

  @Override
  public void listing(String channel, String name, ProductId product, long units) {
    orders.listing(new OrderState.ListingName(channel, name), new Order.Component(product, units));
  }

  @Override
  public void channel(String code, ChannelData data) {
    orders.channel(code, data);
  }

  @Override
  public Level level(ProductId product, LocationId location) {
    return ledger.level(product, location);
  }

  /** All movements, in the order of their recording. */
  public List<Movement> movements() {
    return ledger.movements();
  }

  /** All orders that were ever seen. */
  public Collection<OrderState> orders() {
    return orders.orders();
  }

  @Override
  public void close() {}
}
