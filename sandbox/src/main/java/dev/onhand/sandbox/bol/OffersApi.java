package dev.onhand.sandbox.bol;

import dev.onhand.sandbox.Fault;
import dev.onhand.sandbox.Json;
import dev.onhand.sandbox.Purpose;
import dev.onhand.sandbox.Site;
import dev.onhand.sandbox.shop.Cause;
import dev.onhand.sandbox.shop.Entry;
import dev.onhand.sandbox.shop.Line;
import dev.onhand.sandbox.shop.Listing;
import dev.onhand.sandbox.shop.Order;
import dev.onhand.sandbox.wire.Request;
import dev.onhand.sandbox.wire.Response;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code /retailer/offers}. A listing's quantity is the corrected stock; the amount is what was set
 * last.
 */
final class OffersApi {
  private static final int PAGE_SIZE = 25;
  private static final int PAGE_SIZE_MAX = 100;
  private static final Set<Cause> SETS = EnumSet.of(Cause.LISTED, Cause.PUSHED, Cause.EDITED);

  private final Site site;
  private final Bol.Traits traits;

  /** What open orders took off an amount when it was set. */
  private final Map<String, Integer> takenOff = new HashMap<>();

  OffersApi(Site site, Bol.Traits traits) {
    this.site = site;
    this.traits = traits;
  }

  Response list(Request request) {
    String size = request.parameter("page-size").orElse("" + PAGE_SIZE);
    if (!size.matches("[1-9]\\d{0,2}") || Integer.parseInt(size) > PAGE_SIZE_MAX) {
      return Problem.violation("page-size", "must be 1 to 100");
    }
    Optional<Integer> offset = offset(request.parameter("cursor").orElse(""));
    if (offset.isEmpty()) {
      return Problem.violation("cursor", "is none");
    }
    Optional<String> reference = request.parameter("reference");
    List<Listing> wanted =
        site.listings(offset.get()).stream()
            .filter(it -> reference.isEmpty() || it.sku().equals(reference.get()))
            .toList();
    int next = offset.get() + Integer.parseInt(size);
    ObjectNode answer = Json.object();
    ArrayNode offers = answer.putArray("offers");
    Map<String, Integer> amounts = amounts();
    Site.page(wanted, offset.get(), Integer.parseInt(size))
        .forEach(it -> offers.add(document(it, amounts)));
    answer
        .putObject("page")
        .put("pageSize", Math.max(PAGE_SIZE, Integer.parseInt(size)))
        .put("nextCursor", next < wanted.size() ? cursor(next) : null);
    return site.json(Purpose.LISTING_READ, 200, answer);
  }

  private static String cursor(int offset) {
    byte[] text = ("offset=" + offset).getBytes(StandardCharsets.UTF_8);
    return Base64.getEncoder().encodeToString(text);
  }

  private static Optional<Integer> offset(String cursor) {
    try {
      String text = new String(Base64.getDecoder().decode(cursor), StandardCharsets.UTF_8);
      return cursor.isEmpty()
          ? Optional.of(0)
          : Optional.of(text)
              .filter(it -> it.matches("offset=\\d{1,8}"))
              .map(it -> Integer.parseInt(it.substring("offset=".length())));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  Response one(String id) {
    return site.shop()
        .find(id)
        .map(it -> site.json(Purpose.LISTING_READ, 200, document(it, amounts())))
        .orElseGet(() -> Problem.of(404, "The offer could not be found."));
  }

  /** What the amount of each offer was set to last. */
  private Map<String, Integer> amounts() {
    Map<String, Integer> amounts = new HashMap<>();
    for (Entry entry : site.shop().journal()) {
      if (SETS.contains(entry.cause())) {
        amounts.put(entry.after().id(), entry.after().quantity());
      }
    }
    takenOff.forEach((id, units) -> amounts.computeIfPresent(id, (_, it) -> it + units));
    return amounts;
  }

  Response patch(Request request, String id) {
    Optional<JsonNode> body = Json.read(request.body()).filter(JsonNode::isObject);
    Optional<Listing> listing = site.shop().find(id);
    if (listing.isEmpty()) {
      return traits.answersNotFound()
          ? Problem.of(404, "The offer could not be found.")
          : Problem.violation("offer-id", "There is no such offer.");
    }
    JsonNode stock = body.map(it -> it.path("stock")).orElseGet(Json::object);
    JsonNode amount = stock.path("amount");
    if (body.isEmpty()
        || !amount.isIntegralNumber()
        || !amount.canConvertToInt()
        || amount.intValue() < 0) {
      return Problem.violation("stock.amount", "must be a whole number from 0");
    }
    if (site.faults().fires(Fault.REFUSED_ITEM, Purpose.PUSH)) {
      return Problem.violation("stock.amount", "The offer is blocked.");
    }
    boolean isManaged = stock.path("managedByRetailer").asBoolean(false);
    int open = isManaged ? 0 : Math.min(amount.intValue(), open(id));
    takenOff.put(id, open);
    site.push(listing.get(), amount.intValue() - open);
    return new Response(204, List.of(), new byte[0]);
  }

  /** Units of an offer that are ordered and not sent. */
  private int open(String id) {
    int units = 0;
    for (Order order : site.shop().orders()) {
      for (Line line : order.lines()) {
        units += line.listing().equals(id) ? order.open(line.number()) : 0;
      }
    }
    return units;
  }

  private ObjectNode document(Listing listing, Map<String, Integer> amounts) {
    ObjectNode offer = Json.object().put("offerId", listing.id());
    if (!listing.item().gtin().isEmpty()) {
      offer.put("ean", listing.item().gtin());
    }
    offer.put("reference", listing.sku());
    offer.put("lastModifiedDateTime", listing.updatedAt().toString());
    offer.put("onHoldByRetailer", listing.state() != Listing.State.ONLINE);
    offer
        .putObject("stock")
        .put("amount", amounts.getOrDefault(listing.id(), 0))
        .put("correctedStock", listing.quantity())
        .put("managedByRetailer", true);
    offer
        .putObject("fulfilment")
        .put("method", traits.sentByBol().contains(listing.sku()) ? "FBB" : "FBR")
        .put("schedule", "MY_DELIVERY_PROMISE");
    offer.putObject("condition").put("category", "NEW");
    offer
        .putObject("pricing")
        .putArray("bundlePrices")
        .addObject()
        .put("quantity", 1)
        .put("unitPrice", new BigDecimal(listing.item().price()));
    offer
        .putArray("countryAvailabilities")
        .addObject()
        .put("countryCode", "NL")
        .put("forSale", listing.listed() > 0);
    return offer;
  }
}
