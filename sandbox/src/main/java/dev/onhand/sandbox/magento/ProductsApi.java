package dev.onhand.sandbox.magento;

import dev.onhand.sandbox.Json;
import dev.onhand.sandbox.Purpose;
import dev.onhand.sandbox.Site;
import dev.onhand.sandbox.magento.Search.Columns;
import dev.onhand.sandbox.shop.Listing;
import dev.onhand.sandbox.wire.Request;
import dev.onhand.sandbox.wire.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import tools.jackson.databind.node.ObjectNode;

/** The catalogue, and the stock item of one product. */
final class ProductsApi {
  /** Added to a child's number, it is that of its configurable parent. */
  static final long PARENT = 1_000_000;

  /** A product as the catalogue knows it. */
  private record Product(
      long id, String sku, String name, int status, String type, String updated) {}

  private static final Columns<Product> COLUMNS =
      field ->
          switch (field) {
            case "entity_id" -> Product::id;
            case "sku" -> Product::sku;
            case "name" -> Product::name;
            case "status" -> product -> (long) product.status();
            case "type_id" -> Product::type;
            case "updated_at" -> Product::updated;
            default -> throw Pages.noField(field);
          };

  private final Site site;
  private final Pages pages;
  private final Predicate<String> isConfigurable;

  ProductsApi(Site site, Pages pages, Predicate<String> isConfigurable) {
    this.site = site;
    this.pages = pages;
    this.isConfigurable = isConfigurable;
  }

  /** Unsorted, pages may shift. */
  Response page(Request request) {
    Search search = pages.search(request);
    List<Listing> listings =
        search.isSorted() ? site.shop().listings() : site.listings(search.offset());
    List<Product> rows = new ArrayList<>();
    for (Listing listing : listings) {
      rows.add(product(listing, listing.number(), listing.sku(), "simple"));
      if (isConfigurable.test(listing.sku())) {
        long parent = listing.number() + PARENT;
        rows.add(product(listing, parent, listing.sku() + "-parent", "configurable"));
      }
    }
    return pages.page(
        request,
        Purpose.LISTING_READ,
        search,
        search.matching(rows, COLUMNS),
        ProductsApi::document);
  }

  /** One product's stock item; with sources, that of the default source. */
  Response stockItem(String sku) {
    return site.shop()
        .findBySku(sku)
        .map(listing -> site.json(Purpose.LISTING_READ, 200, stockItem(listing)))
        .orElseGet(Errors::noProduct);
  }

  private static Product product(Listing listing, long id, String sku, String type) {
    int status = listing.state() == Listing.State.PAUSED ? 2 : 1;
    String updated = Times.of(listing.updatedAt());
    return new Product(id, sku, listing.item().title(), status, type, updated);
  }

  private static ObjectNode document(Product product) {
    return Json.object()
        .put("id", product.id())
        .put("sku", product.sku())
        .put("name", product.name())
        .put("status", product.status())
        .put("type_id", product.type())
        .put("updated_at", product.updated());
  }

  private static ObjectNode stockItem(Listing listing) {
    return Json.object()
        .put("item_id", listing.number())
        .put("product_id", listing.number())
        .put("stock_id", 1)
        .put("qty", listing.quantity())
        .put("is_in_stock", listing.quantity() > 0 && listing.state() != Listing.State.WITHHELD)
        .put("manage_stock", true)
        .put("backorders", 0)
        .put("min_qty", 0);
  }
}
