package dev.onhand.connectors.ownshop;

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
import dev.onhand.connector.Refusal;
import dev.onhand.connector.RemoteListing;
import dev.onhand.connector.RemoteOrder;
import dev.onhand.connector.ReportsOrders;
import dev.onhand.connector.WebhookNotice;
import dev.onhand.connector.WebhookRequest;
import dev.onhand.connector.http.HttpReply;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A shop of one's own, with all verbs; which of them it has the settings say. */
final class OwnShopConnector
    implements Connector, ReadsListing, ReportsOrders, ReadsOrder, ReceivesWebhooks {

  private final OwnShopApi api;
  private final OwnShopMapping mapping;

  OwnShopConnector(OwnShopApi api, OwnShopMapping mapping) {
    this.api = api;
    this.mapping = mapping;
  }

  @Override
  public List<PushOutcome> push(List<QuantityUpdate> updates) throws InterruptedException {
    return Pushes.checked(
        OwnShopConnectorFactory.DESCRIPTOR,
        updates,
        all -> Pushes.allBut(all, this::unwritable, rest -> Pushes.apart(rest, this::together)));
  }

  private Optional<PushOutcome> unwritable(QuantityUpdate update) {
    return api.problem(update).map(why -> new PushOutcome.Refused(Refusal.OTHER, why));
  }

  /** Empty: they cannot be told together, or one of them was refused and all with it. */
  private Optional<List<PushOutcome>> together(List<QuantityUpdate> updates)
      throws InterruptedException {
    if (updates.size() > 1 && !api.tellsSeveral()) {
      return Optional.empty();
    }
    HttpReply reply = api.push(updates);
    return updates.size() > 1 && !reply.isSuccess()
        ? Optional.empty()
        : Optional.of(mapping.outcomes(reply, updates));
  }

  @Override
  public ListingPage listings(Cursor from) throws InterruptedException {
    OwnShopApi.Page page = api.listings(from);
    return new ListingPage(page.rows().stream().map(mapping::listing).toList(), page.next());
  }

  @Override
  public Optional<RemoteListing> listing(ListingRef listing) throws InterruptedException {
    return api.listing(listing).map(mapping::listing);
  }

  @Override
  public OrderPage orders(Instant changedSince, Cursor from) throws InterruptedException {
    OwnShopApi.Page page = api.orders(changedSince, from);
    return new OrderPage(page.rows().stream().map(mapping::order).toList(), page.next());
  }

  @Override
  public Optional<RemoteOrder> order(String externalId) throws InterruptedException {
    return api.order(externalId).map(mapping::order);
  }

  @Override
  public WebhookNotice read(WebhookRequest request) {
    return mapping.notice(request);
  }
}
