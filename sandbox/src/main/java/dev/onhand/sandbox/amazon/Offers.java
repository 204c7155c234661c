package dev.onhand.sandbox.amazon;

import dev.onhand.sandbox.Fault;
import dev.onhand.sandbox.Json;
import dev.onhand.sandbox.Purpose;
import dev.onhand.sandbox.Site;
import dev.onhand.sandbox.shop.Listing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Offers: what was submitted of them, and what they show. */
final class Offers {
  static final String MERCHANT = "DEFAULT";
  static final String AMAZON = "AMAZON_NA";

  /** A patch takes effect so long after it was accepted. */
  private static final Duration EFFECT = Duration.ofSeconds(5);

  private static final int LATE_FACTOR = 10;
  private static final int DAYS_TO_SHIP = 2;

  private final Site site;
  private final Predicate<String> fulfilledByAmazon;

  /** Days to ship that a careless replacement has wiped, by SKU. */
  private final Map<String, Boolean> wiped = new HashMap<>();

  /** Further availabilities that a wrong channel code has added, by SKU. */
  private final Map<String, Map<String, Integer>> stray = new HashMap<>();

  Offers(Site site, Predicate<String> fulfilledByAmazon) {
    this.site = site;
    this.fulfilledByAmazon = fulfilledByAmazon;
  }

  boolean isAmazons(String sku) {
    return fulfilledByAmazon.test(sku);
  }

  /** What is wrong with a message's patches; empty if they can be taken. */
  Optional<String> problem(JsonNode message) {
    if (!message.path("productType").isString() || !message.path("patches").isArray()) {
      return Optional.of("productType and patches are required");
    }
    for (JsonNode patch : message.path("patches")) {
      if (!patch.path("path").asString("").equals("/attributes/fulfillment_availability")) {
        return Optional.of("Only fulfillment_availability is simulated");
      }
      for (JsonNode value : patch.path("value")) {
        JsonNode quantity = value.path("quantity");
        if (value.path("fulfillment_channel_code").asString("").isEmpty()
            || !quantity.isInt()
            || quantity.intValue() < 0) {
          return Optional.of("'quantity' or 'fulfillment_channel_code' is invalid.");
        }
      }
    }
    return site.faults().fires(Fault.REFUSED_ITEM, Purpose.PUSH)
        ? Optional.of("The listing is suppressed and cannot be changed.")
        : Optional.empty();
  }

  /** Has the patches take effect after a while. */
  void apply(String sku, JsonNode message, Duration after) {
    String reference = "call " + site.calls().total();
    boolean isLate = site.faults().fires(Fault.RESULT_LATE, Purpose.PUSH);
    if (!site.faults().fires(Fault.NOT_APPLIED, Purpose.PUSH)) {
      site.later()
          .in(
              isLate ? after.multipliedBy(LATE_FACTOR) : after,
              () -> site.shop().findBySku(sku).ifPresent(it -> set(it, message, reference)));
    }
  }

  void applySoon(String sku, JsonNode message) {
    apply(sku, message, EFFECT);
  }

  private void set(Listing listing, JsonNode message, String reference) {
    for (JsonNode patch : message.path("patches")) {
      if (patch.path("op").asString("").equals("replace")) {
        wiped.put(listing.sku(), true);
      }
      for (JsonNode value : patch.path("value")) {
        String channel = value.path("fulfillment_channel_code").asString("");
        int quantity = value.path("quantity").intValue();
        if (channel.equals(MERCHANT) && !isAmazons(listing.sku())) {
          site.pushIfThere(listing.id(), quantity, reference);
        } else if (!channel.equals(AMAZON)) {
          stray.computeIfAbsent(listing.sku(), _ -> new HashMap<>()).put(channel, quantity);
        }
      }
    }
  }

  ObjectNode document(Listing listing, List<String> included) {
    ObjectNode document = Json.object().put("sku", listing.sku());
    if (included.contains("summaries")) {
      document.putArray("summaries").add(summary(listing));
    }
    if (included.contains("attributes")) {
      ObjectNode availability =
          document.putObject("attributes").putArray("fulfillment_availability").addObject();
      availability.put("fulfillment_channel_code", channel(listing));
      if (!wiped.getOrDefault(listing.sku(), false)) {
        availability.put("lead_time_to_ship_max_days", DAYS_TO_SHIP);
      }
    }
    if (included.contains("fulfillmentAvailability")) {
      ArrayNode availabilities = document.putArray("fulfillmentAvailability");
      ObjectNode own = availabilities.addObject();
      own.put("fulfillmentChannelCode", channel(listing));
      if (!isAmazons(listing.sku())) {
        own.put("quantity", listing.quantity());
      }
      stray
          .getOrDefault(listing.sku(), Map.of())
          .forEach(
              (channel, quantity) ->
                  availabilities
                      .addObject()
                      .put("fulfillmentChannelCode", channel)
                      .put("quantity", quantity));
    }
    if (included.contains("issues")) {
      document.putArray("issues");
    }
    return document;
  }

  String channel(Listing listing) {
    return isAmazons(listing.sku()) ? AMAZON : MERCHANT;
  }

  private static ObjectNode summary(Listing listing) {
    ObjectNode summary = Json.object();
    summary.put("marketplaceId", Amazon.MARKETPLACE);
    summary.put("asin", "B%09d".formatted(listing.number()));
    summary.put("productType", "LUGGAGE");
    summary.put("conditionType", "new_new");
    ArrayNode status = summary.putArray("status");
    statuses(listing).forEach(status::add);
    summary.put("itemName", listing.item().title());
    summary.put("createdDate", "2026-01-01T00:00:00Z");
    summary.put("lastUpdatedDate", listing.updatedAt().toString());
    return summary;
  }

  private static List<String> statuses(Listing listing) {
    List<String> statuses = new ArrayList<>();
    if (listing.listed() > 0) {
      statuses.add("BUYABLE");
    }
    if (listing.state() == Listing.State.ONLINE) {
      statuses.add("DISCOVERABLE");
    }
    return statuses;
  }
}
