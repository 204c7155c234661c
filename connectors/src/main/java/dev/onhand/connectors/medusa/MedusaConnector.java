package dev.onhand.connectors.medusa;

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
import dev.onhand.connector.http.HttpReply;
import dev.onhand.connectors.medusa.MedusaDocuments.BatchDocument;
import dev.onhand.connectors.medusa.MedusaDocuments.ItemDocument;
import dev.onhand.model.Secret;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A Medusa shop, of which one stock location is managed. */
final class MedusaConnector
    implements Connector, ReadsListing, ReportsOrders, ReadsOrder, ReceivesWebhooks {

  private final MedusaApi api;
  private final MedusaMapping mapping;
  private final Optional<Secret> webhookSecret;

  MedusaConnector(MedusaApi api, String location, Optional<Secret> webhookSecret) {
    this.api = api;
    this.mapping = new MedusaMapping(location);
    this.webhookSecret = webhookSecret;
  }

  @Override
  public List<PushOutcome> push(List<QuantityUpdate> updates) throws InterruptedException {
    return Pushes.checked(
        MedusaConnectorFactory.DESCRIPTOR, updates, all -> Pushes.apart(all, this::allOrNone));
  }

  /**
   * Reads what is reserved, and adds it. An order that comes between does no harm; what a parcel
   * that is packed between changes shows in the answer, and differs from what was to be shown.
   */
  private Optional<List<PushOutcome>> allOrNone(List<QuantityUpdate> updates)
      throws InterruptedException {
    List<ItemDocument> items =
        api.items(updates.stream().map(it -> mapping.item(it.listing())).toList());
    BatchDocument batch = mapping.batch(updates, items);
    if (batch.isEmpty()) {
      return Optional.of(mapping.outcomes(updates, items, List.of()));
    }
    HttpReply reply = api.setLevels(batch);
    if (reply.isSuccess()) {
      return Optional.of(mapping.outcomes(updates, items, MedusaDocuments.levels(reply)));
    }
    return updates.size() > 1
        ? Optional.empty()
        : Optional.of(List.of(MedusaMapping.refused(reply)));
  }

  @Override
  public ListingPage listings(Cursor from) throws InterruptedException {
    long offset = from.number(0);
    return mapping.listings(api.items(offset), offset);
  }

  @Override
  public Optional<RemoteListing> listing(ListingRef listing) throws InterruptedException {
    return api.item(mapping.item(listing)).map(mapping::listing);
  }

  @Override
  public OrderPage orders(Instant changedSince, Cursor from) throws InterruptedException {
    OrdersFrom at = OrdersFrom.of(changedSince, from);
    return MedusaMapping.orders(api.orders(at), at);
  }

  @Override
  public Optional<RemoteOrder> order(String externalId) throws InterruptedException {
    return api.order(externalId).map(MedusaMapping::order);
  }

  @Override
  public WebhookNotice read(WebhookRequest request) {
    String delivery = StandardWebhooks.check(webhookSecret, request);
    return MedusaMapping.notice(delivery, request);
  }
}
