package dev.onhand.connectors.amazon;

import dev.onhand.connector.ListingRef;
import dev.onhand.connector.PushOutcome;
import dev.onhand.connector.PushOutcome.Applied;
import dev.onhand.connector.PushOutcome.Refused;
import dev.onhand.connector.PushOutcome.Unconfirmed;
import dev.onhand.connector.QuantityUpdate;
import dev.onhand.connector.Refusal;
import dev.onhand.connector.RemoteListing;
import dev.onhand.connector.RemoteListing.State;
import dev.onhand.connector.RemoteOrder;
import dev.onhand.connector.Submission;
import dev.onhand.connector.WebhookNotice;
import dev.onhand.connectors.amazon.AmazonDocuments.AvailabilityDocument;
import dev.onhand.connectors.amazon.AmazonDocuments.CancellationDocument;
import dev.onhand.connectors.amazon.AmazonDocuments.FulfillmentDocument;
import dev.onhand.connectors.amazon.AmazonDocuments.IssueDocument;
import dev.onhand.connectors.amazon.AmazonDocuments.ItemDocument;
import dev.onhand.connectors.amazon.AmazonDocuments.ItemFulfillmentDocument;
import dev.onhand.connectors.amazon.AmazonDocuments.ItemV0Document;
import dev.onhand.connectors.amazon.AmazonDocuments.OrderDocument;
import dev.onhand.connectors.amazon.AmazonDocuments.OrderItemDocument;
import dev.onhand.connectors.amazon.AmazonDocuments.OrderV0Document;
import dev.onhand.connectors.amazon.AmazonDocuments.ProductDocument;
import dev.onhand.connectors.amazon.AmazonDocuments.SubmissionDocument;
import dev.onhand.connectors.amazon.AmazonDocuments.SummaryDocument;
import dev.onhand.model.Effect;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What the documents mean. */
final class AmazonMapping {

  /** The channel of what the seller ships; all others are Amazon's. */
  static final String MERCHANT = "DEFAULT";

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

  private final boolean reservesPreorders;

  AmazonMapping(boolean reservesPreorders) {
    this.reservesPreorders = reservesPreorders;
  }

  /** What is sent for a listing: {@code merge} leaves the days to ship as they are. */
  static Map<String, Object> patch(long quantity) {
    return Map.of(
        "op",
        "merge",
        "path",
        "/attributes/" + AVAILABILITY,
        "value",
        List.of(Map.of("fulfillment_channel_code", MERCHANT, "quantity", quantity)));
  }

  /** HTTP 200 is no success yet, and no effect either: that comes later. */
  static PushOutcome outcome(SubmissionDocument document, Instant now) {
    return document.status().equals("ACCEPTED")
        ? new Unconfirmed(new Submission(PATCH + document.submissionId(), now).requestId())
        : new Refused(
            Refusal.OTHER,
            said(document.issues().stream().filter(IssueDocument::isError).toList()));
  }

  static String said(List<IssueDocument> issues) {
    return issues.stream().findFirst().map(IssueDocument::said).orElse("refused without a word");
  }

  /**
   * What became of a patch, by what the listing shows. What it shows otherwise after the time in
   * which a patch takes effect came from something else, an order for one.
   */
  static PushOutcome outcome(
      QuantityUpdate update, Optional<ItemDocument> item, Submission submission, Instant now) {
    if (item.isEmpty()) {
      return UNKNOWN;
    }
    Optional<Long> shown = quantity(item.get());
    if (shown.filter(it -> it == update.quantity()).isPresent()) {
      return new Applied(update.quantity());
    }
    Optional<IssueDocument> issue =
        item.get().issues().stream()
            .filter(it -> it.isError() && it.attributeNames().contains(AVAILABILITY))
            .findFirst();
    if (issue.isPresent()) {
      return new Refused(Refusal.OTHER, issue.get().said());
    }
    return !submission.isYoungerThan(EFFECT_MAX, now) && shown.isPresent()
        ? new Applied(shown.get())
        : new Unconfirmed(submission.requestId());
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
    Optional<SummaryDocument> summary = item.summaries().stream().findFirst();
    Optional<Long> quantity = quantity(item);
    return Optional.of(
        new RemoteListing(
            new ListingRef(item.sku(), item.sku()),
            summary.map(SummaryDocument::itemName).orElse(null),
            state(summary.map(SummaryDocument::status).orElse(List.of()), quantity),
            quantity.orElse(null)));
  }

