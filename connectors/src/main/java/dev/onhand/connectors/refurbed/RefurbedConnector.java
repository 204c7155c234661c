package dev.onhand.connectors.refurbed;

import dev.onhand.connector.Connector;
import dev.onhand.connector.Cursor;
import dev.onhand.connector.ListingPage;
import dev.onhand.connector.ListingRef;
import dev.onhand.connector.OrderPage;
import dev.onhand.connector.PushOutcome;
import dev.onhand.connector.Pushes;
import dev.onhand.connector.QuantityUpdate;
import dev.onhand.connector.ReadsListing;
import dev.onhand.connector.ReadsOrder;
import dev.onhand.connector.ReceivesWebhooks;
import dev.onhand.connector.RemoteListing;
import dev.onhand.connector.RemoteOrder;
import dev.onhand.connector.ReportsOrders;
import dev.onhand.connector.StandardWebhooks;
import dev.onhand.connector.WebhookNotice;
import dev.onhand.connector.WebhookRequest;
import dev.onhand.model.Secret;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** An account on refurbed. */
final class RefurbedConnector
    implements Connector, ReadsListing, ReportsOrders, ReadsOrder, ReceivesWebhooks {

  private final RefurbedApi api;
  private final Optional<Secret> webhookSecret;

  RefurbedConnector(RefurbedApi api, Optional<Secret> webhookSecret) {
    this.api = api;
    this.webhookSecret = webhookSecret;
  }

  @Override
  public List<PushOutcome> push(List<QuantityUpdate> updates) throws InterruptedException {
    return Pushes.checked(
        RefurbedConnectorFactory.DESCRIPTOR,
        updates,
        rest -> RefurbedMapping.outcomes(api.setStocks(rest), rest.size()));
  }

  @Override
  public ListingPage listings(Cursor from) throws InterruptedException {
    return RefurbedMapping.listings(api.offers(from.isStart() ? null : from.value()));
  }

  @Override
  public Optional<RemoteListing> listing(ListingRef listing) throws InterruptedException {
    return api.offer(listing.externalId()).map(RefurbedMapping::listing);
  }

  @Override
  public OrderPage orders(Instant changedSince, Cursor from) throws InterruptedException {
    OrdersFrom page = OrdersFrom.of(from);
    return RefurbedMapping.orders(
        api.orders(changedSince, page), page, api.rereadsBefore(changedSince));
  }

  @Override
  public Optional<RemoteOrder> order(String externalId) throws InterruptedException {
    return api.order(externalId).map(RefurbedMapping::order);
  }

  /**
   * refurbed itself calls nobody. A program of the seller's may, when it learns of an order before
   * the next poll does.
   */
  @Override
  public WebhookNotice read(WebhookRequest request) {
    return RefurbedMapping.notice(StandardWebhooks.check(webhookSecret, request), request.body());
  }
}
