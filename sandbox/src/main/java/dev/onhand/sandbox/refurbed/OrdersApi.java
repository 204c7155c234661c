package dev.onhand.sandbox.refurbed;

import dev.onhand.sandbox.Fault;
import dev.onhand.sandbox.Json;
import dev.onhand.sandbox.Purpose;
import dev.onhand.sandbox.Site;
import dev.onhand.sandbox.shop.Order;
import dev.onhand.sandbox.shop.Order.Payment;
import dev.onhand.sandbox.wire.Response;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code OrderService}. It shows what was released to the merchant: orders that are paid. */
final class OrdersApi {
  private final Site site;

  OrdersApi(Site site) {
    this.site = site;
  }

  Response list(JsonNode body) {
    Pages pages = Pages.of(body);
    JsonNode filter = Fields.message(body, "filter");
    Released released = Released.of(Fields.message(filter, "released_at"));
    JsonNode state = Fields.message(filter, "state");
    List<Long> ids = Fields.int64s(Fields.message(filter, "id"), "any_of");
    List<String> states = Fields.texts(state, "any_of");
    List<String> otherStates = Fields.texts(state, "none_of");
    List<Order> wanted =
        site.shop().orders().stream()
            .filter(order -> order.payment() == Payment.PAID)
            .filter(order -> ids.isEmpty() || ids.contains(order.number()))
            .filter(order -> released.contains(OrderDocuments.releasedAt(order)))
            .filter(order -> states.isEmpty() || states.contains(OrderDocuments.state(order)))
            .filter(order -> !otherStates.contains(OrderDocuments.state(order)))
            .toList();
    Pages.Page<Order> page = pages.of(wanted, Order::number);
    ObjectNode answer = Json.object();
    ArrayNode orders = answer.putArray("orders");
    page.rows().forEach(order -> orders.add(document(order)));
    if (page.hasMore()) {
      answer.put("has_more", true);
    }
    return site.json(Purpose.ORDER_POLL, 200, answer);
  }

  Response get(JsonNode body) {
    Order order =
        Fields.int64(body, "id")
            .flatMap(id -> site.shop().order(Long.toString(id)))
            .filter(it -> it.payment() == Payment.PAID)
            .orElseThrow(() -> new WrongCallException(Code.NOT_FOUND, "order not found"));
    ObjectNode answer = Json.object();
    answer.set("order", document(order));
    return site.json(Purpose.ORDER_READ, 200, answer);
  }

  private ObjectNode document(Order order) {
    return OrderDocuments.document(
        order, site.faults().fires(Fault.UNKNOWN_STATUS, Purpose.ORDER_POLL));
  }

  /** Between when an order must have been released. */
  private record Released(
      Optional<Instant> gt, Optional<Instant> ge, Optional<Instant> le, Optional<Instant> lt) {

    static Released of(JsonNode filter) {
      return new Released(
          Fields.time(filter, "gt"),
          Fields.time(filter, "ge"),
          Fields.time(filter, "le"),
          Fields.time(filter, "lt"));
    }

    boolean contains(Instant at) {
      return (gt.isEmpty() || at.isAfter(gt.get()))
          && (ge.isEmpty() || !at.isBefore(ge.get()))
          && (le.isEmpty() || !at.isAfter(le.get()))
          && (lt.isEmpty() || at.isBefore(lt.get()));
    }
  }
}
