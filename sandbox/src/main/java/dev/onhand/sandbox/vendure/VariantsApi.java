package dev.onhand.sandbox.vendure;

import dev.onhand.sandbox.Fault;
import dev.onhand.sandbox.Json;
import dev.onhand.sandbox.Purpose;
import dev.onhand.sandbox.Site;
import dev.onhand.sandbox.graphql.GraphqlException;
import dev.onhand.sandbox.graphql.Selection.Field;
import dev.onhand.sandbox.shop.Listing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Variants with their stock levels. Location 1 is the shop's stock; at location 2 nothing is sold.
 */
final class VariantsApi {
  private static final String MAIN = "1";
  private static final String SECOND = "2";
  private static final Map<String, String> LOCATIONS =
      Map.of(MAIN, "Default Stock Location", SECOND, "Second Location");

  /** A level that a client wants. */
  private record Row(Listing listing, String location, int onHand) {}

  private final Site site;
  private final Stamps stamps;
  private final Map<String, Function<Listing, @Nullable Object>> columns;

  /** What a client stocked at the second location, by variant. */
  private final Map<String, Integer> second = new HashMap<>();

  VariantsApi(Site site, Stamps stamps) {
    this.site = site;
    this.stamps = stamps;
    this.columns =
        Map.of(
            "id", Listing::number,
            "sku", Listing::sku,
            "name", listing -> listing.item().title(),
            "enabled", listing -> listing.state() == Listing.State.ONLINE,
            "updatedAt", listing -> stamps.kept(listing.updatedAt()));
  }

  /** Sorted, a list is stable; else its rows come in no fixed order. */
  ObjectNode list(Field field) {
    Options options = new Options(field.argument("options"));
    List<Listing> all = options.isSorted() ? site.shop().listings() : site.listings(options.skip());
    List<Listing> matching = options.matching(all, columns, site);
    return options.page("ProductVariantList", matching, this::document);
  }

  JsonNode one(Field field) {
    return site.shop()
        .find(field.argument("id").asString(""))
        .map(listing -> (JsonNode) document(listing))
        .orElseGet(NullNode::getInstance);
  }

  ObjectNode locations() {
    ObjectNode list =
        Json.object().put("__typename", "StockLocationList").put("totalItems", LOCATIONS.size());
    list.putArray("items").add(location(MAIN)).add(location(SECOND));
    return list;
  }

  /** All or nothing. */
  ArrayNode update(Field field) {
    List<Row> rows = new ArrayList<>();
    List<Listing> named = new ArrayList<>();
    for (JsonNode input : field.argument("input")) {
      Listing listing = listing(input.path("id").asString(""));
      named.add(listing);
      for (JsonNode level : input.path("stockLevels")) {
        rows.add(row(listing, level));
      }
    }
    if (!rows.isEmpty() && site.faults().fires(Fault.REFUSED_ITEM, Purpose.PUSH)) {
      throw new GraphqlException(200, "INTERNAL_SERVER_ERROR", "A plugin refused the change");
    }
    Map<String, Listing> claimed = new HashMap<>();
    rows.forEach(row -> set(row).ifPresent(it -> claimed.put(it.id(), it)));
    ArrayNode answer = Json.array();
    named.forEach(it -> answer.add(document(claimed.getOrDefault(it.id(), it))));
    return answer;
  }

  private Listing listing(String id) {
    return site.shop()
        .find(id)
        .orElseThrow(
            () ->
                new GraphqlException(
                    200, "ENTITY_NOT_FOUND", "No ProductVariant with the id '" + id + "' exists"));
  }

  /** A negative number is taken. */
  private static Row row(Listing listing, JsonNode level) {
    String location = level.path("stockLocationId").asString("");
    JsonNode onHand = level.path("stockOnHand");
    if (!onHand.isInt()) {
      throw new GraphqlException(
          200, "BAD_USER_INPUT", "Int cannot represent non-integer value: " + onHand);
    }
    if (!LOCATIONS.containsKey(location)) {
      throw new GraphqlException(
          200,
          "",
          "insert or update on table \"stock_level\" violates foreign key constraint \"FK_984c\"");
    }
    return new Row(listing, location, onHand.intValue());
  }

  private Optional<Listing> set(Row row) {
    if (row.location().equals(SECOND)) {
      second.put(row.listing().id(), row.onHand());
      return Optional.empty();
    }
    Listing now = site.shop().find(row.listing().id()).orElseThrow();
    return Optional.of(site.push(now, row.onHand()));
  }

  private ObjectNode document(Listing listing) {
    boolean isEnabled = listing.state() == Listing.State.ONLINE;
    ObjectNode document = Json.object().put("__typename", "ProductVariant");
    document.put("id", listing.id());
    document.put("sku", listing.sku());
    document.put("name", listing.item().title());
    document.put("enabled", isEnabled);
    document.put("trackInventory", "TRUE");
    document.put("outOfStockThreshold", 0);
    document.put("useGlobalOutOfStockThreshold", true);
    document.put("updatedAt", Times.of(stamps.kept(listing.updatedAt())));
    document
        .putObject("product")
        .put("__typename", "Product")
        .put("id", listing.id())
        .put("name", listing.item().title())
        .put("enabled", isEnabled);
    ArrayNode levels = document.putArray("stockLevels");
    levels.add(level(listing, MAIN, listing.quantity(), listing.held()));
    Integer elsewhere = second.get(listing.id());
    if (elsewhere != null) {
      levels.add(level(listing, SECOND, elsewhere, 0));
    }
    return document;
  }

  private static ObjectNode level(Listing listing, String location, int onHand, int allocated) {
    ObjectNode level = Json.object().put("__typename", "StockLevel");
    level.put("id", listing.id() + location);
    level.put("stockLocationId", location);
    level.put("stockOnHand", onHand);
    level.put("stockAllocated", allocated);
    level.set("stockLocation", location(location));
    return level;
  }

  private static ObjectNode location(String id) {
    return Json.object()
        .put("__typename", "StockLocation")
        .put("id", id)
        .put("name", LOCATIONS.getOrDefault(id, ""));
  }
}
