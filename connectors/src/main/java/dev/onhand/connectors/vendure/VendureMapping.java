package dev.onhand.connectors.vendure;

import dev.onhand.connector.Cursor;
import dev.onhand.connector.ListingPage;
import dev.onhand.connector.ListingRef;
import dev.onhand.connector.OrderPage;
import dev.onhand.connector.PushOutcome;
import dev.onhand.connector.QuantityUpdate;
import dev.onhand.connector.Refusal;
import dev.onhand.connector.RemoteListing;
import dev.onhand.connector.RemoteOrder;
import dev.onhand.connector.WebhookNotice;
import dev.onhand.connector.WebhookRequest;
import dev.onhand.connector.json.Graphql.GraphqlError;
import dev.onhand.connectors.vendure.VendureDocuments.EventDocument;
import dev.onhand.connectors.vendure.VendureDocuments.LevelDocument;
import dev.onhand.connectors.vendure.VendureDocuments.LineDocument;
import dev.onhand.connectors.vendure.VendureDocuments.OrderDocument;
import dev.onhand.connectors.vendure.VendureDocuments.OrderedVariantDocument;
import dev.onhand.connectors.vendure.VendureDocuments.OrdersDocument;
import dev.onhand.connectors.vendure.VendureDocuments.PartDocument;
import dev.onhand.connectors.vendure.VendureDocuments.VariantDocument;
import dev.onhand.connectors.vendure.VendureDocuments.VariantsDocument;
import dev.onhand.model.Effect;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the documents mean, for one stock location. */
final class VendureMapping {

  /** What an order's state means for the units that are not in a parcel. */
  static final Map<String, Effect> STATUSES =
      Map.ofEntries(
          Map.entry("created", Effect.IGNORE),
          Map.entry("draft", Effect.IGNORE),
          Map.entry("addingitems", Effect.IGNORE),
          Map.entry("arrangingpayment", Effect.IGNORE),
          Map.entry("paymentauthorized", Effect.RESERVE),
          Map.entry("paymentsettled", Effect.RESERVE),
          Map.entry("partiallyshipped", Effect.RESERVE),
          Map.entry("shipped", Effect.RESERVE),
          Map.entry("partiallydelivered", Effect.RESERVE),
          Map.entry("delivered", Effect.RESERVE),
          Map.entry("modifying", Effect.RESERVE),
          Map.entry("arrangingadditionalpayment", Effect.RESERVE),
          Map.entry("cancelled", Effect.RELEASE));

  private static final String EVENT_HEADER = "x-vendure-event";

  /** Those of the event bus that say that an order changed. */
  private static final Set<String> ORDER_EVENTS =
      Set.of(
          "OrderPlacedEvent",
          "OrderStateTransitionEvent",
          "FulfillmentStateTransitionEvent",
          "RefundStateTransitionEvent",
          "OrderEvent");

  private final String location;

  VendureMapping(String location) {
    this.location = location;
  }

  /** The variant that a listing is. */
  String variant(ListingRef listing) {
    String id = listing.externalId();
    return id.endsWith("@" + location) ? id.substring(0, id.lastIndexOf('@')) : id;
  }

  ListingPage listings(VariantsDocument document, int skip) {
    int end = skip + document.items().size();
    boolean isLast = document.items().isEmpty() || end >= document.totalItems();
    return new ListingPage(
        document.items().stream().map(this::listing).toList(),
        isLast ? null : new Cursor(Integer.toString(end)));
  }

  RemoteListing listing(VariantDocument document) {
    boolean isTracked = !"FALSE".equals(document.trackInventory());
    return new RemoteListing(
        new ListingRef(document.id() + "@" + location, document.sku()),
        List.of(document.id()),
        null,
        Optional.ofNullable(document.name()).orElse(""),
        null,
        Boolean.FALSE.equals(document.enabled())
            ? RemoteListing.State.PAUSED
            : RemoteListing.State.ACTIVE,
        isTracked ? level(document).map(LevelDocument::available).orElse(0L) : null);
  }

  /** The level appears with the first push; before it there is nothing. */
  private Optional<LevelDocument> level(VariantDocument variant) {
    return variant.stockLevels().stream()
        .filter(level -> level.location().equals(location))
        .findFirst();
  }

