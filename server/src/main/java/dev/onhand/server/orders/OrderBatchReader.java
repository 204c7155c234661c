package dev.onhand.server.orders;

import dev.onhand.server.orders.OrderRequests.BatchOrder;
import dev.onhand.server.orders.OrderRequests.OrderBatch;
import dev.onhand.server.web.FieldError;
import dev.onhand.server.web.JsonProblems;
import dev.onhand.server.web.ProblemException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ValueDeserializer;

/** Reads a batch order by order, so that one malformed order does not refuse the others. */
final class OrderBatchReader extends ValueDeserializer<OrderBatch> {

  @Override
  public OrderBatch deserialize(JsonParser json, DeserializationContext context) {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      throw ProblemException.invalid("", "The body must be an object in { }");
    }
    List<@Nullable BatchOrder> orders = new ArrayList<>();
    Map<Integer, ProblemException> malformed = new HashMap<>();
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String field = json.currentName();
      json.nextToken();
      if (!field.equals("orders")) {
        throw ProblemException.invalid(List.of(FieldError.unknown("", field)));
      }
      read(json, context, orders, malformed);
    }
    if (orders.isEmpty()) {
      throw ProblemException.invalid(
          "/orders", "orders must hold 1 to %d orders".formatted(OrderRequests.ORDERS_MAX));
    }
    return new OrderBatch(orders, malformed);
  }

  private static void read(
      JsonParser json,
      DeserializationContext context,
      List<@Nullable BatchOrder> orders,
      Map<Integer, ProblemException> malformed) {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      throw ProblemException.invalid("/orders", "orders must be a list in [ ]");
    }
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (orders.size() == OrderRequests.ORDERS_MAX) {
        throw ProblemException.invalid(
            "/orders",
            "orders must hold at most %d orders; send the rest in another request"
                .formatted(OrderRequests.ORDERS_MAX));
      }
      JsonNode tree = context.readTree(json);
      try {
        if (!tree.isObject()) {
          throw ProblemException.invalid("", "an order must be an object in { }");
        }
        orders.add(context.readTreeAsValue(tree, BatchOrder.class));
      } catch (DatabindException e) {
        malformed.put(orders.size(), JsonProblems.of(e));
        orders.add(null);
      } catch (ProblemException e) {
        malformed.put(orders.size(), e);
        orders.add(null);
      }
    }
  }
}
