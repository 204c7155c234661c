package dev.onhand.sandbox.refurbed;

import dev.onhand.sandbox.Fault;
import dev.onhand.sandbox.Json;
import dev.onhand.sandbox.Purpose;
import dev.onhand.sandbox.Site;
import dev.onhand.sandbox.shop.Listing;
import dev.onhand.sandbox.wire.Response;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code OfferService}. */
final class OffersApi {
  private static final int BATCH_MAX = 50;
  private static final Set<String> GRADINGS = Set.of("A", "B", "C", "AA");

  private final Site site;

  OffersApi(Site site) {
    this.site = site;
  }

  Response list(JsonNode body) {
    Pages pages = Pages.of(body);
    JsonNode filter = Fields.message(body, "filter");
    List<Long> ids = Fields.int64s(Fields.message(filter, "id"), "any_of");
    List<String> skus = Fields.texts(Fields.message(filter, "sku"), "any_of");
    List<String> states = Fields.texts(Fields.message(filter, "state"), "any_of");
    List<Listing> wanted =
        site.listings(pages.after().orElse(0L)).stream()
            .filter(one -> ids.isEmpty() || ids.contains(one.number()))
            .filter(one -> skus.isEmpty() || skus.contains(one.sku()))
            .filter(one -> states.isEmpty() || states.contains(state(one)))
            .toList();
    Pages.Page<Listing> page = pages.of(wanted, Listing::number);
    ObjectNode answer = Json.object();
    ArrayNode offers = answer.putArray("offers");
    page.rows().forEach(one -> offers.add(document(one)));
    if (page.hasMore()) {
      answer.put("has_more", true);
    }
    return site.json(Purpose.LISTING_READ, 200, answer);
  }

  Response get(JsonNode body) {
    return shown(Purpose.LISTING_READ, identified(body));
  }

  Response update(JsonNode body) {
    return shown(Purpose.PUSH, updated(body));
  }

  /** How many offers a batch would change, for its cost. */
  static int count(JsonNode body) {
    return body.path("offers").size();
  }

  /** Each is done for itself; the answer says what became of it. */
  Response batchUpdate(JsonNode body) {
    List<JsonNode> updates = Fields.list(body, "offers");
    if (updates.isEmpty() || updates.size() > BATCH_MAX) {
      throw new WrongCallException(Code.INVALID_ARGUMENT, "offers must be 1 to " + BATCH_MAX);
    }
    ObjectNode answer = Json.object();
    ArrayNode results = answer.putArray("results");
    for (JsonNode update : updates) {
      try {
        ObjectNode offer = document(updated(update));
        ObjectNode result = results.addObject();
        result.putObject("status");
        result.set("offer", offer);
      } catch (WrongCallException wrong) {
        results.addObject().set("status", wrong.code().status(wrong.said()));
      }
    }
    return site.json(Purpose.PUSH, 200, answer);
  }

  private Listing updated(JsonNode update) {
    Listing listing = identified(update);
    Optional<Long> stock = Fields.uint32(update, "stock");
    if (stock.isEmpty()) {
      return listing;
    }
    if (stock.get() > site.shop().rules().quantityMax()) {
      throw new WrongCallException(Code.INVALID_ARGUMENT, "stock is too large");
    }
    if (site.faults().fires(Fault.REFUSED_ITEM, Purpose.PUSH)) {
      throw new WrongCallException(Code.FAILED_PRECONDITION, "offer is locked for review");
    }
    return site.push(listing, Math.toIntExact(stock.get()));
  }

  private Listing identified(JsonNode body) {
    JsonNode identifier = Fields.message(body, "identifier");
    Optional<Long> id = Fields.int64(identifier, "id");
    Optional<String> sku = Fields.text(identifier, "sku");
    if (id.isPresent() == sku.isPresent()) {
      throw new WrongCallException(Code.INVALID_ARGUMENT, "identifier must be an id or a sku");
    }
    return id.map(number -> site.shop().find(Long.toString(number)))
        .orElseGet(() -> site.shop().findBySku(sku.orElseThrow()))
        .orElseThrow(() -> new WrongCallException(Code.NOT_FOUND, "offer not found"));
  }

  private Response shown(Purpose purpose, Listing listing) {
    ObjectNode answer = Json.object();
    answer.set("offer", document(listing));
    return site.json(purpose, 200, answer);
  }

  private static String state(Listing listing) {
    return listing.state() == Listing.State.ONLINE ? "OK" : "PENDING_REVIEW";
  }

  /** A stock of 0 and an empty SKU are left out, as proto3 leaves out what has its default. */
  private static ObjectNode document(Listing listing) {
    ObjectNode offer = Json.object();
    offer.put("id", Long.toString(listing.number()));
    offer.put("version", "1");
    offer.put("is_current", true);
    offer.put("created_at", listing.updatedAt().toString());
    offer.put("instance_id", Long.toString(listing.number() + 1_000_000));
    offer.put("instance_name", listing.item().title());
    offer.put("state", state(listing));
    if (!listing.sku().isEmpty()) {
      offer.put("sku", listing.sku());
    }
    offer.put("grading", GRADINGS.contains(listing.item().grade()) ? listing.item().grade() : "A");
    offer.put("warranty", "M12");
    if (listing.quantity() != 0) {
      offer.put("stock", listing.quantity());
    }
    offer.put("reference_currency_code", "EUR");
    offer.put("reference_price", listing.item().price());
    return offer;
  }
}
