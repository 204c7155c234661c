package dev.onhand.sandbox.medusa;

import dev.onhand.sandbox.Json;
import dev.onhand.sandbox.Purpose;
import dev.onhand.sandbox.Site;
import dev.onhand.sandbox.shop.Listing;
import dev.onhand.sandbox.wire.Request;
import dev.onhand.sandbox.wire.Response;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/** Reading of inventory items, variants and locations. */
final class InventoryApi {
  private static final int LIMIT = 20;
  private static final int LEVELS_LIMIT = 50;
  private static final String LOCATION = "location_levels[location_id]";
  private static final String ITEM_FIELDS =
      "id,sku,title,stocked_quantity,reserved_quantity,updated_at,*location_levels";
  private static final String VARIANT_FIELDS =
      "id,sku,title,product_id,manage_inventory,allow_backorder";

  /** Any other parameter is refused. */
  private static final Pattern KNOWN =
      Pattern.compile(
          "(limit|offset|order|fields|q|(sku|id)(\\[\\d*])?|location_levels\\[location_id](\\[\\d*])?)");

  private final Site site;
  private final Levels levels;

  InventoryApi(Site site, Levels levels) {
    this.site = site;
    this.levels = levels;
  }

  Response page(Request request) {
    Optional<String> strange =
        request.parameters().keySet().stream()
            .filter(it -> !KNOWN.matcher(it).matches())
            .findFirst();
    if (strange.isPresent()) {
      return Errors.invalid("Unrecognized fields: '" + strange.get() + "'");
    }
    Lists page = Lists.of(request, LIMIT);
    Fields fields = Fields.of(request, ITEM_FIELDS);
    return site.json(
        Purpose.LISTING_READ,
        200,
        page.envelope("inventory_items", matching(request, page), it -> fields.of(item(it))));
  }

  Response one(String id, Request request) {
    return site.shop()
        .find(id)
        .map(
            found -> {
              ObjectNode document = Json.object();
              document.set("inventory_item", Fields.of(request, ITEM_FIELDS).of(item(found)));
              return site.json(Purpose.LISTING_READ, 200, document);
            })
        .orElseGet(() -> notFound(id));
  }

  Response levels(String id) {
    Optional<Listing> found = site.shop().find(id);
    if (found.isEmpty()) {
      return notFound(id);
    }
    ObjectNode document = Json.object();
    document.set("inventory_levels", levels.documents(found.get()));
    document.put("count", document.get("inventory_levels").size());
    document.put("offset", 0).put("limit", LEVELS_LIMIT);
    return site.json(Purpose.LISTING_READ, 200, document);
  }

  Response locations() {
    ObjectNode document = Json.object();
    document.putArray("stock_locations");
    document
        .withArray("stock_locations")
        .add(Json.object().put("id", Ids.MAIN).put("name", "Main"))
        .add(Json.object().put("id", Ids.SECOND).put("name", "Second"));
    document.put("count", 2).put("offset", 0).put("limit", LIMIT);
    return site.json(Purpose.OTHER, 200, document);
  }

  /** Each item has one variant of its own SKU. */
  Response variants(Request request) {
    Lists page = Lists.of(request, LIMIT);
    Fields fields = Fields.of(request, VARIANT_FIELDS);
    return site.json(
        Purpose.LISTING_READ,
        200,
        page.envelope("variants", matching(request, page), it -> fields.of(variant(it))));
  }

  /** Sorted by id a list is stable; else pages may shift. */
  private List<Listing> matching(Request request, Lists page) {
    boolean isStable = request.parameter("order").isPresent();
    Set<String> skus = new HashSet<>(Lists.values(request, "sku"));
    Set<String> ids = new HashSet<>(Lists.values(request, "id"));
    List<String> locations = Lists.values(request, LOCATION);
    Predicate<Listing> wanted =
        item ->
            (skus.isEmpty() || skus.contains(item.sku()))
                && (ids.isEmpty() || ids.contains(item.id()))
                && (locations.isEmpty()
                    || locations.stream().anyMatch(it -> levels.isStocked(item.id(), it)));
    List<Listing> found =
        (isStable ? site.shop().listings() : site.listings(page.offset()))
            .stream().filter(wanted).toList();
    return isStable ? found.stream().sorted(Comparator.comparing(Listing::number)).toList() : found;
  }

  ObjectNode item(Listing item) {
    ObjectNode document = Json.object();
    document.put("id", item.id());
    document.put("sku", item.sku());
    document.put("title", item.item().title());
    document.put("stocked_quantity", levels.stocked(item));
    document.put("reserved_quantity", item.held());
    document.put("updated_at", Times.of(item.updatedAt()));
    document.set("location_levels", levels.documents(item));
    return document;
  }

  private ObjectNode variant(Listing item) {
    ObjectNode document = Json.object();
    document.put("id", Ids.variant(item.number()));
    document.put("sku", item.sku());
    document.put("title", item.item().title());
    document.put("ean", item.item().gtin().isEmpty() ? null : item.item().gtin());
    document.put("product_id", Ids.product(item.number()));
    document.put("manage_inventory", true);
    document.put("allow_backorder", false);
    ObjectNode link = document.putArray("inventory_items").addObject();
    link.put("inventory_item_id", item.id());
    link.put("required_quantity", 1);
    link.set("inventory", item(item));
    return document;
  }

  private static Response notFound(String id) {
    return Errors.notFound("Inventory item with id: " + id + " was not found");
  }
}
