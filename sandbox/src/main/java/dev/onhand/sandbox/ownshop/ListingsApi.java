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
    Done done = set(id, Json.read(request.body()).orElseGet(Json::object));
    return done.status() == 200
        ? site.json(Purpose.PUSH, 200, done.answer())
        : Response.json(done.status(), done.answer().toString());
  }

  /** Those of a body that are to be set. */
  static JsonNode several(Request request) {
    return Json.read(request.body()).orElseGet(Json::object).path("listings");
  }

  /** Each for itself: one that is refused keeps no other from being set. */
  Response putAll(Request request) {
    if (!several(request).isArray()) {
      return OwnShopDialect.error(400, "listings must be a list.");
    }
    ObjectNode answer = Json.object();
    ArrayNode listings = answer.putArray("listings");
    for (JsonNode wanted : several(request)) {
      String id = wanted.path("id").asString("");
      Done done = set(id, wanted);
      listings.add(done.answer().put("id", id).put("status", done.status()));
    }
    return site.json(Purpose.PUSH, 200, answer);
  }

  /** What became of one. */
  private record Done(int status, ObjectNode answer) {

    static Done refused(int status, String why) {
      return new Done(status, Json.object().put("error", why));
    }
  }

  private Done set(String id, JsonNode wanted) {
    Optional<Listing> listing = site.shop().find(id);
    if (listing.isEmpty()) {
      return Done.refused(404, "There is no listing " + id + ".");
    }
    JsonNode quantity = wanted.path("quantity");
    if (!quantity.isIntegralNumber() || !quantity.canConvertToInt() || quantity.intValue() < 0) {
      return Done.refused(422, "quantity must be a whole number from 0.");
    }
    if (site.faults().fires(Fault.REFUSED_ITEM, Purpose.PUSH)) {
      return Done.refused(409, "Somebody is editing this listing.");
    }
    Listing now = site.push(listing.get(), quantity.intValue());
    return new Done(200, Json.object().put("quantity", now.quantity()));
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
