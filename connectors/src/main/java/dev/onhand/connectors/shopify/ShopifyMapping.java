package dev.onhand.connectors.shopify;

import dev.onhand.connector.Cause;
import dev.onhand.connector.Cursor;
import dev.onhand.connector.ForgedWebhookException;
import dev.onhand.connector.ListingPage;
import dev.onhand.connector.ListingRef;
import dev.onhand.connector.PushOutcome;
import dev.onhand.connector.PushOutcome.Applied;
import dev.onhand.connector.PushOutcome.Deferred;
import dev.onhand.connector.PushOutcome.Refused;
import dev.onhand.connector.QuantityUpdate;
import dev.onhand.connector.Refusal;
import dev.onhand.connector.RemoteListing;
import dev.onhand.connector.RemoteListing.State;
import dev.onhand.connector.RemoteOrder;
import dev.onhand.connector.SignedBody;
import dev.onhand.connector.WebhookNotice;
import dev.onhand.connector.WebhookRequest;
import dev.onhand.connector.json.Graphql.Connection;
import dev.onhand.connectors.shopify.ShopifyDocuments.ChangeDocument;
import dev.onhand.connectors.shopify.ShopifyDocuments.HookDocument;
import dev.onhand.connectors.shopify.ShopifyDocuments.IdDocument;
import dev.onhand.connectors.shopify.ShopifyDocuments.ItemDocument;
import dev.onhand.connectors.shopify.ShopifyDocuments.LineDocument;
import dev.onhand.connectors.shopify.ShopifyDocuments.OrderDocument;
import dev.onhand.connectors.shopify.ShopifyDocuments.OrderedDocument;
import dev.onhand.connectors.shopify.ShopifyDocuments.ProductDocument;
import dev.onhand.connectors.shopify.ShopifyDocuments.QuantityDocument;
import dev.onhand.connectors.shopify.ShopifyDocuments.RefundLineDocument;
import dev.onhand.connectors.shopify.ShopifyDocuments.SetDocument;
import dev.onhand.connectors.shopify.ShopifyDocuments.UserErrorDocument;
import dev.onhand.connectors.shopify.ShopifyDocuments.VariantDocument;
import dev.onhand.model.Effect;
import dev.onhand.model.Secret;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What the documents mean. */
final class ShopifyMapping {

  /** What orders are called that Shopify has no status for. */
  private static final String CANCELLED = "CANCELLED";

  private static final String TEST = "TEST";
  private static final String NOT_REQUIRED = "FULFILLMENT_NOT_REQUIRED";

  /** What an order's status means for the units that are not packed. */
  static final Map<String, Effect> STATUSES =
      Map.ofEntries(
          Map.entry("unfulfilled", Effect.RESERVE),
          Map.entry("open", Effect.RESERVE),
          Map.entry("in_progress", Effect.RESERVE),
          Map.entry("pending_fulfillment", Effect.RESERVE),
          Map.entry("scheduled", Effect.RESERVE),
          Map.entry("on_hold", Effect.RESERVE),
          Map.entry("request_declined", Effect.RESERVE),
          Map.entry("partially_fulfilled", Effect.RESERVE),
          Map.entry("fulfilled", Effect.FULFIL),
          Map.entry("restocked", Effect.RELEASE),
          Map.entry("fulfillment_not_required", Effect.IGNORE),
          Map.entry("cancelled", Effect.RELEASE),
          Map.entry("test", Effect.IGNORE));

  /** As many refunds of an order as are asked for: there may be more. */
  private static final int REFUNDS_MAX = 10;

  private static final Duration BUSY_WAIT = Duration.ofSeconds(5);
  private static final String ITEM = "gid://shopify/InventoryItem/";
  private static final String ORDER = "gid://shopify/Order/";

  private ShopifyMapping() {}

  /** The next page begins behind this one's last item. */
  static ListingPage listings(Connection<ItemDocument> page) {
    List<RemoteListing> listings = page.nodes().stream().map(ShopifyMapping::listing).toList();
    return new ListingPage(
        listings,
        page.pageInfo().hasNextPage() ? behind(listings.getLast().ref().externalId()) : null);
  }

