package dev.onhand.sandbox.magento;

import dev.onhand.sandbox.Fault;
import dev.onhand.sandbox.Json;
import dev.onhand.sandbox.Purpose;
import dev.onhand.sandbox.Site;
import dev.onhand.sandbox.Work;
import dev.onhand.sandbox.magento.Sources.Row;
import dev.onhand.sandbox.shop.Listing;
import dev.onhand.sandbox.wire.Request;
import dev.onhand.sandbox.wire.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Setting of quantities: source items, all or none, and the one stock item. */
final class PushApi {
  private static final int ELEMENTS_MAX = 20;

  private final Site site;
  private final Sources sources;
  private final boolean limitsInput;

  PushApi(Site site, Sources sources, boolean limitsInput) {
    this.site = site;
    this.sources = sources;
    this.limitsInput = limitsInput;
  }

  Work sourceItems(Request request) {
    Optional<JsonNode> body = Json.read(request.body());
    int lines = body.map(it -> it.path("sourceItems").size()).orElse(0);
    return new Work(Purpose.PUSH, lines, () -> set(body.orElseGet(Json::object)));
  }

  private Response set(JsonNode body) {
    if (limitsInput && body.path("sourceItems").size() > ELEMENTS_MAX) {
      return Errors.of(400, "Maximum items of type \"SourceItem\" is " + ELEMENTS_MAX);
    }
    return apply(body).orElseGet(() -> Response.json(200, "[]"));
  }

  /** Sets all source items of a body, or none and says why. */
  Optional<Response> apply(JsonNode body) {
    List<Row> rows = new ArrayList<>();
    for (JsonNode item : body.path("sourceItems")) {
      Optional<Response> refusal = refuse(item);
      if (refusal.isPresent()) {
        return refusal;
      }
      rows.add(
          new Row(
              item.path("sku").asString(""),
              item.path("source_code").asString(""),
              item.path("quantity").intValue(),
              item.path("status").asInt(1)));
    }
    if (rows.isEmpty()) {
      return Optional.of(Errors.of(400, "Input data is empty"));
    }
    rows.forEach(sources::set);
    return Optional.empty();
  }

  /** An unknown SKU is taken. */
  private Optional<Response> refuse(JsonNode item) {
    String sku = item.path("sku").asString("");
    String source = item.path("source_code").asString("");
    JsonNode quantity = item.path("quantity");
    Response refusal = null;
    if (!isWhole(quantity)) {
      refusal =
          Errors.of(
              400,
              "Error occurred during \"quantity\" processing. The \""
                  + quantity.asString("")
                  + "\" value's type is invalid. The \"float\" type was expected."
                  + " Verify and try again.");
    } else if (sku.isEmpty()) {
      refusal = Errors.validation("\"%field\" can not be empty.", "sku");
    } else if (!sku.equals(sku.strip())) {
      refusal = Errors.validation("\"%field\" can not contain leading or trailing spaces.", "sku");
    } else if (source.isEmpty()) {
      refusal = Errors.validation("\"%field\" can not be empty.", "source_code");
    } else if (!Sources.isKnown(source)) {
      refusal = Errors.of(400, "Could not save Source Item");
    } else if (site.faults().fires(Fault.REFUSED_ITEM, Purpose.PUSH)) {
      refusal = Errors.validation("\"%field\" is locked by a module of this shop.", "sku");
    }
    return Optional.ofNullable(refusal);
  }

  /** Magento takes decimals; the sandbox keeps whole units, such as 10 and 10.0. */
  private static boolean isWhole(JsonNode quantity) {
    return quantity.isNumber()
        && quantity.canConvertToInt()
        && quantity.doubleValue() == quantity.intValue();
  }

  /** With sources it changes the default one. */
  Response stockItem(String sku, String id, Request request) {
    Optional<Listing> listing = site.shop().findBySku(sku);
    if (listing.isEmpty() || !id.equals("" + listing.get().number())) {
      return Errors.noProduct();
    }
    JsonNode item = Json.read(request.body()).orElseGet(Json::object).path("stockItem");
    JsonNode quantity = item.path("qty");
    if (!isWhole(quantity)) {
      return Errors.of(400, "Error occurred during \"qty\" processing.");
    }
    if (site.faults().fires(Fault.REFUSED_ITEM, Purpose.PUSH)) {
      return Errors.of(400, "The stock item is locked by a module of this shop.");
    }
    int inStock = item.path("is_in_stock").asBoolean(true) ? 1 : 0;
    sources.set(new Row(listing.get().sku(), Sources.DEFAULT, quantity.intValue(), inStock));
    return Response.json(200, id);
  }
}
