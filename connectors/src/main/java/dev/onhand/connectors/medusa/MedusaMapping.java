package dev.onhand.connectors.medusa;

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
import dev.onhand.connector.http.HttpReply;
import dev.onhand.connectors.medusa.MedusaDocuments.AddressDocument;
import dev.onhand.connectors.medusa.MedusaDocuments.BatchDocument;
import dev.onhand.connectors.medusa.MedusaDocuments.ErrorDocument;
import dev.onhand.connectors.medusa.MedusaDocuments.EventDocument;
import dev.onhand.connectors.medusa.MedusaDocuments.ItemDocument;
import dev.onhand.connectors.medusa.MedusaDocuments.ItemsDocument;
import dev.onhand.connectors.medusa.MedusaDocuments.LevelDocument;
import dev.onhand.connectors.medusa.MedusaDocuments.LineDocument;
import dev.onhand.connectors.medusa.MedusaDocuments.OrderDocument;
import dev.onhand.connectors.medusa.MedusaDocuments.OrdersDocument;
import dev.onhand.connectors.medusa.MedusaDocuments.RowDocument;
import dev.onhand.model.Effect;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the documents mean, for one stock location. */
final class MedusaMapping {

  /**
   * What an order's status means for the units that are not fulfilled. An order may be completed by
   * hand while units are open: it is still to be sent.
   */
  static final Map<String, Effect> STATUSES =
      Map.of(
          "pending", Effect.RESERVE,
          "completed", Effect.RESERVE,
          "archived", Effect.RESERVE,
          "requires_action", Effect.RESERVE,
          "canceled", Effect.RELEASE,
          "draft", Effect.IGNORE);

  private static final String EVENT_HEADER = "x-medusa-event";

  private final String location;

  MedusaMapping(String location) {
    this.location = location;
  }

  /** The inventory item that a listing is. */
  String item(ListingRef listing) {
    String id = listing.externalId();
    return id.endsWith("@" + location) ? id.substring(0, id.lastIndexOf('@')) : id;
  }

  ListingPage listings(ItemsDocument document, long offset) {
    long end = offset + document.items().size();
    boolean isLast = document.items().isEmpty() || end >= document.count();
    return new ListingPage(
        document.items().stream().map(this::listing).toList(),
        isLast ? null : new Cursor(Long.toString(end)));
  }

  RemoteListing listing(ItemDocument document) {
    return new RemoteListing(
        new ListingRef(document.id() + "@" + location, document.sku()),
        List.of(document.id()),
        null,
        Optional.ofNullable(document.title()).orElse(""),
        null,
        RemoteListing.State.ACTIVE,
        level(document).map(level -> whole(level.available())).orElse(0L));
  }

  private Optional<LevelDocument> level(ItemDocument item) {
    return item.levels().stream().filter(level -> level.location().equals(location)).findFirst();
  }

  /** Half a unit cannot be sold. */
  private static long whole(BigDecimal quantity) {
    return quantity.setScale(0, RoundingMode.FLOOR).longValueExact();
  }

  /** What to set for the updates whose items are there: what may be sold and what is reserved. */
  BatchDocument batch(List<QuantityUpdate> updates, List<ItemDocument> items) {
    Map<String, ItemDocument> byId =
        items.stream().collect(Collectors.toMap(ItemDocument::id, Function.identity()));
    BatchDocument batch = new BatchDocument(new ArrayList<>(), new ArrayList<>());
    for (QuantityUpdate update : updates) {
      ItemDocument item = byId.get(item(update.listing()));
      if (item != null) {
        Optional<LevelDocument> level = level(item);
        BigDecimal reserved = level.map(LevelDocument::reserved).orElse(BigDecimal.ZERO);
        BigDecimal stocked = BigDecimal.valueOf(update.quantity()).add(reserved);
        (level.isPresent() ? batch.update() : batch.create())
            .add(new RowDocument(item.id(), location, stocked.max(BigDecimal.ZERO)));
      }
    }
    return batch;
  }

  /**
   * @param items those that are there
   * @param levels as the shop answered
   */
  List<PushOutcome> outcomes(
      List<QuantityUpdate> updates, List<ItemDocument> items, List<LevelDocument> levels) {
    Map<String, LevelDocument> byItem =
        levels.stream()
            .filter(level -> level.location().equals(location))
            .collect(Collectors.toMap(LevelDocument::item, Function.identity()));
    Set<String> known = items.stream().map(ItemDocument::id).collect(Collectors.toSet());
    return updates.stream()
        .map(update -> item(update.listing()))
        .map(item -> outcome(known.contains(item), byItem.get(item)))
        .toList();
  }

  private static PushOutcome outcome(boolean isKnown, @Nullable LevelDocument level) {
    if (!isKnown) {
      return new PushOutcome.Refused(
          Refusal.UNKNOWN_LISTING, "the shop has no such inventory item");
    }
    return level == null
        ? new PushOutcome.Unconfirmed(null)
        : new PushOutcome.Applied(whole(level.available()));
  }

  static PushOutcome refused(HttpReply reply) {
    ErrorDocument error = MedusaDocuments.JSON.read(reply, ErrorDocument.class);
    return new PushOutcome.Refused(
        reply.status() == 404 ? Refusal.UNKNOWN_LISTING : Refusal.OTHER,
        Optional.ofNullable(error.message()).orElse(reply.toString()));
  }

  static OrderPage orders(OrdersDocument document, OrdersFrom from) {
    List<OrderDocument> orders = document.orders();
    boolean isLast = orders.size() < MedusaApi.ORDERS_PER_PAGE;
    return new OrderPage(
        orders.stream().map(MedusaMapping::order).toList(),
        isLast ? null : from.next(orders.getLast().updatedAt(), orders.size()),
        document.count() == null
            ? null
            : Math.max(0, document.count() - from.offset() - orders.size()));
  }

  static RemoteOrder order(OrderDocument document) {
    Optional<AddressDocument> address = Optional.ofNullable(document.shippingAddress());
    return new RemoteOrder(
        document.id(),
        document.status(),
        document.createdAt(),
        document.updatedAt(),
        null,
        document.items().stream().map(MedusaMapping::line).toList(),
        address
            .map(AddressDocument::country)
            .map(code -> code.toUpperCase(Locale.ROOT))
            .filter(code -> code.matches("[A-Z]{2}"))
            .orElse(null),
        address.map(AddressDocument::postcode).orElse(null));
  }

  /**
   * Medusa takes units out of its stock when they are packed: they count as shipped then. Those
   * that are received back are in its stock again; what it dismissed then is not, and not told.
   */
  private static RemoteOrder.Line line(LineDocument document) {
    return new RemoteOrder.Line(
        document.id(),
        null,
        document.sku(),
        null,
        document.detail().quantity().setScale(0, RoundingMode.CEILING).longValueExact(),
        0,
        whole(document.detail().fulfilled()),
        Optional.ofNullable(document.detail().returned()).map(MedusaMapping::whole).orElse(0L),
        null);
  }

  /** A subscriber posts the id of what happened, and the event's name in a header. */
  static WebhookNotice notice(String delivery, WebhookRequest request) {
    String topic = request.header(EVENT_HEADER).orElse("");
    return new WebhookNotice(
        delivery,
        topic,
        topic.startsWith("order.")
            ? List.of(MedusaDocuments.JSON.read(request.body(), EventDocument.class).id())
            : List.of(),
        List.of());
  }
}
