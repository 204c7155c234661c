package dev.onhand.sandbox.woocommerce;

import dev.onhand.sandbox.Fault;
import dev.onhand.sandbox.Json;
import dev.onhand.sandbox.Purpose;
import dev.onhand.sandbox.Site;
import dev.onhand.sandbox.shop.Listing;
import dev.onhand.sandbox.wire.Request;
import dev.onhand.sandbox.wire.Response;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /products}, with variations and batches. */
final class ProductsApi {
  static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss");

  /** The second variation that shares a product's stock has this more than its number. */
  static final long SIBLING = 9_000_000;

  private static final int BATCH_MAX = 100;

  private final Site site;
  private final Predicate<String> variations;
  private final Predicate<String> unmanaged;
  private final Predicate<String> shared;

  /** SKUs that did not manage stock until a client turned it on. */
  private final Set<String> turnedOn = new HashSet<>();

  ProductsApi(
      Site site,
      Predicate<String> variations,
      Predicate<String> unmanaged,
      Predicate<String> shared) {
    this.site = site;
    this.variations = variations;
    this.unmanaged = unmanaged;
    this.shared = shared;
  }

  Response list(Request request) {
    Pages pages = Pages.of(request);
    return pages.answer(
        site, Purpose.LISTING_READ, site.listings(pages.offset()), this::product, request);
  }

  Response one(Request request, String id) {
    return shown(
        request,
        id.matches("\\d{1,9}")
            ? site.shop()
                .find("" + number(Long.parseLong(id)))
                .filter(it -> id.equals("" + productId(it)))
                .map(this::product)
            : Optional.empty());
  }

  Response variations(Request request, String parent) {
    List<Listing> found = parent(parent).stream().toList();
    if (found.isEmpty()) {
      return notFound();
    }
    Listing listing = found.getFirst();
    List<Long> ids =
        shared.test(listing.sku())
            ? List.of(listing.number(), SIBLING + listing.number())
            : List.of(listing.number());
    return Pages.of(request)
        .answer(site, Purpose.LISTING_READ, ids, id -> variation(listing, id), request);
  }

  Response variation(Request request, String parent, String id) {
    return shown(
        request,
        parent(parent)
            .filter(it -> id.equals(it.id()) || id.equals("" + (SIBLING + it.number())))
            .map(it -> variation(it, Long.parseLong(id))));
  }

  private Response shown(Request request, Optional<ObjectNode> document) {
    return document
        .map(it -> site.json(Purpose.LISTING_READ, 200, Fields.of(request, it)))
        .orElseGet(ProductsApi::notFound);
  }

  private static Response notFound() {
    return WooDialect.error(404, "woocommerce_rest_product_invalid_id", "Invalid ID.");
  }

  /** The listing that has this product for a parent. */
  private Optional<Listing> parent(String id) {
    return id.matches("\\d{1,9}") && Long.parseLong(id) > WooCommerce.PARENT
        ? site.shop().find("" + (Long.parseLong(id) - WooCommerce.PARENT)).filter(this::isVariable)
        : Optional.empty();
  }

  private boolean isVariable(Listing listing) {
    return variations.test(listing.sku()) || shared.test(listing.sku());
  }

  private static long number(long id) {
    return id > WooCommerce.PARENT ? id - WooCommerce.PARENT : id;
  }

  private long productId(Listing listing) {
    return isVariable(listing) ? WooCommerce.PARENT + listing.number() : listing.number();
  }

  private ObjectNode product(Listing listing) {
    boolean isVariable = isVariable(listing);
    boolean isShared = shared.test(listing.sku());
    ObjectNode document = Json.object().put("id", productId(listing));
    document.put("sku", isVariable && !isShared ? "" : listing.sku());
    document.put("name", listing.item().title());
    document.put("type", isVariable ? "variable" : "simple");
    document.put("status", listing.state() == Listing.State.ONLINE ? "publish" : "draft");
    stock(document, listing, isVariable ? isShared : isManaged(listing));
    document.put("backorders", "no");
    ArrayNode ids = document.putArray("variations");
    if (isVariable) {
      ids.add(listing.number());
    }
    if (isShared) {
      ids.add(SIBLING + listing.number());
    }
    document.put("date_modified_gmt", TIME.format(listing.updatedAt().atOffset(ZoneOffset.UTC)));
    return document;
  }

  private ObjectNode variation(Listing listing, long id) {
    boolean isShared = shared.test(listing.sku());
    ObjectNode document = Json.object().put("id", id);
    document.put("sku", isShared ? "" : listing.sku());
    document.put("status", listing.state() == Listing.State.ONLINE ? "publish" : "private");
    stock(document, listing, isShared || isManaged(listing));
    if (isShared) {
      document.put("manage_stock", "parent");
    }
    return document;
  }

  private boolean isManaged(Listing listing) {
    return !unmanaged.test(listing.sku()) || turnedOn.contains(listing.sku());
  }

  private static void stock(ObjectNode document, Listing listing, boolean isManaged) {
    document.put("manage_stock", isManaged);
    if (isManaged) {
      document.put("stock_quantity", listing.quantity());
    } else {
      document.putNull("stock_quantity");
    }
    document.put("stock_status", listing.quantity() > 0 ? "instock" : "outofstock");
  }

  /**
   * @param parent empty: of products
   */
  Response batch(Request request, String parent) {
    JsonNode entries = Json.read(request.body()).orElseGet(Json::object).path("update");
    if (!entries.isArray()) {
      return WooDialect.error(400, "rest_invalid_param", "Invalid parameter(s): update");
    }
    if (entries.size() > BATCH_MAX) {
      return WooDialect.error(
          413,
          "woocommerce_rest_request_entity_too_large",
          "Unable to accept more than 100 items for this request.");
    }
    if (!parent.isEmpty() && parent(parent).isEmpty()) {
      return notFound();
    }
    ObjectNode body = Json.object();
    ArrayNode answers = body.putArray("update");
    for (JsonNode entry : entries) {
      answers.add(update(request, entry, parent));
    }
    return site.json(Purpose.PUSH, 200, body);
  }

  private ObjectNode update(Request request, JsonNode entry, String parent) {
    long id = entry.path("id").asLong(0);
    Optional<Listing> found =
        parent.isEmpty()
            ? site.shop().find("" + number(id)).filter(it -> productId(it) == id)
            : parent(parent).filter(it -> it.number() == id);
    if (found.isEmpty()) {
      return refused(id, "woocommerce_rest_product_invalid_id", "Invalid ID.");
    }
    if (site.faults().fires(Fault.REFUSED_ITEM, Purpose.PUSH)) {
      return refused(id, "product_invalid_sku", "Invalid or duplicated SKU.");
    }
    Listing listing = found.get();
    if (entry.path("manage_stock").asBoolean(false)) {
      turnedOn.add(listing.sku());
    }
    JsonNode quantity = entry.path("stock_quantity");
    boolean isKept = isManaged(listing) && quantity.isInt();
    Listing now = isKept ? site.push(listing, quantity.intValue()) : listing;
    return Fields.of(request, parent.isEmpty() ? product(now) : variation(now, now.number()));
  }

  private static ObjectNode refused(long id, String code, String message) {
    ObjectNode answer = Json.object().put("id", id);
    answer
        .putObject("error")
        .put("code", code)
        .put("message", message)
        .putObject("data")
        .put("status", 400);
    return answer;
  }
}
