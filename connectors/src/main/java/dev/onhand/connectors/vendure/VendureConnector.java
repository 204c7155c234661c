package dev.onhand.connectors.vendure;

import dev.onhand.connector.Connector;
import dev.onhand.connector.Cursor;
import dev.onhand.connector.ListingPage;
import dev.onhand.connector.ListingRef;
import dev.onhand.connector.OrderPage;
import dev.onhand.connector.PushOutcome;
import dev.onhand.connector.Pushes;
import dev.onhand.connector.QuantityUpdate;
import dev.onhand.connector.ReadsListing;
import dev.onhand.connector.ReadsListings;
import dev.onhand.connector.ReadsOrder;
import dev.onhand.connector.ReceivesWebhooks;
import dev.onhand.connector.RemoteListing;
import dev.onhand.connector.RemoteOrder;
import dev.onhand.connector.ReportsOrders;
import dev.onhand.connector.StandardWebhooks;
import dev.onhand.connector.WebhookNotice;
import dev.onhand.connector.WebhookRequest;
import dev.onhand.connectors.vendure.VendureDocuments.PushReplyDocument;
import dev.onhand.connectors.vendure.VendureDocuments.VariantDocument;
import dev.onhand.model.Secret;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A Vendure shop, of which one stock location is managed. */
final class VendureConnector
    implements Connector, ReadsListing, ReadsListings, ReportsOrders, ReadsOrder, ReceivesWebhooks {

  private final VendureApi api;
  private final VendureMapping mapping;
  private final Optional<Secret> webhookSecret;

  VendureConnector(VendureApi api, String location, Optional<Secret> webhookSecret) {
    this.api = api;
    this.mapping = new VendureMapping(location);
    this.webhookSecret = webhookSecret;
  }

  @Override
  public List<PushOutcome> push(List<QuantityUpdate> updates) throws InterruptedException {
    return Pushes.checked(
        VendureConnectorFactory.DESCRIPTOR, updates, all -> Pushes.apart(all, this::allOrNone));
  }

  /**
   * Reads what is allocated, and adds it. An order that is paid between does no harm; what a parcel
   * that is packed between changes shows in the answer, and differs from what was to be shown.
   */
  private Optional<List<PushOutcome>> allOrNone(List<QuantityUpdate> updates)
      throws InterruptedException {
    List<VariantDocument> variants =
        api.variants(updates.stream().map(it -> mapping.variant(it.listing())).toList());
    List<Object> input = mapping.input(updates, variants);
    if (input.isEmpty()) {
      return Optional.of(mapping.outcomes(updates, variants, List.of()));
    }
    PushReplyDocument reply = api.update(input, updates.size() == 1);
    if (reply.variants().isPresent()) {
      return Optional.of(mapping.outcomes(updates, variants, reply.variants().get()));
    }
    return updates.size() > 1
        ? Optional.empty()
        : Optional.of(List.of(VendureMapping.refused(reply.error())));
  }

  @Override
  public ListingPage listings(Cursor from) throws InterruptedException {
    int skip = from.number(0);
    return mapping.listings(api.variants(skip), skip);
  }

  @Override
  public Optional<RemoteListing> listing(ListingRef listing) throws InterruptedException {
    return listings(List.of(listing)).stream().findFirst();
  }

  @Override
  public List<RemoteListing> listings(List<ListingRef> listings) throws InterruptedException {
    return api.variants(listings.stream().map(mapping::variant).toList()).stream()
        .map(mapping::listing)
        .toList();
  }

  @Override
  public OrderPage orders(Instant changedSince, Cursor from) throws InterruptedException {
    int skip = from.number(0);
    return VendureMapping.orders(api.orders(changedSince, skip), skip);
  }

  @Override
  public Optional<RemoteOrder> order(String externalId) throws InterruptedException {
    return api.order(externalId).filter(VendureMapping::isPlaced).map(VendureMapping::order);
  }

  @Override
  public WebhookNotice read(WebhookRequest request) {
    String delivery = StandardWebhooks.check(webhookSecret, request);
    return VendureMapping.notice(delivery, request);
  }
}
