package dev.onhand.server.orders;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.imports.OrderText;
import dev.onhand.engine.orders.Destinations;
import dev.onhand.engine.orders.Orders;
import dev.onhand.server.orders.OrderRequests.BatchOrder;
import dev.onhand.server.web.FieldError;
import dev.onhand.server.web.JsonProblems;
import dev.onhand.server.web.ProblemException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Orders in lines of JSON, in the form of those of a batch. */
final class OrderJson implements OrderText {

  private final JsonMapper json;
  private final Destinations destinations;

  OrderJson(JsonMapper json, Destinations destinations) {
    this.json = json;
    this.destinations = destinations;
  }

  @Override
  public Orders.Delivery read(SellerId seller, String text, Instant now) {
    try {
      BatchOrder order = json.readValue(text, BatchOrder.class);
      if (order == null) {
        throw ProblemException.invalid("", "an order must be an object in { }");
      }
      return order.delivery(
          now, (country, postcode) -> destinations.find(seller, country, postcode));
    } catch (JacksonException e) {
      throw malformed(text, JsonProblems.of(e));
    } catch (ProblemException e) {
      throw malformed(text, e);
    }
  }

  private MalformedException malformed(String text, ProblemException problem) {
    List<FieldError> errors = problem.errors();
    return new MalformedException(
        named(text),
        errors.isEmpty()
            ? List.of(new Fault("", code(FieldError.INVALID), problem.detail()))
            : errors.stream()
                .map(error -> new Fault(error.pointer(), code(error.code()), error.detail()))
                .toList());
  }

  /** How a wrong order is called, where at least that can be read. */
  private @Nullable String named(String text) {
    try {
      JsonNode order = json.readTree(text);
      JsonNode channel = order.path("channel");
      JsonNode id = order.path("external_id");
      return channel.isString() && id.isString() ? channel.asString() + "/" + id.asString() : null;
    } catch (JacksonException e) {
      return null;
    }
  }

  /** In the words of reports of imports. */
  private static String code(String code) {
    return switch (code) {
      case FieldError.MISSING -> "missing_value";
      case FieldError.UNKNOWN -> "unknown_field";
      default -> "invalid_value";
    };
  }
}
