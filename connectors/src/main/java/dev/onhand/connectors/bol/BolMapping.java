package dev.onhand.connectors.bol;

import dev.onhand.connector.Cursor;
import dev.onhand.connector.ForgedWebhookException;
import dev.onhand.connector.ListingPage;
import dev.onhand.connector.ListingRef;
import dev.onhand.connector.PublicKeySignature;
import dev.onhand.connector.PublicKeySignature.Algorithm;
import dev.onhand.connector.PushOutcome;
import dev.onhand.connector.QuantityUpdate;
import dev.onhand.connector.Refusal;
import dev.onhand.connector.RemoteListing;
import dev.onhand.connector.RemoteListing.State;
import dev.onhand.connector.RemoteOrder;
import dev.onhand.connector.RemoteReturn;
import dev.onhand.connector.ReturnPage;
import dev.onhand.connector.WebhookNotice;
import dev.onhand.connector.WebhookRequest;
import dev.onhand.connector.http.HttpReply;
import dev.onhand.connectors.bol.BolDocuments.AvailabilityDocument;
import dev.onhand.connectors.bol.BolDocuments.CallDocument;
import dev.onhand.connectors.bol.BolDocuments.ConditionDocument;
import dev.onhand.connectors.bol.BolDocuments.EventDocument;
import dev.onhand.connectors.bol.BolDocuments.FulfilmentDocument;
import dev.onhand.connectors.bol.BolDocuments.ItemDocument;
import dev.onhand.connectors.bol.BolDocuments.OfferDocument;
import dev.onhand.connectors.bol.BolDocuments.OffersDocument;
import dev.onhand.connectors.bol.BolDocuments.OrderDocument;
import dev.onhand.connectors.bol.BolDocuments.OrderOfferDocument;
import dev.onhand.connectors.bol.BolDocuments.PageDocument;
import dev.onhand.connectors.bol.BolDocuments.ProblemDocument;
import dev.onhand.connectors.bol.BolDocuments.ProductDocument;
import dev.onhand.connectors.bol.BolDocuments.ResultDocument;
import dev.onhand.connectors.bol.BolDocuments.ReturnItemDocument;
import dev.onhand.connectors.bol.BolDocuments.ReturnsDocument;
import dev.onhand.connectors.bol.BolDocuments.ShipmentDocument;
import dev.onhand.connectors.bol.BolDocuments.StockDocument;
import dev.onhand.model.Effect;
import dev.onhand.model.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the documents mean. */
final class BolMapping {

  /** The most that v10 takes; of v11 none is known. */
  static final long QUANTITY_MAX = 999;

  /** What is handled was shipped or cancelled: its lines say which. */
  static final Map<String, Effect> STATUSES =
      Map.of("open", Effect.RESERVE, "handled", Effect.IGNORE);

  /** Enough of a signature to tell calls apart. */
  private static final int ID_LENGTH = 64;

  private BolMapping() {}

