package dev.onhand.connectors.amazon;

import dev.onhand.connector.ListingRef;
import dev.onhand.connector.PushOutcome;
import dev.onhand.connector.PushOutcome.Refused;
import dev.onhand.connector.QuantityUpdate;
import dev.onhand.connector.Refusal;
import dev.onhand.connector.RemoteListing;
import dev.onhand.connector.RemoteListing.State;
import dev.onhand.connector.RemoteOrder;
import dev.onhand.connector.Submission;
import dev.onhand.connector.WebhookNotice;
import dev.onhand.connector.http.HttpReply;
import dev.onhand.connector.json.Json;
import dev.onhand.connectors.amazon.AmazonDocuments.AvailabilityDocument;
import dev.onhand.connectors.amazon.AmazonDocuments.FeedDocument;
import dev.onhand.connectors.amazon.AmazonDocuments.IssueDocument;
import dev.onhand.connectors.amazon.AmazonDocuments.IssuesDocument;
import dev.onhand.connectors.amazon.AmazonDocuments.ItemDocument;
import dev.onhand.connectors.amazon.AmazonDocuments.MessageDocument;
import dev.onhand.connectors.amazon.AmazonDocuments.OrderDocument;
import dev.onhand.connectors.amazon.AmazonDocuments.OrderItemDocument;
import dev.onhand.connectors.amazon.AmazonDocuments.PatchDocument;
import dev.onhand.connectors.amazon.AmazonDocuments.PatchesDocument;
import dev.onhand.connectors.amazon.AmazonDocuments.SubmissionDocument;
import dev.onhand.model.Effect;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/** What the documents mean. */
final class AmazonMapping {

  /** The channel of what the seller ships; all others are Amazon's. */
  static final String MERCHANT = "DEFAULT";

  /** How both versions name who ships where it is Amazon. */
  private static final Set<String> AMAZONS = Set.of("AMAZON", "AFN");

  /** How requests that were a patch are named; all others were a feed. */
  static final String PATCH = "patch ";

  private static final Duration EFFECT_MAX = Duration.ofMinutes(15);

  private static final String AVAILABILITY = "fulfillment_availability";

  /** What an order's status means for the units that are not gone; as both versions spell it. */
  static final Map<String, Effect> STATUSES =
      Map.ofEntries(
          Map.entry("pending_availability", Effect.RESERVE),
          Map.entry("pendingavailability", Effect.RESERVE),
          Map.entry("pending", Effect.RESERVE),
          Map.entry("unshipped", Effect.RESERVE),
          Map.entry("partially_shipped", Effect.RESERVE),
          Map.entry("partiallyshipped", Effect.RESERVE),
          Map.entry("invoiceunconfirmed", Effect.RESERVE),
          Map.entry("shipped", Effect.FULFIL),
          Map.entry("cancelled", Effect.RELEASE),
          Map.entry("canceled", Effect.RELEASE),
          Map.entry("unfulfillable", Effect.IGNORE));

  private AmazonMapping() {}

  static PatchesDocument patch(QuantityUpdate update) {
    Map<String, Object> value =
        Map.of("fulfillment_channel_code", MERCHANT, "quantity", update.quantity());
    return new PatchesDocument(
        "PRODUCT",
        List.of(new PatchDocument("merge", "/attributes/" + AVAILABILITY, List.of(value))));
  }

  static FeedDocument feed(String seller, List<QuantityUpdate> updates) {
    return new FeedDocument(
        Map.of("sellerId", seller, "version", "2.0"),
        IntStream.range(0, updates.size()).mapToObj(it -> message(it, updates.get(it))).toList());
  }

  private static MessageDocument message(int number, QuantityUpdate update) {
    return new MessageDocument(number + 1, update.listing().externalId(), "PATCH", patch(update));
  }

  /** HTTP 200 is no success yet, and no effect either: that comes later. */
  static PushOutcome outcome(HttpReply reply, Instant now) {
    if (!reply.isSuccess()) {
      return refused(AmazonDocuments.JSON.read(reply, IssuesDocument.class).issues());
    }
    SubmissionDocument answer = AmazonDocuments.JSON.read(reply, SubmissionDocument.class);
    return answer.status().equals("ACCEPTED")
        ? new Submission(PATCH + answer.submissionId(), now).unconfirmed()
        : refused(answer.issues().stream().filter(IssueDocument::isError).toList());
  }

