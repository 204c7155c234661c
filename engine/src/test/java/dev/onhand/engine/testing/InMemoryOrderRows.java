package dev.onhand.engine.testing;

import dev.onhand.core.ledger.Level;
import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.Movement;
import dev.onhand.core.ledger.MovementId;
import dev.onhand.core.ledger.MovementKey;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.ProductRef;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.ledger.Stocked;
import dev.onhand.core.order.Item;
import dev.onhand.core.order.Order;
import dev.onhand.engine.journal.Journal;
import dev.onhand.engine.journal.JournalEntry;
import dev.onhand.engine.journal.JournalFilter;
import dev.onhand.engine.journal.JournalPage;
import dev.onhand.engine.orders.OrderFilter;
import dev.onhand.engine.orders.OrderRows;
import dev.onhand.engine.orders.OrderState;
import dev.onhand.engine.orders.OrderSummary;
import dev.onhand.engine.orders.OrderView;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.paging.Slice;
import dev.onhand.model.Effect;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** In-memory orders as they are looked up, and their movements by key. Nothing is listed. */
public record InMemoryOrderRows(InMemoryOrders orders) implements OrderRows, Journal {

  @Override
  public Optional<OrderView> find(SellerId seller, Order.Name name) {
    return Optional.ofNullable(orders.find(name)).map(this::view);
  }

  private OrderView view(OrderState state) {
    Map<ProductId, String> skus = new HashMap<>();
    state
        .order()
        .lines()
        .values()
        .forEach(
            line ->
                Stream.concat(
                        line.doings().stream().map(Order.Doing::product),
                        line.components().stream().map(Order.Component::product))
                    .forEach(id -> skus.put(id, orders.product(id).sku().value())));
    Order.Name name = state.order().name();
    return new OrderView(
        state.id(),
        state.order(),
        skus,
        Map.copyOf(orders.locations()),
        orders.log(name.channel(), name.externalId()),
        Instant.EPOCH,
        Instant.EPOCH,
        state.logLength());
  }

  @Override
  public List<Order.Name> ready(SellerId seller, Instant now, int limit) {
    List<Order.Name> ready = new ArrayList<>();
    for (OrderState state : orders.orders()) {
      if (isOver(state.order(), now)
          || state.order().lines().values().stream()
              .anyMatch(line -> isReady(state.order(), line))) {
        ready.add(state.order().name());
      }
    }
    return ready.stream().limit(limit).toList();
  }

  private static boolean isOver(Order order, Instant now) {
    return order.applied() != null
        && order.applied().rule().effect() == Effect.HOLD
        && order.holdUntil() != null
        && !order.holdUntil().isAfter(now)
        && order.lines().values().stream()
            .anyMatch(line -> line.reserved() > 0 || line.backordered() > 0);
  }

  private boolean isReady(Order order, Order.Line line) {
    return line.parked() != null
        ? isKnown(line.item())
            || line.item().listingNames().stream()
                .anyMatch(name -> orders.isListed(order.name().channel(), name))
        : line.missing().entrySet().stream()
            .anyMatch(missing -> missing.getValue() > 0 && isFree(order, line, missing.getKey()));
  }

  private boolean isKnown(Item item) {
    boolean isSkuKnown = item.sku() != null && isSold(product(new ProductRef.BySku(item.sku())));
    List<ProductId> byGtin = item.gtinToFind() == null ? List.of() : orders.find(item.gtinToFind());
    return isSkuKnown || byGtin.size() == 1 && isSold(product(byGtin.getFirst()));
  }

  private @Nullable Stocked product(ProductRef ref) {
    return orders.seller().live().findProduct(ref).orElse(null);
  }

  private static boolean isSold(@Nullable Stocked product) {
    return product != null && product.tracking() != Stocked.Tracking.PLACEHOLDER;
  }

  /** What is not to be split waits for the location where it was begun. */
  private boolean isFree(Order order, Order.Line line, ProductId product) {
    List<LocationId> begun =
        line.doings().stream()
            .filter(doing -> doing.product().equals(product) && doing.reserved() > 0)
            .map(Order.Doing::location)
            .toList();
    return orders.locations().keySet().stream()
        .filter(
            location ->
                !orders.isNeverSplit(order.name()) || begun.isEmpty() || begun.contains(location))
        .map(location -> orders.seller().level(product, location))
        .anyMatch(InMemoryOrderRows::hasFree);
  }

  private static boolean hasFree(Level level) {
    return level.floor() == null || level.available() > level.floor();
  }

  @Override
  public Optional<JournalEntry> find(SellerId seller, MovementKey key) {
    return orders.movement(key).map(this::entry);
  }

  private JournalEntry entry(Movement movement) {
    return new JournalEntry(
        movement, orders.product(movement.product()).sku(), null, null, null, null);
  }

  @Override
  public Optional<JournalEntry> find(SellerId seller, MovementId id) {
    throw new UnsupportedOperationException();
  }

  @Override
  public JournalPage list(SellerId seller, JournalFilter filter, PageRequest page) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Slice<OrderSummary> list(SellerId seller, OrderFilter filter, PageRequest page) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Slice<Named> open(SellerId seller, String channel, PageRequest page) {
    throw new UnsupportedOperationException();
  }
}
