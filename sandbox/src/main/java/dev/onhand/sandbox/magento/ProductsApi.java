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

  /** A product as the catalogue knows it: a listing, or the configurable parent of one. */
  private record Product(Listing listing, boolean isParent) {
    long id() {
      return listing.number() + (isParent ? PARENT : 0);
    }

    String sku() {
      return listing.sku() + (isParent ? "-parent" : "");
    }

    String name() {
      return listing.item().title();
    }

    long status() {
      return listing.state() == Listing.State.PAUSED ? 2 : 1;
    }

    String type() {
      return isParent ? "configurable" : "simple";
    }
  }

  private static final Columns<Product> COLUMNS =
      field ->
          switch (field) {
            case "entity_id" -> Product::id;
            case "sku" -> Product::sku;
            case "name" -> Product::name;
            case "status" -> Product::status;
            case "type_id" -> Product::type;
            case "updated_at" -> product -> Times.second(product.listing().updatedAt());
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
      rows.add(new Product(listing, false));
      if (isConfigurable.test(listing.sku())) {
        rows.add(new Product(listing, true));
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

  private static ObjectNode document(Product product) {
    return Json.object()
        .put("id", product.id())
        .put("sku", product.sku())
        .put("name", product.name())
        .put("status", product.status())
        .put("type_id", product.type())
        .put("updated_at", Times.of(product.listing().updatedAt()));
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
