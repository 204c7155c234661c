package dev.onhand.sandbox.ebay;

import dev.onhand.sandbox.Fault;
import dev.onhand.sandbox.Json;
import dev.onhand.sandbox.Purpose;
import dev.onhand.sandbox.Site;
import dev.onhand.sandbox.ebay.Ebay.Bulk;
import dev.onhand.sandbox.shop.Listing;
import dev.onhand.sandbox.wire.Request;
import dev.onhand.sandbox.wire.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Items, their offers, and what both are set to. */
final class ItemsApi {
  private static final String PATH = "/sell/inventory/v1/inventory_item";
  private static final int SOME_MAX = 25;
  private static final int USUAL = 25;

  private final Site site;
  private final Ebay.Account account;

  /** What an offer was set to, by its id; before that it has what the account has of all. */
  private final Map<String, Integer> offers = new HashMap<>();

  ItemsApi(Site site, Ebay.Account account) {
    this.site = site;
    this.account = account;
  }

  /** Here an offset is the number of a page. */
  Response page(Request request) {
    Optional<Pages> pages = Pages.of(request, USUAL);
    if (pages.isEmpty()) {
      return EbayDialect.error(400, 25706, "Invalid limit or offset.");
    }
    Pages page = pages.get();
    long from = (long) page.offset() * page.limit();
    List<Listing> all = site.listings(from);
    List<Listing> rows = Site.page(all, from, page.limit());
    ObjectNode body = Json.object();
    body.put("size", rows.size());
    ArrayNode items = body.putArray("inventoryItems");
    rows.forEach(one -> items.add(item(one).put("sku", one.sku())));
    boolean hasMore = from + page.limit() < all.size();
    return site.json(
        Purpose.LISTING_READ, 200, page.tell(body, PATH, all.size(), page.offset() + 1, hasMore));
  }

  private static ObjectNode item(Listing listing) {
    ObjectNode item = Json.object();
    item.put("locale", "en_US");
    item.put("condition", "NEW");
    ObjectNode product = item.putObject("product").put("title", listing.item().title());
    if (!listing.item().gtin().isEmpty()) {
      product.putArray("ean").add(listing.item().gtin());
    }
    item.putObject("availability")
        .putObject("shipToLocationAvailability")
        .put("quantity", listing.quantity());
    return item;
  }

  /** The requests of a body. */
  static List<JsonNode> requests(Request request) {
    return Json.read(request.body())
        .map(it -> it.path("requests").valueStream().toList())
        .orElseGet(List::of);
  }

  Response some(Request request) {
    List<JsonNode> requests = requests(request);
    if (requests.isEmpty() || requests.size() > SOME_MAX) {
      return EbayDialect.error(400, 25727, "The number of items must be 1 to 25.");
    }
    ObjectNode body = Json.object();
    ArrayNode replies = body.putArray("responses");
    for (JsonNode each : requests) {
      String sku = each.path("sku").asString("");
      Optional<Listing> found = site.shop().findBySku(sku);
      ObjectNode reply = replies.addObject().put("sku", sku);
      reply.put("statusCode", found.isPresent() ? 200 : 404);
      found.ifPresent(it -> reply.set("inventoryItem", item(it)));
      reply.putArray("errors");
      if (found.isEmpty()) {
        reply.withArray("errors").add(missing());
      }
    }
    return answered(Purpose.LISTING_READ, body);
  }

  /** 207 where not all is well. */
  private Response answered(Purpose purpose, ObjectNode body) {
    boolean isWell =
        body.path("responses").valueStream().allMatch(it -> it.path("statusCode").asInt(0) == 200);
    return site.json(purpose, isWell ? 200 : 207, body);
  }

