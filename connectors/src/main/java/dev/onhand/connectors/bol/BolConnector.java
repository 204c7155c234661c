package dev.onhand.connectors.bol;

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
import dev.onhand.connector.ReportsReturns;
import dev.onhand.connector.ReturnPage;
import dev.onhand.connector.WebhookNotice;
import dev.onhand.connector.WebhookRequest;
import dev.onhand.connector.http.HttpReply;
import dev.onhand.model.Secret;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An account of a seller on bol. */
final class BolConnector
    implements Connector,
        ReadsListing,
        ReportsOrders,
        ReadsOrder,
        ReportsReturns,
        ReceivesWebhooks {

  /** Of 25 that may be read in a second. */
  private static final int ORDERS_AT_ONCE = 20;

  private final BolApi api;
  private final Optional<Secret> publicKey;
  private final boolean areReturnsSellable;

  /**
   * @param publicKey with which bol's calls are checked; empty: nothing is proved
   */
  BolConnector(BolApi api, Optional<Secret> publicKey, boolean areReturnsSellable) {
    this.api = api;
    this.publicKey = publicKey;
    this.areReturnsSellable = areReturnsSellable;
  }

  @Override
  public List<PushOutcome> push(List<QuantityUpdate> updates) throws InterruptedException {
    return Pushes.checked(
        BolConnectorFactory.DESCRIPTOR, updates, one -> List.of(push(one.getFirst())));
  }

  /** That an offer is gone may be told like any other refusal, so it is looked up. */
  private PushOutcome push(QuantityUpdate update) throws InterruptedException {
    HttpReply reply = api.setStock(update);
    boolean isGone =
        reply.status() == 404
            || reply.status() == 400 && api.offer(update.listing().externalId()).isEmpty();
    return BolMapping.outcome(reply, update, isGone);
  }

  @Override
  public ListingPage listings(Cursor from) throws InterruptedException {
    return BolMapping.listings(api.offers(from));
  }

  @Override
  public Optional<RemoteListing> listing(ListingRef listing) throws InterruptedException {
    return api.offer(listing.externalId()).filter(BolMapping::isOwn).map(BolMapping::listing);
  }

  /** A page of the list says only which orders changed; they are read in the steps after it. */
  @Override
  public OrderPage orders(Instant changedSince, Cursor from) throws InterruptedException {
    OrdersFrom at = OrdersFrom.of(from, changedSince, api.now());
    if (at.orders().isEmpty()) {
      return new OrderPage(List.of(), at.next(api.orders(changedSince, at).all(), api.now()));
    }
    int read = Math.min(ORDERS_AT_ONCE, at.orders().size());
    List<RemoteOrder> orders = new ArrayList<>();
    for (String named : at.orders().subList(0, read)) {
      String[] parts = named.split(":", 2);
      String strange = parts.length > 1 ? parts[1] : "";
      api.order(parts[0]).flatMap(it -> BolMapping.order(it, strange)).ifPresent(orders::add);
    }
    return new OrderPage(orders, at.next(read, api.now()));
  }

  @Override
  public Optional<RemoteOrder> order(String externalId) throws InterruptedException {
    return api.order(externalId).flatMap(it -> BolMapping.order(it, ""));
  }

  @Override
  public ReturnPage returns(Instant since, Cursor from) throws InterruptedException {
    int page = from.number(1);
    return BolMapping.returned(api.returns(page), since, page, areReturnsSellable);
  }

  @Override
  public WebhookNotice read(WebhookRequest request) {
    return BolMapping.notice(publicKey, request);
  }
}
