package dev.onhand.sandbox.shopify;

import dev.onhand.sandbox.Fault;
import dev.onhand.sandbox.Json;
import dev.onhand.sandbox.Purpose;
import dev.onhand.sandbox.Site;
import dev.onhand.sandbox.graphql.GraphqlException;
import dev.onhand.sandbox.graphql.Selection.Field;
import dev.onhand.sandbox.shop.Listing;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/** Inventory items with their level at the one location that is stocked. */
final class ItemsApi {
  private static final int ENTRIES_MAX = 250;
  private static final int QUANTITY_MAX = 1_000_000_000;
  private static final int PAGED_MAX = 25_000;
  private static final Pattern AFTER_ID = Pattern.compile("id:>(\\d+)");

  private final Site site;
  private final Predicate<String> untracked;
  private final Predicate<String> unstocked;

  /** What became of each mutation, by its key. */
  private final Map<String, Answered> answered = new HashMap<>();

  private record Answered(String input, ObjectNode answer) {}

  ItemsApi(Site site, Predicate<String> untracked, Predicate<String> unstocked) {
    this.site = site;
    this.untracked = untracked;
    this.unstocked = unstocked;
  }

  /** By id; a cursor is where its connection goes on. */
  ObjectNode list(Field field) {
    String after = field.argument("after").asString("");
    int offset = after.matches("\\d{1,9}") ? Integer.parseInt(after) : 0;
    int first = Math.max(1, field.argument("first").asInt(1));
    Matcher from = AFTER_ID.matcher(field.argument("query").asString(""));
    long least = from.find() ? Long.parseLong(from.group(1)) : 0;
    List<Listing> all = site.listings(offset).stream().filter(it -> it.number() > least).toList();
    if (offset + first > PAGED_MAX) {
      throw new GraphqlException(200, "BAD_REQUEST", "Too many objects for a connection");
    }
    ObjectNode connection = Json.object().put("__typename", "InventoryItemConnection");
    ArrayNode nodes = connection.putArray("nodes");
    Site.page(all, offset, first).forEach(it -> nodes.add(document(it)));
    connection
        .putObject("pageInfo")
        .put("__typename", "PageInfo")
        .put("hasNextPage", offset + first < all.size())
        .put("endCursor", "" + (offset + nodes.size()));
    return connection;
  }

  JsonNode one(String id) {
    return site.shop()
        .find(id)
        .map(it -> (JsonNode) document(it))
        .orElseGet(MissingNode::getInstance);
  }

  static ObjectNode locations() {
    ObjectNode connection = Json.object().put("__typename", "LocationConnection");
    connection
        .putArray("nodes")
        .addObject()
        .put("__typename", "Location")
        .put("id", Shopify.LOCATION)
        .put("name", "Main")
        .put("isActive", true)
        .put("fulfillsOnlineOrders", true);
    return connection;
  }

  ObjectNode document(Listing listing) {
    ObjectNode document = Json.object().put("__typename", "InventoryItem");
    document.put("id", listing.id());
    document.put("sku", listing.sku());
    document.put("tracked", !untracked.test(listing.sku()));
    document.put("updatedAt", listing.updatedAt().toString());
    ObjectNode variant = document.putObject("variant").put("__typename", "ProductVariant");
    variant.put("id", "gid://shopify/ProductVariant/" + listing.number());
    variant.put("displayName", listing.item().title());
    variant
        .putObject("product")
        .put("__typename", "Product")
        .put("id", "gid://shopify/Product/" + listing.number())
        .put("status", listing.state() == Listing.State.ONLINE ? "ACTIVE" : "DRAFT");
    if (unstocked.test(listing.sku())) {
      document.putNull("inventoryLevel");
    } else {
      ObjectNode level = document.putObject("inventoryLevel").put("__typename", "InventoryLevel");
      level.put("id", "gid://shopify/InventoryLevel/9?inventory_item_id=" + listing.number());
      level
          .putArray("quantities")
          .addObject()
          .put("__typename", "InventoryQuantity")
          .put("name", "available")
          .put("quantity", listing.quantity());
    }
    return document;
  }

  /** All or none, and once for each key. */
  ObjectNode set(Field field) {
    String key =
        Optional.ofNullable(field.directives().get("idempotent"))
            .map(it -> it.get("key"))
            .map(it -> it.asString(""))
            .filter(it -> !it.isEmpty())
            .orElseThrow(
                () ->
                    new GraphqlException(
                        200,
                        "BAD_REQUEST",
                        "The @idempotent directive is required for this mutation but was not"
                            + " provided."));
    JsonNode input = field.argument("input");
    for (JsonNode entry : input.path("quantities")) {
      if (!entry.has("changeFromQuantity")) {
        throw new GraphqlException(
            200,
            "INVALID_FIELD_ARGUMENTS",
            "InventoryChangeInput must include the following argument: changeFromQuantity");
      }
    }
    Answered before = answered.get(key);
    if (before != null) {
      return before.input().equals(input.toString())
          ? before.answer()
          : refused(List.of(error("IDEMPOTENCY_KEY_PARAMETER_MISMATCH", -1, "key")));
    }
    ObjectNode answer = answer(input);
    answered.put(key, new Answered(input.toString(), answer));
    return answer;
  }

