package dev.onhand.connectors.woocommerce;

import dev.onhand.connector.Connector;
import dev.onhand.connector.Cursor;
import dev.onhand.connector.ListingPage;
import dev.onhand.connector.ListingRef;
import dev.onhand.connector.OrderPage;
import dev.onhand.connector.PageSince;
import dev.onhand.connector.PushOutcome;
import dev.onhand.connector.Pushes;
import dev.onhand.connector.QuantityUpdate;
import dev.onhand.connector.ReadsListing;
import dev.onhand.connector.ReadsOrder;
import dev.onhand.connector.ReceivesWebhooks;
import dev.onhand.connector.RemoteListing;
import dev.onhand.connector.RemoteOrder;
import dev.onhand.connector.ReportsOrders;
import dev.onhand.connector.WebhookNotice;
import dev.onhand.connector.WebhookRequest;
import dev.onhand.connectors.woocommerce.WooCommerceApi.Page;
import dev.onhand.connectors.woocommerce.WooCommerceDocuments.OrderDocument;
import dev.onhand.connectors.woocommerce.WooCommerceDocuments.ProductDocument;
import dev.onhand.model.Secret;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A WooCommerce shop. */
final class WooCommerceConnector
    implements Connector, ReadsListing, ReportsOrders, ReadsOrder, ReceivesWebhooks {

  private final WooCommerceApi api;
  private final WooCommerceMapping mapping;
  private final Optional<Secret> webhookSecret;

  WooCommerceConnector(
      WooCommerceApi api, WooCommerceMapping mapping, Optional<Secret> webhookSecret) {
    this.api = api;
    this.mapping = mapping;
    this.webhookSecret = webhookSecret;
  }

  /** Products go together, and variations for each product apart. */
  @Override
  public List<PushOutcome> push(List<QuantityUpdate> updates) throws InterruptedException {
    return Pushes.checked(
        WooCommerceConnectorFactory.DESCRIPTOR,
        updates,
        all -> Pushes.grouped(all, update -> StockId.of(update).parent(), this::batch));
  }

  private List<PushOutcome> batch(List<QuantityUpdate> updates) throws InterruptedException {
    return mapping.outcomes(updates, api.batch(StockId.of(updates.getFirst()).parent(), updates));
  }

  @Override
  public ListingPage listings(Cursor from) throws InterruptedException {
    ListingsFrom at = ListingsFrom.of(from);
    if (at.parents().isEmpty()) {
      Page<ProductDocument> page = api.products(at.page());
      return new ListingPage(
          page.all().stream().filter(ProductDocument::hasOwnStock).map(mapping::listing).toList(),
          at.next(page.all(), page.hasNext(at.page())));
    }
    long parent = at.parents().getFirst();
    Optional<ProductDocument> product = api.product(Long.toString(parent));
    if (product.isEmpty()) {
      return new ListingPage(List.of(), at.next(false));
    }
    Page<ProductDocument> page = api.variations(parent, at.variationsPage());
    return new ListingPage(
        mapping.variations(product.get(), page.all(), at.variationsPage() == 1),
        at.next(page.hasNext(at.variationsPage())));
  }

  @Override
  public Optional<RemoteListing> listing(ListingRef listing) throws InterruptedException {
    StockId id = StockId.of(listing);
    Optional<ProductDocument> product = api.product(id.parent().isEmpty() ? id.id() : id.parent());
    if (product.isEmpty() || !product.get().isVariable()) {
      return product.filter(ProductDocument::hasOwnStock).map(mapping::listing);
    }
    List<ProductDocument> variations = api.variations(product.get().id(), 1).all();
    return mapping.variations(product.get(), variations, true).stream()
        .filter(it -> it.ref().externalId().equals(listing.externalId()))
        .findFirst();
  }

  @Override
  public OrderPage orders(Instant changedSince, Cursor from) throws InterruptedException {
    PageSince at = PageSince.of(changedSince.truncatedTo(ChronoUnit.SECONDS), from);
    WooCommerceApi.Orders page = api.orders(at);
    List<RemoteOrder> orders = new ArrayList<>();
    for (OrderDocument order : page.orders()) {
      orders.add(order(order));
    }
    return new OrderPage(orders, page.next(at));
  }

  @Override
  public Optional<RemoteOrder> order(String externalId) throws InterruptedException {
    Optional<OrderDocument> order = api.order(externalId);
    return order.isPresent() ? Optional.of(order(order.get())) : Optional.empty();
  }

  private RemoteOrder order(OrderDocument order) throws InterruptedException {
    return mapping.order(order, order.hasRefunds() ? api.refunds(order.id()) : List.of());
  }

  @Override
  public WebhookNotice read(WebhookRequest request) {
    return WooCommerceMapping.notice(webhookSecret, request);
  }
}
