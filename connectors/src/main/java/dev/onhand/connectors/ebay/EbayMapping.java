package dev.onhand.connectors.ebay;

import dev.onhand.connector.Cause;
import dev.onhand.connector.Cursor;
import dev.onhand.connector.LineFate;
import dev.onhand.connector.ListingPage;
import dev.onhand.connector.ListingRef;
import dev.onhand.connector.OrderPage;
import dev.onhand.connector.PageNumbers;
import dev.onhand.connector.PushOutcome;
import dev.onhand.connector.QuantityUpdate;
import dev.onhand.connector.Refusal;
import dev.onhand.connector.RemoteListing;
import dev.onhand.connector.RemoteListing.State;
import dev.onhand.connector.RemoteOrder;
import dev.onhand.connector.WebhookNotice;
import dev.onhand.connector.http.HttpReply;
import dev.onhand.connector.json.Json;
import dev.onhand.connectors.ebay.EbayDocuments.AvailabilityDocument;
import dev.onhand.connectors.ebay.EbayDocuments.ErrorDocument;
import dev.onhand.connectors.ebay.EbayDocuments.ErrorsDocument;
import dev.onhand.connectors.ebay.EbayDocuments.ItemDocument;
import dev.onhand.connectors.ebay.EbayDocuments.ItemsDocument;
import dev.onhand.connectors.ebay.EbayDocuments.LineDocument;
import dev.onhand.connectors.ebay.EbayDocuments.OrderDocument;
import dev.onhand.connectors.ebay.EbayDocuments.OrdersDocument;
import dev.onhand.connectors.ebay.EbayDocuments.ProductDocument;
import dev.onhand.connectors.ebay.EbayDocuments.QuantityDocument;
import dev.onhand.connectors.ebay.EbayDocuments.ReplyDocument;
import dev.onhand.model.Effect;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What the documents mean. */
final class EbayMapping {

  /** An order has three statuses: it is over by that of its cancellation or its payment. */
  static final Map<String, Effect> STATUSES =
      Map.of(
          "canceled", Effect.RELEASE,
          "failed", Effect.RELEASE,
          "fully_refunded", Effect.RELEASE,
          "not_started", Effect.RESERVE,
          "in_progress", Effect.RESERVE,
          "fulfilled", Effect.FULFIL);

  private static final Set<String> OVER = Set.of("CANCELED", "FAILED", "FULLY_REFUNDED");
  private static final Set<String> CANCELS = Set.of("CANCELED", "IN_PROGRESS", "NONE_REQUESTED");
  private static final Set<String> PAYMENTS =
      Set.of("FAILED", "FULLY_REFUNDED", "PAID", "PARTIALLY_REFUNDED", "PENDING");

  private static final Set<Integer> UNKNOWN_ITEM = Set.of(25702, 25710);
  private static final int OFFER_GONE = 25713;
  private static final int BAD_VALUE = 25709;

  /** It is down, or at work on the same item. */
  private static final Set<Integer> LATER = Set.of(25001, 25025);

  private static final Duration LATER_WAIT = Duration.ofSeconds(5);

  /** A listing may be changed 250 times a day, which eBay says by a text only. */
  private static final Pattern TOO_OFTEN =
      Pattern.compile("(?i)revis.*\\b(limit|maximum|times)|\\b(limit|maximum)\\b.*revis");

  /** Where eBay's days begin. */
  private static final ZoneId DAYS = ZoneId.of("America/Los_Angeles");

  private EbayMapping() {}

  /** A listing shows the lower of what its item and its offer have, so both are set. */
  static Map<String, Object> request(String sku, long quantity, List<String> offers) {
    return Map.of(
        "sku",
        sku,
        "shipToLocationAvailability",
        Map.of("quantity", quantity),
        "offers",
        offers.stream().map(it -> Map.of("offerId", it, "availableQuantity", quantity)).toList());
  }

  /** A call of which nothing was done, as an answer for its only item. */
  static ReplyDocument whole(QuantityUpdate update, HttpReply reply) {
    return new ReplyDocument(
        update.listing().externalId(),
        null,
        reply.status(),
        null,
        EbayDocuments.JSON.read(reply, ErrorsDocument.class).errors());
  }

  /**
   * @param replies for the item and each of its offers; empty: there is none
   */
  static PushOutcome outcome(QuantityUpdate update, List<ReplyDocument> replies, Instant now) {
    if (replies.isEmpty()) {
      return new PushOutcome.Unconfirmed(null);
    }
    return replies.stream()
        .filter(reply -> reply.statusCode() >= 400)
        .findFirst()
        .map(reply -> failure(reply, now))
        .orElseGet(() -> new PushOutcome.Applied(update.quantity()));
  }

