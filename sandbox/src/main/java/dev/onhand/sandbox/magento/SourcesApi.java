package dev.onhand.sandbox.magento;

import dev.onhand.sandbox.Json;
import dev.onhand.sandbox.Purpose;
import dev.onhand.sandbox.Site;
import dev.onhand.sandbox.Work;
import dev.onhand.sandbox.magento.Search.Columns;
import dev.onhand.sandbox.magento.Sources.Row;
import dev.onhand.sandbox.shop.Listing;
import dev.onhand.sandbox.wire.Request;
import dev.onhand.sandbox.wire.Response;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reading below {@code inventory}: sources, stocks, source items and salable quantities. */
final class SourcesApi {
  private static final String STOCK = "1";
  private static final String WEBSITE = "base";

  private static final Columns<Row> ROW_COLUMNS =
      field ->
          switch (field) {
            case "sku" -> Row::sku;
            case "source_code" -> Row::source;
            case "quantity" -> row -> (long) row.quantity();
            case "status" -> row -> (long) row.status();
            default -> throw Pages.noField(field);
          };

  private static final Columns<Listing> SALABLE_COLUMNS =
      field ->
          switch (field) {
            case "sku" -> Listing::sku;
            case "entity_id" -> Listing::number;
            default -> throw Pages.noField(field);
          };

  /** For the short lists that nobody searches. */
  private static final Columns<ObjectNode> ANY = field -> row -> row.path(field).asString("");

  private final Site site;
  private final Sources sources;
  private final Pages pages;

  SourcesApi(Site site, Sources sources, Pages pages) {
    this.site = site;
    this.sources = sources;
    this.pages = pages;
  }

  /** Empty if there is no such path. */
  Optional<Work> route(List<String> path, Request request) {
    if (path.equals(List.of("source-items"))) {
      return reading(() -> sourceItems(request));
    }
    if (path.size() == 3 && path.getFirst().equals("get-product-salable-quantity")) {
      return reading(() -> salable(path.get(1), path.get(2)));
    }
    if (path.size() == 3 && path.get(1).equals("website")) {
      return switch (path.getFirst()) {
        case "export-stock-salable-qty" -> reading(() -> salables(path.get(2), request));
        case "stock-resolver" ->
            Optional.of(Work.reading(Purpose.OTHER, () -> stockOf(path.get(2))));
        default -> Optional.empty();
      };
    }
    return path.size() == 1 ? shortList(path.getFirst(), request) : Optional.empty();
  }

  private static Optional<Work> reading(Supplier<Response> answer) {
    return Optional.of(Work.reading(Purpose.LISTING_READ, answer));
  }

  private Optional<Work> shortList(String name, Request request) {
    List<ObjectNode> rows =
        switch (name) {
          case "sources" ->
              List.of(source(Sources.DEFAULT, "Default Source"), source(Sources.OUTLET, "Outlet"));
          case "stocks" -> List.of(stock());
          case "stock-source-links" ->
              List.of(
                  Json.object()
                      .put("source_code", Sources.DEFAULT)
                      .put("stock_id", 1)
                      .put("priority", 1));
          default -> List.of();
        };
    return rows.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Work.reading(
                Purpose.OTHER, () -> pages.page(request, Purpose.OTHER, rows, ANY, it -> it)));
  }

  private Response sourceItems(Request request) {
    Search search = pages.search(request);
    List<Listing> listings =
        search.isSorted() ? site.shop().listings() : site.listings(search.offset());
    return pages.page(
        request,
        Purpose.LISTING_READ,
        search,
        search.matching(sources.rows(listings), ROW_COLUMNS),
        row ->
            Json.object()
                .put("sku", row.sku())
                .put("source_code", row.source())
                .put("quantity", row.quantity())
                .put("status", row.status()));
  }

  private Response salable(String sku, String stock) {
    Optional<Listing> listing = site.shop().findBySku(sku);
    if (listing.isEmpty() || !stock.equals(STOCK)) {
      return Errors.noProduct();
    }
    JsonNode number = Json.object().put("n", listing.get().listed()).get("n");
    return site.json(Purpose.LISTING_READ, 200, number);
  }

  private Response salables(String website, Request request) {
    if (!website.equals(WEBSITE)) {
      return noWebsite();
    }
    return pages.page(
        request,
        Purpose.LISTING_READ,
        site.shop().listings(),
        SALABLE_COLUMNS,
        listing ->
            Json.object()
                .put("sku", listing.sku())
                .put("qty", listing.quantity() - listing.held())
                .put("is_salable", listing.listed() > 0));
  }

  private Response stockOf(String website) {
    return website.equals(WEBSITE) ? site.json(Purpose.OTHER, 200, stock()) : noWebsite();
  }

  private static Response noWebsite() {
    return Errors.of(404, "No linked stock found");
  }

  private static ObjectNode stock() {
    return Json.object().put("stock_id", 1).put("name", "Default Stock");
  }

  private static ObjectNode source(String code, String name) {
    return Json.object().put("source_code", code).put("name", name).put("enabled", true);
  }
}
