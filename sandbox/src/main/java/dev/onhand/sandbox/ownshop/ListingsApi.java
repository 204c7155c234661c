package dev.onhand.sandbox.ownshop;

import dev.onhand.sandbox.Fault;
import dev.onhand.sandbox.Json;
import dev.onhand.sandbox.Purpose;
import dev.onhand.sandbox.Site;
import dev.onhand.sandbox.shop.Listing;
import dev.onhand.sandbox.wire.Request;
import dev.onhand.sandbox.wire.Response;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /listings}. */
final class ListingsApi {
  private final Site site;

  ListingsApi(Site site) {
    this.site = site;
  }

  Response page(Request request) {
    Optional<Integer> limit = Rows.limit(request.parameter("limit"));
    String after = request.parameter("after").orElse("0");
    if (limit.isEmpty() || !after.matches("\\d{1,9}")) {
      return OwnShopDialect.error(400, "limit is 1 to 100, after the id of a listing.");
    }
    Rows<Listing> rows = Rows.listings(site, Long.parseLong(after), limit.get());
    ObjectNode answer = Json.object();
    ArrayNode listings = answer.putArray("listings");
    rows.all().forEach(it -> listings.add(document(it)));
    if (rows.hasMore()) {
      answer.put("next", "?limit=%d&after=%s".formatted(limit.get(), rows.all().getLast().id()));
    }
    return site.json(Purpose.LISTING_READ, 200, answer);
  }

  Response one(String id) {
    return site.shop()
        .find(id)
        .map(it -> site.json(Purpose.LISTING_READ, 200, document(it)))
        .orElseGet(() -> OwnShopDialect.error(404, "There is no listing " + id + "."));
  }

  Response put(String id, Request request) {
    Optional<Listing> listing = site.shop().find(id);
    if (listing.isEmpty()) {
      return OwnShopDialect.error(404, "There is no listing " + id + ".");
    }
    Optional<Integer> quantity =
        Json.read(request.body())
            .map(it -> it.path("quantity"))
            .filter(it -> it.isIntegralNumber() && it.canConvertToInt())
            .map(JsonNode::intValue)
            .filter(it -> it >= 0);
    if (quantity.isEmpty()) {
      return OwnShopDialect.error(422, "quantity must be a whole number from 0.");
    }
    if (site.faults().fires(Fault.REFUSED_ITEM, Purpose.PUSH)) {
      return OwnShopDialect.error(409, "Somebody is editing this listing.");
    }
    Listing now = site.push(listing.get(), quantity.get());
    return site.json(Purpose.PUSH, 200, Json.object().put("quantity", now.quantity()));
  }

  private static ObjectNode document(Listing listing) {
    ObjectNode document = Json.object().put("id", listing.id()).put("sku", listing.sku());
    document.put("title", listing.item().title());
    if (!listing.item().gtin().isEmpty()) {
      document.put("gtin", listing.item().gtin());
    }
    return document
        .put("quantity", listing.quantity())
        .put("active", listing.state() == Listing.State.ONLINE);
  }
}
