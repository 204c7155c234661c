package dev.onhand.connectors.ebay;

import dev.onhand.connector.AnswersChallenges;
import dev.onhand.connector.Connector;
import dev.onhand.connector.Cursor;
import dev.onhand.connector.ListingPage;
import dev.onhand.connector.ListingRef;
import dev.onhand.connector.OrderPage;
import dev.onhand.connector.PageNumbers;
import dev.onhand.connector.PushOutcome;
import dev.onhand.connector.Pushes;
import dev.onhand.connector.QuantityUpdate;
import dev.onhand.connector.ReadsListing;
import dev.onhand.connector.ReadsOrder;
import dev.onhand.connector.RemoteListing;
import dev.onhand.connector.RemoteOrder;
import dev.onhand.connector.ReportsOrders;
import dev.onhand.connector.WebhookNotice;
import dev.onhand.connector.WebhookRequest;
import dev.onhand.connector.http.HttpReply;
import dev.onhand.connectors.ebay.EbayDocuments.RepliesDocument;
import dev.onhand.connectors.ebay.EbayDocuments.ReplyDocument;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A seller's account on eBay. */
final class EbayConnector
    implements Connector, ReadsListing, ReportsOrders, ReadsOrder, AnswersChallenges {

  private final EbayApi api;
  private final EbayOffers offers;
  private final EbaySigning signing;

  /** Whether a call carries several items. What eBay says of it differs, so it may refuse. */
  private boolean sendsSeveral;

  EbayConnector(EbayApi api, EbayOffers offers, boolean sendsSeveral, EbaySigning signing) {
    this.api = api;
    this.offers = offers;
    this.sendsSeveral = sendsSeveral;
    this.signing = signing;
  }

  @Override
  public List<PushOutcome> push(List<QuantityUpdate> updates) throws InterruptedException {
    return Pushes.checked(
        EbayConnectorFactory.DESCRIPTOR, updates, all -> Pushes.apart(all, this::together));
  }

  private Optional<List<PushOutcome>> together(List<QuantityUpdate> updates)
      throws InterruptedException {
    if (updates.size() > 1 && !sendsSeveral) {
      return Optional.empty();
    }
    List<Map<String, Object>> requests = new ArrayList<>();
    for (QuantityUpdate update : updates) {
      String sku = update.listing().externalId();
      requests.add(EbayMapping.request(sku, update.quantity(), offers.of(sku)));
    }
    HttpReply reply = api.setQuantities(requests);
    if (reply.status() < 400) {
      return Optional.of(
          outcomes(updates, EbayDocuments.JSON.read(reply, RepliesDocument.class).responses()));
    }
    if (updates.size() > 1) {
      sendsSeveral = false;
      return Optional.empty();
    }
    return Optional.of(outcomes(updates, List.of(EbayMapping.whole(updates.getFirst(), reply))));
  }

  /** An item that is not answered for tells that only one is taken with a call. */
  private List<PushOutcome> outcomes(List<QuantityUpdate> updates, List<ReplyDocument> replies) {
    List<PushOutcome> outcomes = new ArrayList<>();
    for (QuantityUpdate update : updates) {
      String sku = update.listing().externalId();
      List<ReplyDocument> its = replies.stream().filter(it -> sku.equals(it.sku())).toList();
      sendsSeveral &= !its.isEmpty();
      PushOutcome outcome = EbayMapping.outcome(update, its, api.now());
      if (!(outcome instanceof PushOutcome.Applied)) {
        offers.forget(sku);
      }
      outcomes.add(outcome);
    }
    return outcomes;
  }

  @Override
  public ListingPage listings(Cursor from) throws InterruptedException {
    int page = from.isStart() ? 0 : Integer.parseInt(from.value());
    return EbayMapping.listings(api.items(page), page);
  }

  @Override
  public Optional<RemoteListing> listing(ListingRef listing) throws InterruptedException {
    return api.item(listing.externalId()).map(EbayMapping::listing);
  }

  /** The order of the list is not documented, so it is read to its end and back. */
  @Override
  public OrderPage orders(Instant changedSince, Cursor from) throws InterruptedException {
    int page = PageNumbers.of(from);
    return EbayMapping.orders(api.orders(changedSince, Math.abs(page)), page);
  }

  @Override
  public Optional<RemoteOrder> order(String externalId) throws InterruptedException {
    return api.order(externalId).map(EbayMapping::order);
  }

  @Override
  public WebhookNotice read(WebhookRequest request) {
    signing.check(request);
    return EbayMapping.notice(request.body());
  }

  @Override
  public Optional<Answer> answer(WebhookRequest request) {
    return signing.answer(request);
  }
}