  /** Until the window ends in which calls are counted. */
  static Optional<Duration> untilReset(HttpReply reply) {
    return reply
        .header("X-RateLimit-Reset")
        .filter(seconds -> seconds.matches("[0-9]{1,4}"))
        .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)));
  }

  static PushOutcome outcome(HttpReply reply, QuantityUpdate update, boolean isGone) {
    return reply.isSuccess()
        ? new PushOutcome.Applied(update.quantity())
        : new PushOutcome.Refused(
            isGone ? Refusal.UNKNOWN_LISTING : Refusal.OTHER,
            said(BolDocuments.JSON.read(reply, ProblemDocument.class)));
  }

  private static String said(ProblemDocument problem) {
    String violations =
        Optional.ofNullable(problem.violations()).orElse(List.of()).stream()
            .map(it -> "%s: %s".formatted(it.name(), it.reason()))
            .collect(Collectors.joining("; "));
    return Stream.of(violations, problem.detail(), problem.title())
        .filter(it -> it != null && !it.isBlank())
        .findFirst()
        .orElse("refused without a word");
  }

  static ListingPage listings(OffersDocument document) {
    @Nullable String next =
        Optional.ofNullable(document.page()).map(PageDocument::nextCursor).orElse(null);
    return new ListingPage(
        document.offers().stream().filter(BolMapping::isOwn).map(BolMapping::listing).toList(),
        Cursor.after(next));
  }

  /** What bol sends is in a warehouse of its own. */
  static boolean isOwn(OfferDocument offer) {
    return isOwn(offer.fulfilment());
  }

  private static boolean isOwn(@Nullable FulfilmentDocument fulfilment) {
    return fulfilment == null || !"FBB".equals(fulfilment.method());
  }

  /** What was pushed, and not what bol still sells of it: that may be less, and that is right. */
  static RemoteListing listing(OfferDocument offer) {
    Optional<StockDocument> stock = Optional.ofNullable(offer.stock());
    return new RemoteListing(
        new ListingRef(offer.offerId(), offer.reference()),
        List.of(),
        offer.ean(),
        "",
        Optional.ofNullable(offer.condition()).map(ConditionDocument::category).orElse(null),
        state(offer, stock.map(StockDocument::correctedStock).orElse(0L)),
        stock.map(StockDocument::amount).map(it -> Math.min(it, QUANTITY_MAX)).orElse(null));
  }

  /** An offer of which nothing is left is not for sale, and comes back with its stock. */
  private static State state(OfferDocument offer, long left) {
    if (Boolean.TRUE.equals(offer.onHoldByRetailer())) {
      return State.PAUSED;
    }
    List<AvailabilityDocument> countries = offer.availabilities();
    boolean isNowhere =
        !countries.isEmpty()
            && countries.stream().allMatch(it -> Boolean.FALSE.equals(it.forSale()));
    return isNowhere && left > 0 ? State.INCOMPLETE : State.ACTIVE;
  }

  /**
   * @param strange a state of a line that nobody knows; empty: there is none
   * @return empty: nothing of it is of the seller's stock
   */
  static Optional<RemoteOrder> order(OrderDocument order, String strange) {
    List<ItemDocument> items = order.items().stream().filter(it -> isOwn(it.fulfilment())).toList();
    if (items.isEmpty()) {
      return Optional.empty();
    }
    List<Instant> changes = items.stream().map(it -> it.changedAt().toInstant()).sorted().toList();
    boolean isOpen =
        items.stream()
            .anyMatch(it -> it.quantity() > it.quantityShipped() + it.quantityCancelled());
    String status = isOpen ? "OPEN" : "HANDLED";
    Optional<ShipmentDocument> to = Optional.ofNullable(order.shipmentDetails());
    return Optional.of(
        new RemoteOrder(
            order.id(),
            strange.isEmpty() ? status : "%s with a line in state %s".formatted(status, strange),
            order.orderPlacedDateTime() == null
                ? changes.getFirst()
                : order.orderPlacedDateTime().toInstant(),
            changes.getLast(),
            null,
            items.stream().map(BolMapping::line).toList(),
            RemoteOrder.country(to.map(ShipmentDocument::countryCode).orElse(null)),
            to.map(ShipmentDocument::zipCode).orElse(null)));
  }

  /** That the buyer wants to cancel it means nothing before the seller has. */
  private static RemoteOrder.Line line(ItemDocument item) {
    Optional<OrderOfferDocument> offer = Optional.ofNullable(item.offer());
    return new RemoteOrder.Line(
        item.id(),
        offer.map(OrderOfferDocument::offerId).orElse(null),
        offer.map(OrderOfferDocument::reference).orElse(null),
        Optional.ofNullable(item.product()).map(ProductDocument::ean).orElse(null),
        item.quantity(),
        item.quantityCancelled(),
        item.quantityShipped(),
        null);
  }

  /**
   * What the retailer said he received; he may say it of each part of a return apart. The list is
   * sorted by time: a page with nothing as new as that is the last.
   */
  static ReturnPage returned(ReturnsDocument document, Instant since, int page, boolean sellable) {
    List<RemoteReturn> returns =
        document.all().stream()
            .flatMap(it -> it.items().stream())
            .flatMap(item -> item.results().stream().flatMap(it -> returned(item, it, sellable)))
            .filter(it -> !Objects.requireNonNull(it.at()).isBefore(since))
            .toList();
    boolean isLast = returns.isEmpty();
    return new ReturnPage(returns, isLast ? null : Cursor.of(page + 1));
  }

  private static Stream<RemoteReturn> returned(
      ReturnItemDocument item, ResultDocument result, boolean sellable) {
    Instant at = result.processingDateTime().toInstant();
    return "RETURN_RECEIVED".equals(result.handlingResult()) && result.quantity() > 0
        ? Stream.of(
            new RemoteReturn(
                item.rmaId() + "/" + at,
                item.orderId(),
                null,
                item.ean(),
                result.quantity(),
                at,
                sellable))
        : Stream.empty();
  }

  /**
   * @throws ForgedWebhookException if it is not proved to be from bol
   */
  static WebhookNotice notice(Optional<Secret> publicKey, WebhookRequest request) {
    String signature = signature(request.required("Signature"));
    PublicKeySignature.check(Algorithm.RSA_SHA256, publicKey, signature, request);
    EventDocument event =
        Objects.requireNonNullElse(
            BolDocuments.JSON.read(request.body(), CallDocument.class).event(),
            new EventDocument(null, null, null));
    boolean isOrder = "ORDER".equals(event.resource()) && "ORDER_CREATED".equals(event.type());
    return new WebhookNotice(
        signature.substring(0, Math.min(ID_LENGTH, signature.length())),
        Objects.requireNonNullElse(event.type(), ""),
        isOrder ? Optional.ofNullable(event.resourceId()).stream().toList() : List.of(),
        List.of());
  }

  /** {@code keyId=0, algorithm="rsa-sha256", signature=…=}: it may itself end with that sign. */
  private static String signature(String header) {
    return Stream.of(header.split(","))
        .map(part -> part.strip().split("=", 2))
        .filter(part -> part.length == 2 && part[0].equals("signature"))
        .map(part -> part[1].replace("\"", ""))
        .findFirst()
        .orElseThrow(() -> new ForgedWebhookException("the header Signature has no signature"));
  }
}