  private static Cursor behind(String item) {
    return Cursor.of(Long.parseLong(item.substring(ITEM.length())));
  }

  /** What Shopify does not count, and what is not stocked at the location, has no number. */
  static RemoteListing listing(ItemDocument item) {
    Optional<VariantDocument> variant = Optional.ofNullable(item.variant());
    Optional<Long> available =
        Optional.ofNullable(item.inventoryLevel()).stream()
            .flatMap(level -> level.quantities().stream())
            .filter(it -> it.name().equals("available"))
            .map(QuantityDocument::quantity)
            .findFirst();
    return new RemoteListing(
        new ListingRef(item.id(), item.sku()),
        variant.map(VariantDocument::displayName).orElse(null),
        state(item, variant.map(VariantDocument::product).map(ProductDocument::status)),
        item.tracked() ? available.orElse(null) : null);
  }

  private static State state(ItemDocument item, Optional<String> status) {
    if (item.inventoryLevel() == null) {
      return State.INCOMPLETE;
    }
    return switch (status.orElse("")) {
      case "ACTIVE", "UNLISTED" -> State.ACTIVE;
      case "ARCHIVED" -> State.ENDED;
      default -> State.PAUSED;
    };
  }

  /** What was so already is not among the changes. */
  static List<PushOutcome> applied(List<QuantityUpdate> updates, SetDocument done) {
    Map<String, ChangeDocument> changes = new HashMap<>();
    for (ChangeDocument change : done.changes()) {
      if ("available".equals(change.name()) && change.item() != null) {
        changes.put(change.item().id(), change);
      }
    }
    return updates.stream()
        .map(update -> applied(update, changes.get(update.listing().externalId())))
        .toList();
  }

  private static PushOutcome applied(QuantityUpdate update, @Nullable ChangeDocument change) {
    if (change != null && change.item() != null && Boolean.FALSE.equals(change.item().tracked())) {
      return new Refused(
          Refusal.NOT_EDITABLE,
          "Shopify does not track this item's quantity: turn it on for the product");
    }
    return new Applied(
        change == null || change.quantityAfterChange() == null
            ? update.quantity()
            : change.quantityAfterChange());
  }

  /** By the number of the update. An error that names none is about those of which none is told. */
  static Map<Integer, PushOutcome> refused(int size, List<UserErrorDocument> errors) {
    Map<Integer, PushOutcome> refused = new HashMap<>();
    errors.forEach(
        error -> named(error, size).ifPresent(one -> refused.putIfAbsent(one, outcome(error))));
    errors.stream()
        .filter(error -> named(error, size).isEmpty())
        .forEach(
            error -> IntStream.range(0, size).forEach(i -> refused.putIfAbsent(i, outcome(error))));
    return refused;
  }

  private static Optional<Integer> named(UserErrorDocument error, int size) {
    return Optional.ofNullable(error.field())
        .filter(field -> field.size() > 2 && field.get(2).matches("\\d{1,4}"))
        .map(field -> Integer.parseInt(field.get(2)))
        .filter(update -> update < size);
  }

  private static PushOutcome outcome(UserErrorDocument error) {
    String code = Objects.requireNonNullElse(error.code(), "");
    String said = "%s: %s".formatted(code, error.message());
    return switch (code) {
      case "IDEMPOTENCY_CONCURRENT_REQUEST" -> new Deferred(Cause.UNAVAILABLE, BUSY_WAIT, said);
      case "CHANGE_FROM_QUANTITY_STALE" -> new Refused(Refusal.STALE_EXPECTATION, said);
      case "INVALID_INVENTORY_ITEM" -> new Refused(Refusal.UNKNOWN_LISTING, said);
      case "ITEM_NOT_STOCKED_AT_LOCATION" ->
          new Refused(Refusal.NOT_EDITABLE, said + " Stock it at the location, in Shopify, first");
      case "NON_MUTABLE_INVENTORY_ITEM" -> new Refused(Refusal.NOT_EDITABLE, said);
      case "INVALID_QUANTITY_TOO_HIGH", "INVALID_QUANTITY_TOO_LOW", "INVALID_QUANTITY_NEGATIVE" ->
          new Refused(Refusal.BAD_QUANTITY, said);
      default -> new Refused(Refusal.OTHER, said);
    };
  }

