package dev.onhand.connectors.amazon;

import dev.onhand.connector.ConfirmsPushes;
import dev.onhand.connector.Connector;
import dev.onhand.connector.Cursor;
import dev.onhand.connector.InTurn;
import dev.onhand.connector.LastRead;
import dev.onhand.connector.ListingPage;
import dev.onhand.connector.ListingRef;
import dev.onhand.connector.OrderPage;
import dev.onhand.connector.PagesOrFile;
import dev.onhand.connector.PagesOrFile.Progress;
import dev.onhand.connector.PushOutcome;
import dev.onhand.connector.PushOutcome.Applied;
import dev.onhand.connector.PushOutcome.Refused;
import dev.onhand.connector.Pushes;
import dev.onhand.connector.QuantityUpdate;
import dev.onhand.connector.ReadsListing;
import dev.onhand.connector.ReadsOrder;
import dev.onhand.connector.ReceivesWebhooks;
import dev.onhand.connector.Refusal;
import dev.onhand.connector.RemoteListing;
import dev.onhand.connector.RemoteOrder;
import dev.onhand.connector.ReportsOrders;
import dev.onhand.connector.StandardWebhooks;
import dev.onhand.connector.Submission;
import dev.onhand.connector.WebhookNotice;
import dev.onhand.connector.WebhookRequest;
import dev.onhand.connector.http.HttpReply;
import dev.onhand.connector.http.Purpose;
import dev.onhand.connectors.amazon.AmazonDocuments.IssueDocument;
import dev.onhand.connectors.amazon.AmazonDocuments.ItemDocument;
import dev.onhand.connectors.amazon.AmazonDocuments.OrderDocument;
import dev.onhand.connectors.amazon.AmazonDocuments.OrdersDocument;
import dev.onhand.model.Secret;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A seller's account on one of Amazon's marketplaces. */
final class AmazonConnector
    implements Connector,
        ConfirmsPushes,
        ReadsListing,
        ReportsOrders,
        ReadsOrder,
        ReceivesWebhooks {

  /** So many patches take a minute; more go in one feed. */
  private static final int FEED_MIN = 300;

  private final AmazonApi api;
  private final PagesOrFile reports;
  private final boolean reservesPreorders;
  private final Optional<Secret> webhookSecret;

  /** It is asked for as often as the feed had updates. */
  private final LastRead<Result> results = new LastRead<>(this::result);

  /**
   * What a feed's report says.
   *
   * @param isWhole whether it says of each message what became of it
   * @param refused by SKU
   */
  private record Result(boolean isWhole, Map<String, PushOutcome> refused) {}

  AmazonConnector(AmazonApi api, boolean reservesPreorders, Optional<Secret> webhookSecret) {
    this.api = api;
    this.reports = new PagesOrFile(new AmazonReports(api));
    this.reservesPreorders = reservesPreorders;
    this.webhookSecret = webhookSecret;
  }

  @Override
  public List<PushOutcome> push(List<QuantityUpdate> updates) throws InterruptedException {
    return Pushes.checked(AmazonConnectorFactory.DESCRIPTOR, updates, this::send);
  }

  /** Feeds are few: where there may be none now, patches go on as far as they may. */
  private List<PushOutcome> send(List<QuantityUpdate> updates) throws InterruptedException {
    Pushes.Call patches = all -> Pushes.oneByOne(all, this::patch);
    return updates.size() < FEED_MIN
        ? patches.push(updates)
        : Pushes.eitherWay(updates, this::feed, patches);
  }

  /** That a listing is gone may be told like any other refusal, so it is looked up. */
  private PushOutcome patch(QuantityUpdate update) throws InterruptedException {
    HttpReply reply = api.patch(update);
    boolean isGone =
        reply.status() == 404
            || reply.status() == 400
                && api.item(update.listing().externalId(), Purpose.PUSH).isEmpty();
    return isGone ? AmazonMapping.UNKNOWN : AmazonMapping.outcome(reply, api.now());
  }

  private List<PushOutcome> feed(List<QuantityUpdate> updates) throws InterruptedException {
    return new Submission(api.feed(updates), api.now()).unconfirmed(updates);
  }

  @Override
  public List<PushOutcome> confirm(String requestId, List<QuantityUpdate> updates)
      throws InterruptedException {
    Submission submission = Submission.of(requestId);
    return submission.id().startsWith(AmazonMapping.PATCH)
        ? InTurn.each(updates, it -> patched(it, submission))
        : fed(submission, updates);
  }

  private PushOutcome patched(QuantityUpdate update, Submission submission)
      throws InterruptedException {
    return api.item(update.listing().externalId(), Purpose.PUSH_RESULT)
        .map(it -> AmazonMapping.outcome(update, it, submission, api.now()))
        .orElse(AmazonMapping.UNKNOWN);
  }

  /** Where the report does not say, what listings show now does. */
  private List<PushOutcome> fed(Submission submission, List<QuantityUpdate> updates)
      throws InterruptedException {
    Optional<Result> result = results.find(submission.id());
    return result.isEmpty()
        ? submission.unconfirmed(updates)
        : Pushes.allBut(
            updates,
            it -> Optional.ofNullable(result.get().refused().get(it.listing().externalId())),
            result.get().isWhole() ? Pushes::applied : this::shown);
  }

  /** Empty: it is not done. */
  private Optional<Result> result(String feed) throws InterruptedException {
    return switch (api.progress(AmazonOperation.FEED_STATE.get(Purpose.PUSH_RESULT, feed))) {
      case Progress.AtWork() -> Optional.empty();
      case Progress.Made(String document) -> Optional.of(read(document));
      case Progress.Failed() -> Optional.of(new Result(false, Map.of()));
    };
  }

  /** What names no SKU is about the whole feed, or about one that cannot be told. */
  private Result read(String document) throws InterruptedException {
    Map<String, PushOutcome> refused = new HashMap<>();
    for (IssueDocument error : api.feedErrors(document)) {
      refused.put(error.sku(), new Refused(Refusal.OTHER, error.said()));
    }
    return new Result(!refused.containsKey(""), refused);
  }

  private List<PushOutcome> shown(List<QuantityUpdate> updates) throws InterruptedException {
    Map<String, PushOutcome> shown = new HashMap<>();
    List<String> skus = updates.stream().map(it -> it.listing().externalId()).toList();
    for (ItemDocument item : api.items(skus, Purpose.PUSH_RESULT)) {
      AmazonMapping.quantity(item).ifPresent(it -> shown.put(item.sku(), new Applied(it)));
    }
    return skus.stream().map(it -> shown.getOrDefault(it, AmazonMapping.UNKNOWN)).toList();
  }

  @Override
  public ListingPage listings(Cursor from) throws InterruptedException {
    return reports.listings(from);
  }

  @Override
  public Optional<RemoteListing> listing(ListingRef listing) throws InterruptedException {
    return api.item(listing.externalId(), Purpose.LISTING_READ).flatMap(AmazonMapping::listing);
  }

  @Override
  public OrderPage orders(Instant changedSince, Cursor from) throws InterruptedException {
    OrdersDocument page = api.orders(changedSince, from);
    return new OrderPage(
        InTurn.found(page.orders(), it -> order(it, Purpose.ORDERS_POLL)),
        Cursor.after(page.next()));
  }

  @Override
  public Optional<RemoteOrder> order(String externalId) throws InterruptedException {
    Optional<OrderDocument> order = api.order(externalId);
    return order.isPresent() ? order(order.get(), Purpose.ORDER_READ) : Optional.empty();
  }

  private Optional<RemoteOrder> order(OrderDocument order, Purpose purpose)
      throws InterruptedException {
    return AmazonMapping.order(order, api.items(order, purpose), reservesPreorders);
  }

  /**
   * Amazon itself calls nobody: it writes into a queue of the seller's. What reads it there may
   * pass it on, and signs for it.
   */
  @Override
  public WebhookNotice read(WebhookRequest request) {
    return AmazonMapping.notice(StandardWebhooks.check(webhookSecret, request), request.body());
  }
}
