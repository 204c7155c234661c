package dev.onhand.sandbox.kaufland;

import dev.onhand.sandbox.Fault;
import dev.onhand.sandbox.Json;
import dev.onhand.sandbox.Purpose;
import dev.onhand.sandbox.Site;
import dev.onhand.sandbox.shop.Listing;
import dev.onhand.sandbox.wire.Request;
import dev.onhand.sandbox.wire.Response;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /units}: each listing is a unit on each storefront, with a number of its own. */
final class UnitsApi {
  private static final int BATCH_MAX = 150;

  /** More storefronts than there are. */
  private static final int STOREFRONTS_MAX = 100;

  private final Site site;
  private final List<String> storefronts;

  UnitsApi(Site site, List<String> storefronts) {
    this.site = site;
    this.storefronts = storefronts;
  }

  Response list(Request request) {
    Optional<Pages> pages = Pages.of(request);
    if (pages.isEmpty()) {
      return Problem.VALIDATION_ERROR.response("limit", "must be 1 to 100");
    }
    Optional<String> reference = request.parameter("id_offer");
    List<Listing> wanted =
        site.listings(pages.get().offset()).stream()
            .filter(it -> reference.isEmpty() || it.sku().equals(reference.get()))
            .toList();
    return site.json(
        Purpose.LISTING_READ, 200, pages.get().envelope(wanted, it -> document(request, it)));
  }

  Response one(Request request, String id) {
    return find(request, id)
        .map(it -> shown(Purpose.LISTING_READ, document(request, it)))
        .orElseGet(() -> Problem.NOT_FOUND.response("Unit not found"));
  }

  Response patch(Request request, String id) {
    Optional<Listing> listing = find(request, id);
    if (listing.isEmpty()) {
      return Problem.NOT_FOUND.response("Unit not found");
    }
    Optional<JsonNode> body = Json.read(request.body()).filter(JsonNode::isObject);
    if (body.isEmpty() || !isAmount(body.get())) {
      return Problem.VALIDATION_ERROR.response("amount", "must be a whole number from 0");
    }
    return site.faults().fires(Fault.REFUSED_ITEM, Purpose.PUSH)
        ? Problem.VALIDATION_ERROR.response("amount", "the unit is blocked")
        : shown(Purpose.PUSH, document(request, pushed(listing.get(), body.get())));
  }

  Response bulk(Request request) {
    Optional<JsonNode> body = Json.read(request.body()).filter(JsonNode::isArray);
    if (body.isEmpty()) {
      return Problem.BAD_REQUEST.response("The body is no list.");
    }
    if (body.get().size() > BATCH_MAX) {
      return Problem.TOO_MANY_UNITS.response("At most 150 units.");
    }
    Set<String> ids = new HashSet<>();
    for (JsonNode each : body.get()) {
      if (!each.path("id_unit").isIntegralNumber()) {
        return Problem.VALIDATION_ERROR.response("id_unit", "must be a number");
      }
      if (!ids.add(each.path("id_unit").asString(""))) {
        return Problem.DUPLICATE_UNITS.response("A unit is there twice.");
      }
    }
    ObjectNode answer = Json.object();
    ArrayNode data = answer.putArray("data");
    body.get().forEach(each -> data.add(result(request, each)));
    return site.json(Purpose.PUSH, 207, answer);
  }

  private ObjectNode result(Request request, JsonNode update) {
    JsonNode id = update.path("id_unit");
    ObjectNode result = Json.object();
    result.set("id_unit", id);
    Optional<Listing> listing = find(request, id.asString(""));
    if (listing.isEmpty()) {
      return refused(result, "id_unit", "there is no such unit");
    }
    if (!isAmount(update.path("unit_data"))) {
      return refused(result, "amount", "must be a whole number from 0");
    }
    if (site.faults().fires(Fault.REFUSED_ITEM, Purpose.PUSH)) {
      return refused(result, "amount", "the unit is blocked");
    }
    ObjectNode unit = document(request, pushed(listing.get(), update.path("unit_data")));
    result.put("status_code", 200).set("unit", unit);
    return result;
  }

  private static ObjectNode refused(ObjectNode result, String field, String message) {
    result.put("status_code", 400).put("message", "The update is not valid.");
    result.putArray("errors").addObject().put("field", field).put("message", message);
    return result;
  }

  /** What is not there is not changed. */
  private Listing pushed(Listing listing, JsonNode change) {
    return change.path("amount").isMissingNode()
        ? listing
        : site.push(listing, change.path("amount").intValue());
  }

  private static boolean isAmount(JsonNode change) {
    JsonNode amount = change.path("amount");
    return change.isObject()
        && (amount.isMissingNode()
            || amount.isIntegralNumber() && amount.canConvertToInt() && amount.intValue() >= 0);
  }

  /** A unit of another storefront is not there. */
  private Optional<Listing> find(Request request, String id) {
    if (!id.matches("\\d{1,15}")) {
      return Optional.empty();
    }
    long number = Long.parseLong(id);
    return number % STOREFRONTS_MAX == place(request)
        ? site.shop().find("" + number / STOREFRONTS_MAX)
        : Optional.empty();
  }

  private int place(Request request) {
    return storefronts.indexOf(request.parameter("storefront").orElse(""));
  }

  private Response shown(Purpose purpose, ObjectNode unit) {
    ObjectNode answer = Json.object();
    answer.set("data", unit);
    return site.json(purpose, 200, answer);
  }

  private ObjectNode document(Request request, Listing listing) {
    long cents = new BigDecimal(listing.item().price()).movePointRight(2).longValue();
    ObjectNode unit = Json.object();
    unit.put("id_unit", listing.number() * STOREFRONTS_MAX + place(request));
    unit.put("id_offer", listing.sku());
    unit.put("id_product", 4_000_000 + listing.number());
    unit.put("storefront", request.parameter("storefront").orElse(""));
    unit.put("status", listing.state() == Listing.State.ONLINE ? "AVAILABLE" : "ONHOLD");
    unit.put("amount", listing.quantity());
    unit.put("condition", "NEW");
    unit.put("listing_price", cents).put("minimum_price", cents).put("price", cents);
    unit.put("currency", "EUR");
    unit.put("id_warehouse", 12);
    unit.put("id_shipping_group", 3);
    unit.put("handling_time", 1);
    unit.put("shipping_rate", 390);
    unit.put("transport_time_min", 1).put("transport_time_max", 3);
    unit.putNull("note");
    unit.put("vat_indicator", "standard_rate");
    unit.put("fulfillment_type", "fulfilled_by_merchant");
    unit.put("date_inserted_iso", listing.updatedAt().toString());
    unit.put("date_lastchange_iso", listing.updatedAt().toString());
    if (request.parameter("embedded").orElse("").equals("products")) {
      unit.set("product", Products.of(listing.item(), listing.number(), storefronts.getFirst()));
    }
    return unit;
  }
}