  Response offers(Request request) {
    Optional<Listing> found = request.parameter("sku").flatMap(sku -> site.shop().findBySku(sku));
    if (found.isEmpty()) {
      return EbayDialect.error(404, 25713, "This Offer is not available.");
    }
    Listing listing = found.get();
    boolean isOn = listing.state() == Listing.State.ONLINE;
    ObjectNode body = Json.object().put("total", 1).put("size", 1).put("limit", 100);
    ObjectNode offer = body.putArray("offers").addObject();
    offer.put("offerId", listing.id());
    offer.put("sku", listing.sku());
    offer.put("marketplaceId", "EBAY_US");
    offer.put("format", "FIXED_PRICE");
    offer.put("availableQuantity", Math.min(listing.quantity(), cap(listing)));
    offer.put("status", isOn ? "PUBLISHED" : "UNPUBLISHED");
    if (isOn) {
      offer
          .putObject("listing")
          .put("listingId", "1234" + listing.number())
          .put("listingStatus", listing.listed() > 0 ? "ACTIVE" : "OUT_OF_STOCK")
          .put("soldQuantity", 0)
          .put("listingOnHold", false);
    }
    return site.json(Purpose.LISTING_READ, 200, body);
  }

  private int cap(Listing listing) {
    return offers.getOrDefault(listing.id(), account.staleOffers());
  }

  Response update(Request request) {
    List<JsonNode> requests = requests(request);
    if (requests.isEmpty() || requests.size() > 1 && account.bulk() == Bulk.REFUSED) {
      return EbayDialect.error(400, 25002, "Any User error: one SKU must be in a call.");
    }
    long different = requests.stream().map(it -> it.path("sku")).distinct().count();
    if (different < requests.size()) {
      return EbayDialect.error(400, 25734, "The same SKU is in the call twice.");
    }
    ObjectNode body = Json.object();
    ArrayNode replies = body.putArray("responses");
    boolean isFirstOnly = account.bulk() == Bulk.FIRST_ONLY;
    for (JsonNode each : isFirstOnly ? requests.subList(0, 1) : requests) {
      set(each, replies);
    }
    return answered(Purpose.PUSH, body);
  }

  private void set(JsonNode request, ArrayNode replies) {
    String sku = request.path("sku").asString("");
    JsonNode quantity = request.at("/shipToLocationAvailability/quantity");
    Optional<Listing> found = site.shop().findBySku(sku);
    if (found.isEmpty()) {
      refuse(replies, sku, 404, missing());
    } else if (!isQuantity(quantity)) {
      refuse(replies, sku, 400, EbayDialect.problem(25709, "Invalid value for quantity."));
    } else if (site.faults().fires(Fault.REFUSED_ITEM, Purpose.PUSH)) {
      refuse(replies, sku, 400, EbayDialect.problem(25002, "The listing is under review."));
    } else {
      Listing listing = found.get();
      request.path("offers").forEach(offer -> set(sku, listing, offer, replies));
      site.push(listing, Math.min(quantity.intValue(), cap(listing)));
      well(replies, sku);
    }
  }

  private void set(String sku, Listing listing, JsonNode offer, ArrayNode replies) {
    JsonNode quantity = offer.path("availableQuantity");
    boolean isGood =
        offer.path("offerId").asString("").equals(listing.id()) && isQuantity(quantity);
    if (isGood) {
      offers.put(listing.id(), quantity.intValue());
      well(replies, sku).put("offerId", listing.id());
    } else {
      refuse(replies, sku, 400, EbayDialect.problem(25713, "This Offer is not available."))
          .put("offerId", offer.path("offerId").asString(""));
    }
  }

  private static boolean isQuantity(JsonNode node) {
    return node.isInt() && node.intValue() >= 0;
  }

  private static ObjectNode well(ArrayNode replies, String sku) {
    ObjectNode reply = replies.addObject().put("sku", sku).put("statusCode", 200);
    reply.putArray("errors");
    return reply;
  }

  private static ObjectNode refuse(ArrayNode replies, String sku, int status, ObjectNode problem) {
    ObjectNode reply = replies.addObject().put("sku", sku).put("statusCode", status);
    reply.putArray("errors").add(problem);
    return reply;
  }

  private static ObjectNode missing() {
    return EbayDialect.problem(25710, "We didn't find the resource/entity you are requesting.");
  }
}
