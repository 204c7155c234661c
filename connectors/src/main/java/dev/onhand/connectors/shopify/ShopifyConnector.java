package dev.onhand.connectors.shopify;

import dev.onhand.connector.Connector;
import dev.onhand.connector.Cursor;
import dev.onhand.connector.ListingPage;
import dev.onhand.connector.ListingRef;
import dev.onhand.connector.OrderPage;
import dev.onhand.connector.PagesOrFile;
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
import dev.onhand.connector.json.Graphql.Connection;
import dev.onhand.connectors.shopify.ShopifyDocuments.OrderDocument;
import dev.onhand.connectors.shopify.ShopifyDocuments.SetDocument;
import dev.onhand.model.Secret;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A Shopify shop, of which one location is managed. */
final class ShopifyConnector
    implements Connector, ReadsListing, ReportsOrders, ReadsOrder, ReceivesWebhooks {

  private final ShopifyApi api;
  private final PagesOrFile items;
  private final Optional<Secret> webhookSecret;

  ShopifyConnector(ShopifyApi api, Optional<Secret> webhookSecret) {
    this.api = api;
    this.items = new PagesOrFile(new ShopifyItems(api));
    this.webhookSecret = webhookSecret;
  }

  @Override
  public List<PushOutcome> push(List<QuantityUpdate> updates) throws InterruptedException {
    return Pushes.checked(ShopifyConnectorFactory.DESCRIPTOR, updates, this::send);
  }

  /** Shopify takes all or none, and names those for which it took none: the rest comes again. */
  private List<PushOutcome> send(List<QuantityUpdate> updates) throws InterruptedException {
    SetDocument first = api.set(updates, "");
    SetDocument done = first.hasFailedBefore() ? api.set(updates, " again") : first;
    if (done.userErrors().isEmpty()) {
      return ShopifyMapping.applied(updates, done);
    }
    return Pushes.allBut(
        updates,
        ShopifyMapping.refused(updates.size(), done.userErrors()),
        rest -> Pushes.apart(rest, part -> Optional.of(send(part))));
  }

  @Override
  public ListingPage listings(Cursor from) throws InterruptedException {
    return items.listings(from);
  }

  @Override
  public Optional<RemoteListing> listing(ListingRef listing) throws InterruptedException {
    return api.item(listing.externalId()).map(ShopifyMapping::listing);
  }

  @Override
  public OrderPage orders(Instant changedSince, Cursor from) throws InterruptedException {
    OrdersFrom at = OrdersFrom.of(from);
    if (!at.alone().isEmpty()) {
      return new OrderPage(order(at.alone().getFirst()).stream().toList(), at.next());
    }
    Connection<OrderDocument> page = api.orders(changedSince, at.after());
    return new OrderPage(
        page.nodes().stream()
            .filter(OrderDocument::isWhole)
            .map(it -> ShopifyMapping.order(it, it.lineItems().nodes()))
            .toList(),
        OrdersFrom.next(
            page.nodes().stream().filter(it -> !it.isWhole()).map(OrderDocument::id).toList(),
            page.next()));
  }

  @Override
  public Optional<RemoteOrder> order(String externalId) throws InterruptedException {
    Optional<OrderDocument> order = api.order(externalId);
    return order.isPresent()
        ? Optional.of(ShopifyMapping.order(order.get(), api.lines(order.get())))
        : Optional.empty();
  }

  @Override
  public WebhookNotice read(WebhookRequest request) {
    return ShopifyMapping.notice(webhookSecret, request);
  }
}