  /** What is sold out cannot be bought, and comes back with its stock. */
  private static State state(List<String> status, Optional<Long> quantity) {
    if (status.contains("BUYABLE")) {
      return State.ACTIVE;
    }
    return quantity.isEmpty()
        ? State.INCOMPLETE
        : quantity.get() == 0 ? State.ACTIVE : State.PAUSED;
  }

  /** Empty: Amazon ships it. */
  Optional<RemoteOrder> order(OrderDocument document) {
    Optional<FulfillmentDocument> fulfillment = Optional.ofNullable(document.fulfillment());
    if (fulfillment.map(FulfillmentDocument::fulfilledBy).filter("AMAZON"::equals).isPresent()) {
      return Optional.empty();
    }
    String status =
        fulfillment.map(FulfillmentDocument::fulfillmentStatus).orElse("no status at all");
    return Optional.of(
        new RemoteOrder(
            document.orderId(),
            status,
            document.createdTime(),
            document.lastUpdatedTime(),
            document.orderItems().stream().map(it -> line(it, isPreorder(status))).toList()));
  }

  /** Empty: Amazon ships it. */
  Optional<RemoteOrder> order(OrderV0Document document, List<ItemV0Document> items) {
    return "AFN".equals(document.channel())
        ? Optional.empty()
        : Optional.of(
            new RemoteOrder(
                document.id(),
                document.status(),
                document.createdAt(),
                document.updatedAt(),
                items.stream().map(it -> line(it, isPreorder(document.status()))).toList()));
  }

  private boolean isPreorder(String status) {
    return !reservesPreorders && status.replace("_", "").equalsIgnoreCase("PendingAvailability");
  }

  /** A buyer's wish to cancel changes nothing until somebody does it. */
  private static RemoteOrder.Line line(OrderItemDocument item, boolean isNotWantedYet) {
    long shipped =
        Optional.ofNullable(item.fulfillment())
            .map(ItemFulfillmentDocument::quantityFulfilled)
            .orElse(0L);
    boolean isCancelled =
        Optional.ofNullable(item.cancellation())
            .map(CancellationDocument::cancellationExecution)
            .isPresent();
    return line(
        item.orderItemId(),
        Optional.ofNullable(item.product()).map(ProductDocument::sellerSku).orElse(null),
        item.quantityOrdered(),
        isCancelled || isNotWantedYet,
        shipped);
  }

  private static RemoteOrder.Line line(ItemV0Document item, boolean isNotWantedYet) {
    return line(
        item.id(),
        item.sku(),
        item.ordered(),
        isNotWantedYet,
        Objects.requireNonNullElse(item.shipped(), 0L));
  }

  private static RemoteOrder.Line line(
      String id, @Nullable String sku, long ordered, boolean isNotWanted, long shipped) {
    return new RemoteOrder.Line(
        id,
        sku,
        sku,
        null,
        ordered,
        isNotWanted ? Math.max(0, ordered - shipped) : 0,
        shipped,
        null);
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
        texts(message, "NotificationId").stream().findFirst().orElse(delivery),
        String.join(",", texts(message, "NotificationType")),
        texts(message, "AmazonOrderId"),
        texts(message, "Sku"));
  }

  private static List<String> texts(JsonNode message, String name) {
    return message.findValues(name).stream().map(JsonNode::asString).distinct().toList();
  }
}
