package dev.onhand.engine.orders;

import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.order.Item;
import dev.onhand.core.order.Order;
import dev.onhand.core.order.Site;
import dev.onhand.model.Gtin;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An order as it is locked and planned against, with what it shares with others.
 *
 * @param logLength how many entries its log has, with {@code news}
 * @param news entries that are not written yet
 * @param holds what it is planned together with: holds that it may take over
 */
public record OrderState(
    long id,
    Order order,
    Channel channel,
    Shared shared,
    int logLength,
    List<LogEntry> news,
    List<OrderState> holds) {

  public OrderState(
      long id, Order order, Channel channel, Shared shared, int logLength, List<LogEntry> news) {
    this(id, order, channel, shared, logLength, news, List.of());
  }

  /**
   * What a channel calls a listing.
   *
   * @param channel code of the channel
   */
  public record ListingName(String channel, String name) {}

  /**
   * What all orders of a seller see.
   *
   * @param sites the locations that orders may be sourced from
   * @param bundles what the bundles among the orders' products are made of
   * @param bundlesBySku the same, by the SKU the bundle has now
   * @param listings what the listings are matched to that orders name, and are of a product
   * @param productsByGtin the products that have the GTINs which orders name; not there: none has
   * @param queue who waits for products
   */
  public record Shared(
      List<Site> sites,
      Map<ProductId, List<Order.Component>> bundles,
      Map<String, List<Order.Component>> bundlesBySku,
      Map<ListingName, Order.Component> listings,
      Map<Gtin, List<ProductId>> productsByGtin,
      BackorderQueue queue) {

    /** The same, but for where orders are sourced from. */
    Shared at(List<Site> others) {
      return new Shared(others, bundles, bundlesBySku, listings, productsByGtin, queue);
    }
  }

  /** So many units of a product, where the listing is matched that the item was sold from. */
  Optional<Order.Component> listed(Item item) {
    return item.listingNames().stream()
        .map(name -> shared.listings().get(new ListingName(channel.code(), name)))
        .filter(Objects::nonNull)
        .findFirst();
  }

  public OrderState {
    news = List.copyOf(news);
    holds = List.copyOf(holds);
  }

  /** To be planned together with holds; or what a plan made of them all. */
  public OrderState together(List<OrderState> others) {
    return new OrderState(id, order, channel, shared, logLength, news, others);
  }

  /** Its holds and then this, each for itself, by name. */
  public Map<Object, OrderState> apart() {
    Map<Object, OrderState> each = new LinkedHashMap<>();
    holds.forEach(hold -> each.put(hold.order().name(), hold));
    each.put(order.name(), together(List.of()));
    return each;
  }

  OrderState with(Order changed, LogEntry entry) {
    List<LogEntry> entries = new ArrayList<>(news);
    entries.add(entry);
    return new OrderState(id, changed, channel, shared, logLength + 1, entries, holds);
  }

  /** Whether nothing was ever recorded for it: its row was made for work that came to nothing. */
  public boolean isUnseen() {
    return logLength == 0 && order.received() == null;
  }

  /** With other things shared, for one plan. */
  OrderState sharing(Shared others) {
    return new OrderState(id, order, channel, others, logLength, news, holds);
  }

  /** Says why in the newest entry. */
  OrderState noted(@Nullable String why) {
    List<LogEntry> entries = new ArrayList<>(news);
    entries.add(entries.removeLast().noted(why));
    return new OrderState(id, order, channel, shared, logLength, entries, holds);
  }

  OrderState with(Order changed) {
    return new OrderState(id, changed, channel, shared, logLength, news, holds);
  }
}