  private static PushOutcome refused(List<IssueDocument> issues) {
    return new Refused(
        Refusal.OTHER,
        issues.stream().findFirst().map(IssueDocument::said).orElse("refused without a word"));
  }

  /** What became of a patch, by what the listing shows. */
  static PushOutcome outcome(
      QuantityUpdate update, ItemDocument item, Submission submission, Instant now) {
    return submission.seen(update, quantity(item).orElse(null), error(item), EFFECT_MAX, now);
  }

  private static Optional<String> error(ItemDocument item) {
    return item.issues().stream()
        .filter(it -> it.isError() && it.attributeNames().contains(AVAILABILITY))
        .findFirst()
        .map(IssueDocument::said);
  }

  static final PushOutcome UNKNOWN =
      new Refused(Refusal.UNKNOWN_LISTING, "the seller has no such SKU on this marketplace");

  /** Empty: Amazon ships it, or it has no number. */
  static Optional<Long> quantity(ItemDocument item) {
    return own(item).map(AvailabilityDocument::quantity);
  }

  private static Optional<AvailabilityDocument> own(ItemDocument item) {
    return item.fulfillmentAvailability().stream()
        .filter(it -> it.fulfillmentChannelCode().equals(MERCHANT))
        .findFirst();
  }

  /** Empty: what Amazon ships is not the seller's to count. */
  static Optional<RemoteListing> listing(ItemDocument item) {
    if (own(item).isEmpty() && !item.fulfillmentAvailability().isEmpty()) {
      return Optional.empty();
    }
    Optional<Long> quantity = quantity(item);
    State state = state(item.status(), quantity);
    ListingRef ref = new ListingRef(item.sku(), item.sku());
    return Optional.of(new RemoteListing(ref, item.name(), state, quantity.orElse(null)));
  }

  static List<RemoteListing> listings(List<ItemDocument> items) {
    return items.stream().map(AmazonMapping::listing).flatMap(Optional::stream).toList();
  }

  /** What is sold out cannot be bought, and comes back with its stock. */
  private static State state(List<String> status, Optional<Long> quantity) {
    boolean isSoldOut = quantity.filter(it -> it == 0).isPresent();
    return status.contains("BUYABLE") || isSoldOut
        ? State.ACTIVE
        : quantity.isEmpty() ? State.INCOMPLETE : State.PAUSED;
  }

  /** Empty: Amazon ships it. */
  static Optional<RemoteOrder> order(
      OrderDocument document, List<OrderItemDocument> items, boolean reservesPreorders) {
    if (AMAZONS.contains(document.fulfilledBy())) {
      return Optional.empty();
    }
    String status = Objects.requireNonNullElse(document.status(), "no status at all");
    boolean isNotWantedYet =
        !reservesPreorders && status.replace("_", "").equalsIgnoreCase("PendingAvailability");
    List<RemoteOrder.Line> lines = items.stream().map(it -> line(it, isNotWantedYet)).toList();
    Instant created = document.createdTime();
    return Optional.of(
        new RemoteOrder(document.orderId(), status, created, document.lastUpdatedTime(), lines));
  }

  /** A buyer's wish to cancel changes nothing until somebody does it. */
  private static RemoteOrder.Line line(OrderItemDocument item, boolean isNotWantedYet) {
    long shipped = Objects.requireNonNullElse(item.fulfilled(), 0L);
    boolean isWanted = item.cancelled() == null && !isNotWantedYet;
    return RemoteOrder.Line.of(item.orderItemId(), item.sku(), item.sku(), item.quantityOrdered())
        .with(isWanted ? 0 : Math.max(0, item.quantityOrdered() - shipped), shipped);
  }

  /**
   * What a notification is about. Who passed it on may have wrapped it, and what it tells is only a
   * hint: what it is about is read.
   *
   * @param delivery of who passed it on, for what is no notification
   */
  static WebhookNotice notice(String delivery, byte[] body) {
    JsonNode message = AmazonDocuments.JSON.read(body, JsonNode.class);
    return new WebhookNotice(
        Json.texts(message, "NotificationId").stream().findFirst().orElse(delivery),
        String.join(",", Json.texts(message, "NotificationType")),
        Json.texts(message, "AmazonOrderId"),
        Json.texts(message, "Sku"));
  }
}
