package dev.onhand.connectors.amazon;

import dev.onhand.connector.ConfirmsPushes;
import dev.onhand.connector.Connector;
import dev.onhand.connector.Cursor;
import dev.onhand.connector.ListingPage;
import dev.onhand.connector.ListingRef;
import dev.onhand.connector.OrderPage;
import dev.onhand.connector.PagesOrFile;
import dev.onhand.connector.PushOutcome;
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
import dev.onhand.connectors.amazon.AmazonDocuments.ErrorsDocument;
import dev.onhand.connectors.amazon.AmazonDocuments.SubmissionDocument;
import dev.onhand.model.Secret;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
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
  private final AmazonFeeds feeds;
  private final PagesOrFile reports;
  private final Orders orders;
  private final Optional<Secret> webhookSecret;
  private final InstantSource clock;

  AmazonConnector(
      AmazonApi api, Orders orders, Optional<Secret> webhookSecret, InstantSource clock) {
    this.api = api;
    this.feeds = new AmazonFeeds(api, clock);
    this.reports = new PagesOrFile(new AmazonReports(api));
    this.orders = orders;
    this.webhookSecret = webhookSecret;
    this.clock = clock;
  }

  @Override
  public List<PushOutcome> push(List<QuantityUpdate> updates) throws InterruptedException {
    return Pushes.checked(AmazonConnectorFactory.DESCRIPTOR, updates, this::send);
  }

  /** Feeds are few: where there may be none now, patches go on as far as they may. */
  private List<PushOutcome> send(List<QuantityUpdate> updates) throws InterruptedException {
    return updates.size() < FEED_MIN
        ? patches(updates)
        : Pushes.eitherWay(updates, feeds::push, this::patches);
  }

  private List<PushOutcome> patches(List<QuantityUpdate> updates) throws InterruptedException {
    return Pushes.oneByOne(updates, this::patch);
  }

  private PushOutcome patch(QuantityUpdate update) throws InterruptedException {
    String sku = update.listing().externalId();
    HttpReply reply = api.patch(sku, AmazonMapping.patch(update.quantity()));
    if (reply.isSuccess()) {
      return AmazonMapping.outcome(
          AmazonDocuments.JSON.read(reply, SubmissionDocument.class), clock.instant());
    }
    boolean isThere = reply.status() != 404 && api.item(sku, Purpose.PUSH).isPresent();
    return isThere
        ? new Refused(
            Refusal.OTHER,
            AmazonMapping.said(AmazonDocuments.JSON.read(reply, ErrorsDocument.class).errors()))
        : AmazonMapping.UNKNOWN;
  }

  @Override
  public List<PushOutcome> confirm(String requestId, List<QuantityUpdate> updates)
      throws InterruptedException {
    Submission submission = Submission.of(requestId);
    if (!submission.id().startsWith(AmazonMapping.PATCH)) {
      return feeds.confirm(submission, updates);
    }
    List<PushOutcome> outcomes = new ArrayList<>();
    for (QuantityUpdate update : updates) {
      outcomes.add(
          AmazonMapping.outcome(
              update,
              api.item(update.listing().externalId(), Purpose.PUSH_RESULT),
              submission,
              clock.instant()));
    }
    return outcomes;
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
    return orders.orders(changedSince, from);
  }

  @Override
  public Optional<RemoteOrder> order(String externalId) throws InterruptedException {
    return orders.order(externalId);
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
