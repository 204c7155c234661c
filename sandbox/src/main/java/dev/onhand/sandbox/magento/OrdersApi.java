package dev.onhand.sandbox.magento;

import dev.onhand.sandbox.Fault;
import dev.onhand.sandbox.Purpose;
import dev.onhand.sandbox.Site;
import dev.onhand.sandbox.Work;
import dev.onhand.sandbox.magento.Search.Columns;
import dev.onhand.sandbox.shop.Order;
import dev.onhand.sandbox.wire.Request;
import dev.onhand.sandbox.wire.Response;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import tools.jackson.databind.node.ObjectNode;

/** {@code orders}, {@code shipments} and {@code creditmemos}. */
final class OrdersApi {
  private static final Columns<Order> COLUMNS =
      field ->
          switch (field) {
            case "entity_id" -> Order::number;
            case "increment_id" -> OrderDocuments::incrementId;
            case "state", "status" -> OrderDocuments::state;
            case "created_at" -> order -> Times.second(order.createdAt());
            case "updated_at" -> order -> Times.second(order.updatedAt());
            case "store_id" -> _ -> 1L;
            default -> throw Pages.noField(field);
          };

  private static final Columns<ObjectNode> BELOW_ORDER =
      field ->
          row ->
              row.path(field).isNumber()
                  ? row.path(field).longValue()
                  : row.path(field).asString("");

  private final Site site;
  private final Pages pages;
  private final OrderDocuments documents;

  OrdersApi(Site site, Pages pages, Predicate<String> isConfigurable) {
    this.site = site;
    this.pages = pages;
    this.documents = new OrderDocuments(isConfigurable);
  }

  /** Empty if there is no such path. */
  Optional<Work> route(String resource, List<String> below, Request request) {
    if (resource.equals("orders") && below.size() == 1) {
      return Optional.of(Work.reading(Purpose.ORDER_READ, () -> one(below.getFirst())));
    }
    if (!below.isEmpty()) {
      return Optional.empty();
    }
    return switch (resource) {
      case "orders" -> Optional.of(Work.reading(Purpose.ORDER_POLL, () -> page(request)));
      case "shipments" ->
          Optional.of(Work.reading(Purpose.ORDER_READ, () -> parts(request, documents::shipments)));
      case "creditmemos" ->
          Optional.of(
              Work.reading(Purpose.ORDER_READ, () -> parts(request, documents::creditMemos)));
      default -> Optional.empty();
    };
  }

  private Response page(Request request) {
    Search search = pages.search(request);
    List<Order> matching =
        site.orders(() -> search.matching(site.shop().orders(), COLUMNS), search.offset());
    return pages.page(request, Purpose.ORDER_POLL, search, matching, this::document);
  }

  private Response one(String id) {
    return site.shop()
        .order(id)
        .map(order -> site.json(Purpose.ORDER_READ, 200, document(order)))
        .orElseGet(
            () ->
                Errors.of(
                    404,
                    "The entity that was requested doesn't exist. Verify the entity and try again."));
  }

  private Response parts(Request request, Function<Order, List<ObjectNode>> parts) {
    List<ObjectNode> rows =
        site.shop().orders().stream().flatMap(order -> parts.apply(order).stream()).toList();
    return pages.page(request, Purpose.ORDER_READ, rows, BELOW_ORDER, it -> it);
  }

  private ObjectNode document(Order order) {
    return documents.of(order, site.faults().fires(Fault.UNKNOWN_STATUS, Purpose.ORDER_POLL));
  }
}