  /** What to set for the updates whose variants are there: what may be sold and what is sold. */
  List<Object> input(List<QuantityUpdate> updates, List<VariantDocument> variants) {
    Map<String, VariantDocument> byId = byId(variants);
    List<Object> input = new ArrayList<>();
    for (QuantityUpdate update : updates) {
      VariantDocument variant = byId.get(variant(update.listing()));
      if (variant != null) {
        long allocated = level(variant).map(LevelDocument::allocated).orElse(0L);
        input.add(
            Map.of(
                "id",
                variant.id(),
                "stockLevels",
                List.of(
                    Map.of(
                        "stockLocationId",
                        location,
                        "stockOnHand",
                        Math.max(0, update.quantity() + allocated)))));
      }
    }
    return input;
  }

  /**
   * @param before those that are there
   * @param after as the shop answered
   */
  List<PushOutcome> outcomes(
      List<QuantityUpdate> updates, List<VariantDocument> before, List<VariantDocument> after) {
    Map<String, VariantDocument> known = byId(before);
    Map<String, VariantDocument> changed = byId(after);
    return updates.stream()
        .map(update -> variant(update.listing()))
        .map(id -> outcome(known.containsKey(id), changed.get(id)))
        .toList();
  }

  private PushOutcome outcome(boolean isKnown, @Nullable VariantDocument variant) {
    if (!isKnown) {
      return new PushOutcome.Refused(Refusal.UNKNOWN_LISTING, "the shop has no such variant");
    }
    return Optional.ofNullable(variant)
        .flatMap(this::level)
        .<PushOutcome>map(level -> new PushOutcome.Applied(level.available()))
        .orElseGet(() -> new PushOutcome.Unconfirmed(null));
  }

  private static Map<String, VariantDocument> byId(List<VariantDocument> variants) {
    return variants.stream().collect(Collectors.toMap(VariantDocument::id, Function.identity()));
  }

  static PushOutcome refused(Optional<GraphqlError> error) {
    boolean isUnknown =
        error.map(GraphqlError::code).filter("ENTITY_NOT_FOUND"::equals).isPresent();
    return new PushOutcome.Refused(
        isUnknown ? Refusal.UNKNOWN_LISTING : Refusal.OTHER,
        error.map(GraphqlError::message).orElse("refused without a word"));
  }

  static OrderPage orders(OrdersDocument document, int skip) {
    List<OrderDocument> orders = document.items();
    boolean isLast = orders.size() < VendureApi.ORDERS_PER_PAGE;
    return new OrderPage(
        orders.stream().filter(VendureMapping::isPlaced).map(VendureMapping::order).toList(),
        isLast ? null : new Cursor(Integer.toString(skip + orders.size())));
  }

  /** Carts are not orders yet, and an aggregate is the sum of its sellers' orders. */
  static boolean isPlaced(OrderDocument order) {
    return order.placedAt() != null && !"Aggregate".equals(order.type());
  }

  /** The time of change is none to go by, so it is not handed on. */
  static RemoteOrder order(OrderDocument document) {
    return new RemoteOrder(
        document.id(),
        document.state(),
        Objects.requireNonNull(document.placedAt()),
        null,
        document.lines().stream().map(VendureMapping::line).toList());
  }

  /**
   * Vendure takes units out of its stock when they are packed: they count as shipped then. What a
   * line has lost of its quantity was cancelled as far as it was not packed; the rest came back.
   */
  private static RemoteOrder.Line line(LineDocument document) {
    Optional<OrderedVariantDocument> variant = Optional.ofNullable(document.productVariant());
    long ordered = Math.max(document.orderPlacedQuantity(), document.quantity());
    long packed =
        document.fulfillmentLines().stream()
            .filter(part -> !part.fulfillment().state().equals("Cancelled"))
            .mapToLong(PartDocument::quantity)
            .sum();
    return new RemoteOrder.Line(
        document.id(),
        variant.map(OrderedVariantDocument::id).orElse(null),
        variant.map(OrderedVariantDocument::sku).orElse(null),
        null,
        ordered,
        Math.max(0, ordered - Math.max(document.quantity(), packed)),
        packed,
        Math.max(0, packed - document.quantity()),
        null);
  }

  /** A plugin posts the id of the order that an event of the shop's bus is about. */
  static WebhookNotice notice(String delivery, WebhookRequest request) {
    String topic = request.header(EVENT_HEADER).orElse("");
    return new WebhookNotice(
        delivery,
        topic,
        ORDER_EVENTS.contains(topic)
            ? List.of(VendureDocuments.JSON.read(request.body(), EventDocument.class).id())
            : List.of(),
        List.of());
  }
}