  private ObjectNode answer(JsonNode input) {
    JsonNode entries = input.path("quantities");
    if (!input.path("name").asString("").equals("available")) {
      return refused(List.of(error("INVALID_NAME", -1, "name")));
    }
    if (entries.isEmpty() || entries.size() > ENTRIES_MAX) {
      throw new GraphqlException(200, "BAD_REQUEST", "From 1 to 250 quantities are taken.");
    }
    boolean refusesFirst = site.faults().fires(Fault.REFUSED_ITEM, Purpose.PUSH);
    List<ObjectNode> errors = new java.util.ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (int at = 0; at < entries.size(); at++) {
      JsonNode entry = entries.get(at);
      Optional<String> problem =
          !seen.add(entry.path("inventoryItemId").asString(""))
              ? Optional.of("NO_DUPLICATE_INVENTORY_ITEM_ID_GROUP_ID_PAIR")
              : refusesFirst && at == 0
                  ? Optional.of("NON_MUTABLE_INVENTORY_ITEM")
                  : problem(entry);
      int index = at;
      problem.ifPresent(code -> errors.add(error(code, index, "quantity")));
    }
    return errors.isEmpty() ? applied(entries) : refused(errors);
  }

  private Optional<String> problem(JsonNode entry) {
    Optional<Listing> found = site.shop().find(entry.path("inventoryItemId").asString(""));
    JsonNode quantity = entry.path("quantity");
    JsonNode expected = entry.path("changeFromQuantity");
    if (found.isEmpty()) {
      return Optional.of("INVALID_INVENTORY_ITEM");
    }
    if (!entry.path("locationId").asString("").equals(Shopify.LOCATION)) {
      return Optional.of("INVALID_LOCATION");
    }
    if (unstocked.test(found.get().sku())) {
      return Optional.of("ITEM_NOT_STOCKED_AT_LOCATION");
    }
    if (!quantity.isInt() || quantity.intValue() > QUANTITY_MAX) {
      return Optional.of("INVALID_QUANTITY_TOO_HIGH");
    }
    return expected.isNumber() && expected.intValue() != found.get().quantity()
        ? Optional.of("CHANGE_FROM_QUANTITY_STALE")
        : Optional.empty();
  }

  private ObjectNode applied(JsonNode entries) {
    ObjectNode answer = Json.object().put("__typename", "InventorySetQuantitiesPayload");
    ObjectNode group =
        answer
            .putObject("inventoryAdjustmentGroup")
            .put("__typename", "InventoryAdjustmentGroup")
            .put("id", "gid://shopify/InventoryAdjustmentGroup/" + site.calls().total())
            .put("reason", "correction");
    ArrayNode changes = group.putArray("changes");
    for (JsonNode entry : entries) {
      Listing before = site.shop().find(entry.path("inventoryItemId").asString("")).orElseThrow();
      Listing now = site.push(before, entry.path("quantity").intValue());
      if (now.quantity() != before.quantity()) {
        changes.add(change("available", before, now));
        changes.add(change("on_hand", before, now).putNull("quantityAfterChange"));
      }
    }
    answer.putArray("userErrors");
    return answer;
  }

  private ObjectNode change(String name, Listing before, Listing now) {
    ObjectNode change = Json.object().put("__typename", "InventoryChange").put("name", name);
    change.put("delta", now.quantity() - before.quantity());
    change.put("quantityAfterChange", now.quantity());
    change
        .putObject("item")
        .put("__typename", "InventoryItem")
        .put("id", now.id())
        .put("tracked", !untracked.test(now.sku()));
    change.putObject("location").put("__typename", "Location").put("id", Shopify.LOCATION);
    return change;
  }

  private static ObjectNode refused(List<ObjectNode> errors) {
    ObjectNode answer = Json.object().put("__typename", "InventorySetQuantitiesPayload");
    answer.putNull("inventoryAdjustmentGroup");
    answer.putArray("userErrors").addAll(errors);
    return answer;
  }

  /**
   * @param index of the entry; below 0 if it is about all
   */
  private static ObjectNode error(String code, int index, String what) {
    ObjectNode error =
        Json.object().put("__typename", "InventorySetQuantitiesUserError").put("code", code);
    error.put("message", "The change was refused: " + code);
    ArrayNode path = error.putArray("field").add("input");
    if (index >= 0) {
      path.add("quantities").add("" + index);
    }
    path.add(what);
    return error;
  }
}