  /**
   * @param lines all that it has
   */
  static RemoteOrder order(OrderDocument document, List<LineDocument> lines) {
    String status = status(document);
    return new RemoteOrder(
        document.id(),
        status,
        document.createdAt(),
        document.updatedAt(),
        lines.stream().map(line -> line(line, document, status)).toList());
  }

  /** Of which not all was read, nothing is concluded: such a status is not known, and reported. */
  private static String status(OrderDocument document) {
    if (document.refunds().size() >= REFUNDS_MAX
        || document.refunds().stream()
            .anyMatch(it -> it.refundLineItems().pageInfo().hasNextPage())) {
      return "with more refunds than are read";
    }
    if (Boolean.TRUE.equals(document.test())) {
      return TEST;
    }
    return document.cancelledAt() != null
        ? CANCELLED
        : Objects.requireNonNullElse(document.displayFulfillmentStatus(), "no status at all");
  }

  /**
   * Units that a refund did not put back are gone, shipped or not: Shopify does not sell them
   * again. So are those of a cancelled order that no refund tells of.
   */
  private static RemoteOrder.Line line(LineDocument line, OrderDocument order, String status) {
    Map<String, Long> refunded =
        order.refunds().stream()
            .flatMap(it -> it.refundLineItems().nodes().stream())
            .filter(it -> it.lineItem().id().equals(line.id()))
            .collect(
                Collectors.groupingBy(
                    RefundLineDocument::restockType,
                    Collectors.summingLong(RefundLineDocument::quantity)));
    long ofEither = refunded.getOrDefault("LEGACY_RESTOCK", 0L);
    boolean isFulfilled = status.equals("FULFILLED");
    long putBack = refunded.getOrDefault("CANCEL", 0L) + (isFulfilled ? 0 : ofEither);
    long removed = line.quantity() - line.currentQuantity();
    long edited = removed - refunded.values().stream().mapToLong(Long::longValue).sum();
    long cancelled = putBack + (status.equals(CANCELLED) ? 0 : Math.max(0, edited));
    long open = status.equals(CANCELLED) ? 0 : line.unfulfilledQuantity();
    boolean isNoneOfOurs = status.equals(TEST) || status.equals(NOT_REQUIRED);
    long shipped = isNoneOfOurs ? 0 : Math.max(0, line.quantity() - open - cancelled);
    long putBackAfter = refunded.getOrDefault("RETURN", 0L) + (isFulfilled ? ofEither : 0);
    return new RemoteOrder.Line(
        line.id(),
        Optional.ofNullable(line.variant())
            .map(OrderedDocument::inventoryItem)
            .map(IdDocument::id)
            .orElse(null),
        line.sku(),
        null,
        line.quantity(),
        isNoneOfOurs ? line.quantity() : cancelled,
        shipped,
        Math.min(shipped, putBackAfter),
        null);
  }

  /**
   * A call is proved by its raw bytes; what it says is a hint, and what it is about is read anew.
   *
   * @throws ForgedWebhookException if it is not
   */
  static WebhookNotice notice(Optional<Secret> secret, WebhookRequest request) {
    SignedBody.check(secret, "X-Shopify-Hmac-SHA256", request);
    HookDocument hook = ShopifyDocuments.JSON.read(request.body(), HookDocument.class);
    return new WebhookNotice(
        SignedBody.delivery("X-Shopify-Webhook-Id", request),
        request.header("X-Shopify-Topic").orElse(""),
        Optional.ofNullable(hook.id()).filter(it -> it.startsWith(ORDER)).stream().toList(),
        Optional.ofNullable(hook.item()).map(it -> ITEM + it).stream().toList());
  }
}
