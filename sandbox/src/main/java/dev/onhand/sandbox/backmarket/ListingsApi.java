package dev.onhand.sandbox.backmarket;

import dev.onhand.sandbox.Fault;
import dev.onhand.sandbox.Json;
import dev.onhand.sandbox.Purpose;
import dev.onhand.sandbox.Site;
import dev.onhand.sandbox.shop.Listing;
import dev.onhand.sandbox.wire.Request;
import dev.onhand.sandbox.wire.Response;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /ws/listings}: reading, and the synchronous push. */
final class ListingsApi {
  private static final int ONLINE = 2;
  private static final int OFFLINE = 3;

  /** The deprecated numbers of grades. */
  private static final Map<String, Integer> GRADES =
      Map.of("PREMIUM", 9, "EXCELLENT", 0, "VERY_GOOD", 1, "GOOD", 2, "FAIR", 3, "STALLONE", 4);

  private static final String NUMBER = "\\d{1,18}";

  private final Site site;

  ListingsApi(Site site) {
    this.site = site;
  }

  Response page(Request request) {
    Optional<Pages> pages = Pages.of(request);
    if (pages.isEmpty()) {
      return BackMarketDialect.error(404, "not_found", "Invalid page.");
    }
    List<Listing> all =
        site.listings(pages.get().offset()).stream().filter(wanted(request)).toList();
    if (pages.get().isPast(all.size())) {
      return BackMarketDialect.error(404, "not_found", "Invalid page.");
    }
    return site.json(
        Purpose.LISTING_READ,
        200,
        pages.get().envelope(all, ListingsApi::document, request, site.base()));
  }

  Response one(String id) {
    return shown(Purpose.LISTING_READ, find(id));
  }

  Response detail(Request request) {
    Optional<Listing> found =
        request
            .parameter("sku")
            .map(site.shop()::findBySku)
            .or(
                () ->
                    request
                        .parameter("id")
                        .or(() -> request.parameter("listing_id"))
                        .map(this::find))
            .orElse(Optional.empty());
    return shown(Purpose.LISTING_READ, found);
  }

  Response push(String id, Request request) {
    Optional<Listing> found = find(id);
    if (found.isEmpty()) {
      return shown(Purpose.PUSH, found);
    }
    Optional<JsonNode> body = Json.read(request.body()).filter(JsonNode::isObject);
    if (body.isEmpty()) {
      return BackMarketDialect.bad("request body is not a JSON object");
    }
    if (!body.get().has("quantity")) {
      return shown(Purpose.PUSH, found);
    }
    JsonNode quantity = body.get().get("quantity");
    if (!quantity.isInt() || quantity.intValue() < 0) {
      return BackMarketDialect.bad("quantity must be a positive integer");
    }
    if (site.faults().fires(Fault.REFUSED_ITEM, Purpose.PUSH)) {
      return BackMarketDialect.bad("listing " + id + " is under review");
    }
    return shown(Purpose.PUSH, Optional.of(site.push(found.get(), quantity.intValue())));
  }

  private Response shown(Purpose purpose, Optional<Listing> listing) {
    return listing
        .map(found -> site.json(purpose, 200, document(found).put("statuscode", 200)))
        .orElseGet(() -> BackMarketDialect.error(404, "not_found", "Listing not found."));
  }

  private Optional<Listing> find(String id) {
    String known =
        id.matches(NUMBER) ? site.shop().rules().listingId().apply(Long.parseLong(id)) : id;
    return site.shop().find(known);
  }

  /** Reads the filters once; a list may be long. */
  private static Predicate<Listing> wanted(Request request) {
    Optional<String> state = request.parameter("publication_state");
    Optional<Long> min = request.parameter("min_quantity").map(ListingsApi::number);
    Optional<Long> max = request.parameter("max_quantity").map(ListingsApi::number);
    return listing ->
        (state.isEmpty() || state.get().equals("" + state(listing)))
            && (min.isEmpty() || listing.quantity() >= min.get())
            && (max.isEmpty() || listing.quantity() <= max.get());
  }

  private static long number(String text) {
    return text.matches(NUMBER) ? Long.parseLong(text) : 0;
  }

  /** Without stock a listing is offline. */
  private static int state(Listing listing) {
    return listing.listed() > 0 ? ONLINE : OFFLINE;
  }

  private static ObjectNode document(Listing listing) {
    ObjectNode document = Json.object();
    document.put("id", listing.id());
    document.put("listing_id", listing.number());
    document.put("product_id", BackMarket.uuid("product-" + listing.number()));
    document.put("backmarket_id", listing.number());
    document.put("title", listing.item().title());
    document.put("sku", listing.sku());
    document.put("quantity", listing.quantity());
    document.put("publication_state", state(listing));
    document.put("state", GRADES.getOrDefault(listing.item().grade(), 2));
    document.put("grade", listing.item().grade());
    document.put("price", listing.item().price());
    document.put("currency", "EUR");
    document.putNull("min_price");
    document.putNull("max_price");
    document.put("warranty_delay", 12);
    return document;
  }
}