  private static PushOutcome failure(ReplyDocument reply, Instant now) {
    List<ErrorDocument> errors = Objects.requireNonNullElse(reply.errors(), List.of());
    Set<Integer> ids = errors.stream().map(ErrorDocument::errorId).collect(Collectors.toSet());
    String said = said(errors);
    boolean isGone = reply.statusCode() == 404 || ids.stream().anyMatch(UNKNOWN_ITEM::contains);
    if (ids.contains(OFFER_GONE) || isGone && reply.offerId() != null) {
      return new PushOutcome.Deferred(
          Cause.UNAVAILABLE, Duration.ZERO, "an offer changed: " + said);
    }
    if (isGone) {
      return new PushOutcome.Refused(Refusal.UNKNOWN_LISTING, said);
    }
    if (reply.statusCode() >= 500 || ids.stream().anyMatch(LATER::contains)) {
      return new PushOutcome.Deferred(Cause.UNAVAILABLE, LATER_WAIT, said);
    }
    if (TOO_OFTEN.matcher(said).find()) {
      return new PushOutcome.Deferred(Cause.THROTTLED, untilTomorrow(now), said);
    }
    return new PushOutcome.Refused(
        ids.contains(BAD_VALUE) ? Refusal.BAD_QUANTITY : Refusal.OTHER, said);
  }

  private static Duration untilTomorrow(Instant now) {
    ZonedDateTime there = now.atZone(DAYS);
    return Duration.between(there, there.toLocalDate().plusDays(1).atStartOfDay(DAYS));
  }

  private static String said(List<ErrorDocument> errors) {
    return errors.isEmpty()
        ? "eBay did not take it, without a reason"
        : errors.stream()
            .map(error -> "%d %s".formatted(error.errorId(), error.message()))
            .collect(Collectors.joining("; "));
  }

  static ListingPage listings(ItemsDocument document, int page) {
    return new ListingPage(
        document.rows().stream().map(EbayMapping::listing).toList(),
        EbayDocuments.isNamed(document.next()) ? new Cursor(Integer.toString(page + 1)) : null);
  }

  /** Whether it is on sale stands in its offers, of which each would be a call. */
  static RemoteListing listing(ItemDocument item) {
    String sku = Objects.requireNonNull(item.sku(), "an item without a SKU");
    Optional<ProductDocument> product = Optional.ofNullable(item.product());
    return new RemoteListing(
        new ListingRef(sku, sku),
        List.of(),
        product.map(ProductDocument::ean).flatMap(it -> it.stream().findFirst()).orElse(null),
        product.map(ProductDocument::title).orElse(""),
        item.condition(),
        State.ACTIVE,
        Optional.ofNullable(item.availability())
            .map(AvailabilityDocument::shipped)
            .map(QuantityDocument::quantity)
            .orElse(null));
  }

  static OrderPage orders(OrdersDocument document, int page) {
    return new OrderPage(
        document.rows().stream().map(EbayMapping::order).toList(),
        PageNumbers.thereAndBack(page, EbayDocuments.isNamed(document.next())));
  }

  static RemoteOrder order(OrderDocument order) {
    String status = status(order);
    return new RemoteOrder(
        order.id(),
        LineFate.status(
            status,
            order.lines().stream().map(line -> fulfillment(order, line)),
            state -> fate(state, false) == LineFate.UNKNOWN),
        order.createdAt().toInstant(),
        order.updatedAt().toInstant(),
        null,
        order.lines().stream()
            .map(
                line ->
                    fate(fulfillment(order, line), OVER.contains(status))
                        .line(line.id(), listing(line), line.sku(), line.quantity()))
            .toList(),
        null,
        null);
  }

  /** What is over, or not known, comes before how far it was sent. */
  private static String status(OrderDocument order) {
    String cancel = order.cancel();
    String payment = order.payment();
    if (cancel.equals("CANCELED") || !CANCELS.contains(cancel)) {
      return cancel;
    }
    boolean isOver = OVER.contains(payment) || !PAYMENTS.contains(payment);
    return isOver ? payment : order.fulfillment();
  }

  private static String fulfillment(OrderDocument order, LineDocument line) {
    return Optional.ofNullable(line.fulfillment()).orElse(order.fulfillment());
  }

  /** A line that is sent in parts is so once all of it is. */
  private static LineFate fate(String fulfillment, boolean isOver) {
    return switch (fulfillment) {
      case "FULFILLED" -> LineFate.SHIPPED;
      case "NOT_STARTED", "IN_PROGRESS" -> isOver ? LineFate.NOT_WANTED : LineFate.WANTED;
      default -> LineFate.UNKNOWN;
    };
  }

  /** A listing that was not made here may have no SKU. */
  private static @Nullable String listing(LineDocument line) {
    String legacy =
        line.variation() == null ? line.listing() : line.listing() + "/" + line.variation();
    return line.sku() == null ? legacy : line.sku();
  }

  /** Where the order's id stands is not documented, so it is looked for. */
  static WebhookNotice notice(byte[] body) {
    JsonNode notice = EbayDocuments.JSON.read(body, JsonNode.class);
    Optional<String> id = notice.at("/notification/notificationId").asStringOpt();
    return new WebhookNotice(
        id.orElseGet(() -> UUID.nameUUIDFromBytes(body).toString()),
        notice.at("/metadata/topic").asString(""),
        Json.texts(notice.at("/notification/data"), "orderId"),
        List.of());
  }
}
