package dev.onhand.connectors.magento;

import dev.onhand.connector.Cursor;
import dev.onhand.connector.ListingRef;
import dev.onhand.connector.OrderPage;
import dev.onhand.connector.PageSince;
import dev.onhand.connector.PushOutcome;
import dev.onhand.connector.Refusal;
import dev.onhand.connector.RemoteListing;
import dev.onhand.connector.RemoteOrder;
import dev.onhand.connector.http.HttpReply;
import dev.onhand.connectors.magento.MagentoDocuments.ErrorDocument;
import dev.onhand.connectors.magento.MagentoDocuments.ItemDocument;
import dev.onhand.connectors.magento.MagentoDocuments.OrderDocument;
import dev.onhand.connectors.magento.MagentoDocuments.OrdersDocument;
import dev.onhand.connectors.magento.MagentoDocuments.ProductDocument;
import dev.onhand.model.Effect;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What the documents mean. */
final class MagentoMapping {

  /** What an order's state means for open units; a shop's own names for it do not count. */
  static final Map<String, Effect> STATUSES =
      Map.of(
          "new", Effect.RESERVE,
          "pending_payment", Effect.RESERVE,
          "payment_review", Effect.RESERVE,
          "processing", Effect.RESERVE,
          "holded", Effect.RESERVE,
          "complete", Effect.FULFIL,
          "closed", Effect.RELEASE,
          "canceled", Effect.RELEASE);

  private MagentoMapping() {}

  /** A page past the end shows the last one again: only the count tells where it is. */
  static @Nullable Cursor next(int page, long totalCount) {
    return (long) page * MagentoApi.PAGE_SIZE < totalCount ? Cursor.of(page + 1) : null;
  }

  static RemoteListing listing(ProductDocument product, long quantity) {
    return new RemoteListing(
        new ListingRef(product.sku(), product.sku()),
        product.name(),
        product.status() != null && product.status() == 1
            ? RemoteListing.State.ACTIVE
            : RemoteListing.State.PAUSED,
        quantity);
  }

  /** Half a unit cannot be sold. */
  static long whole(BigDecimal quantity) {
    return quantity.setScale(0, RoundingMode.FLOOR).longValueExact();
  }

  static PushOutcome refused(HttpReply reply) {
    ErrorDocument error = MagentoDocuments.JSON.read(reply, ErrorDocument.class);
    return new PushOutcome.Refused(
        reply.status() == 404 ? Refusal.UNKNOWN_LISTING : Refusal.OTHER, message(error));
  }

  /** The message with its holes filled: %name by name, %1 by place. */
  static String message(ErrorDocument error) {
    String message = Optional.ofNullable(error.message()).orElse("refused without a word");
    JsonNode parameters = error.parameters();
    if (parameters == null) {
      return message;
    }
    for (Map.Entry<String, JsonNode> each : parameters.properties()) {
      message = message.replace("%" + each.getKey(), each.getValue().asString(""));
    }
    for (int i = parameters.isArray() ? parameters.size() : 0; i > 0; i--) {
      message = message.replace("%" + i, parameters.get(i - 1).asString(""));
    }
    return message;
  }

  static OrderPage orders(OrdersDocument document, PageSince from) {
    List<OrderDocument> orders = document.items();
    boolean isLast = (long) from.page() * MagentoApi.PAGE_SIZE >= document.totalCount();
    return new OrderPage(
        orders.stream().map(MagentoMapping::order).toList(),
        isLast || orders.isEmpty()
            ? null
            : from.next(orders.getLast().updatedAt().toInstant(ZoneOffset.UTC)),
        Math.max(0, document.totalCount() - (long) from.page() * MagentoApi.PAGE_SIZE));
  }

  static RemoteOrder order(OrderDocument document) {
    Map<Long, ItemDocument> byId =
        document.items().stream().collect(Collectors.toMap(ItemDocument::id, item -> item));
    return new RemoteOrder(
        Long.toString(document.id()),
        document.state(),
        document.createdAt().toInstant(ZoneOffset.UTC),
        document.updatedAt().toInstant(ZoneOffset.UTC),
        null,
        document.items().stream()
            .filter(item -> counts(item, byId))
            .map(item -> line(item, isOver(document.state())))
            .toList(),
        null,
        null);
  }

  /** A configurable product counts and its child does not; a bundle's children count. */
  private static boolean counts(ItemDocument item, Map<Long, ItemDocument> byId) {
    ItemDocument parent = item.parent() == null ? null : byId.get(item.parent());
    boolean isChild = parent != null && "configurable".equals(parent.type());
    return !isChild && !"bundle".equals(item.type());
  }

  private static boolean isOver(String state) {
    return state.equals("closed") || state.equals("canceled");
  }

  /**
   * What is shipped and then paid back is not cancelled: it counts once. A virtual product is never
   * shipped; it is gone when it is invoiced.
   */
  private static RemoteOrder.Line line(ItemDocument item, boolean isOver) {
    boolean isVirtual = item.virtual() != null && item.virtual() == 1;
    BigDecimal shipped = orZero(isVirtual ? item.invoiced() : item.shipped());
    BigDecimal open =
        isOver
            ? BigDecimal.ZERO
            : item.ordered()
                .subtract(orZero(item.canceled()))
                .subtract(shipped.max(orZero(item.refunded())))
                .max(BigDecimal.ZERO);
    long units = item.ordered().setScale(0, RoundingMode.CEILING).longValueExact();
    long gone = Math.min(units, whole(shipped));
    long wanted = open.setScale(0, RoundingMode.CEILING).longValueExact();
    return RemoteOrder.Line.of(Long.toString(item.id()), item.sku(), item.sku(), units)
        .with(Math.max(0, units - gone - wanted), gone);
  }

  private static BigDecimal orZero(@Nullable BigDecimal quantity) {
    return quantity == null ? BigDecimal.ZERO : quantity;
  }
}
