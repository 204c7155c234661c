package dev.onhand.sandbox.manomano;

import dev.onhand.sandbox.Fault;
import dev.onhand.sandbox.Json;
import dev.onhand.sandbox.Purpose;
import dev.onhand.sandbox.Site;
import dev.onhand.sandbox.shop.Listing;
import dev.onhand.sandbox.wire.Request;
import dev.onhand.sandbox.wire.Response;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Offers, and changes of their stock that are taken in now and done later. */
final class OffersApi {
  private static final Duration TIME = Duration.ofMinutes(5);
  private static final int LATE_FACTOR = 10;

  private final Site site;
  private final boolean showsStockAsObject;

  /** What went wrong with the last import of an offer, by its listing. */
  private final Map<String, String> errors = new HashMap<>();

  OffersApi(Site site, boolean showsStockAsObject) {
    this.site = site;
    this.showsStockAsObject = showsStockAsObject;
  }

  Response page(Request request) {
    Optional<Pages> pages = Pages.of(request);
    if (pages.isEmpty()) {
      return ManoManoDialect.error(400, "ERR_1001", "page and limit must be 1 or more");
    }
    Optional<List<String>> skus = request.parameter("skus").map(text -> List.of(text.split(",")));
    List<Listing> all =
        site.listings(pages.get().offset()).stream()
            .filter(one -> skus.isEmpty() || skus.get().contains(one.sku()))
            .toList();
    return site.json(Purpose.LISTING_READ, 200, pages.get().envelope(all, this::document, request));
  }

  /** How many offers a body would change. */
  static int count(JsonNode body) {
    return body.path("content").valueStream().mapToInt(each -> each.path("items").size()).sum();
  }

  Response update(Optional<JsonNode> body) {
    List<JsonNode> items = new ArrayList<>();
    JsonNode content = body.map(it -> it.path("content")).orElse(Json.array());
    if (!content.isArray() || content.isEmpty()) {
      return ManoManoDialect.error(400, "ERR_1002", "content must be a list");
    }
    for (JsonNode each : content) {
      if (each.path("seller_contract_id").longValueOpt().orElse(0) != ManoMano.CONTRACT) {
        return ManoManoDialect.error(403, "ERR_403", "Not your contract.");
      }
      each.path("items").forEach(items::add);
    }
    for (JsonNode item : items) {
      JsonNode quantity = item.at("/stock/quantity");
      if (!item.path("sku").isString() || !quantity.isInt() || quantity.intValue() < 0) {
        return ManoManoDialect.error(400, "ERR_1003", "an item needs a sku and a stock");
      }
    }
    boolean isLate = site.faults().fires(Fault.RESULT_LATE, Purpose.PUSH);
    String reference = "call " + site.calls().total();
    site.later()
        .in(
            isLate ? TIME.multipliedBy(LATE_FACTOR) : TIME,
            () -> items.forEach(item -> apply(item, reference)));
    return site.json(Purpose.PUSH, 200, Json.object().put("request_id", reference));
  }

  private void apply(JsonNode item, String reference) {
    Optional<Listing> found = site.shop().findBySku(item.path("sku").stringValue());
    if (found.isEmpty()) {
      return;
    }
    String listing = found.get().id();
    if (site.faults().fires(Fault.REFUSED_ITEM, Purpose.PUSH)) {
      errors.put(listing, "the offer has no shipping grid");
    } else {
      errors.remove(listing);
      site.pushIfThere(listing, item.at("/stock/quantity").intValue(), reference);
    }
  }

  private ObjectNode document(Listing listing) {
    Optional<String> error = Optional.ofNullable(errors.get(listing.id()));
    ObjectNode offer = Json.object();
    offer.put("sku", listing.sku());
    offer.put("price", new BigDecimal(listing.item().price()));
    if (showsStockAsObject) {
      offer.putObject("stock").put("quantity", listing.quantity());
    } else {
      offer.put("stock", listing.quantity());
    }
    offer.put("status", error.isPresent() ? "ERROR" : "COMPLETED");
    ArrayNode errorsNow = offer.putArray("errors");
    error.ifPresent(errorsNow::add);
    offer.put("id_me", Long.toString(listing.number()));
    return offer;
  }
}
