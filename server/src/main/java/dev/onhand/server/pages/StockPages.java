package dev.onhand.server.pages;

import dev.onhand.engine.access.Scope;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.paging.Slice;
import dev.onhand.engine.stock.Stock;
import dev.onhand.engine.stock.StockFilter;
import dev.onhand.engine.stock.StockTotals;
import dev.onhand.model.Sku;
import dev.onhand.server.access.Caller;
import dev.onhand.server.access.Needs;
import dev.onhand.server.web.Fields;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.PageOf;
import dev.onhand.server.web.Refs;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** Stock of all products, and the change of one of them in its row. */
@Controller
class StockPages {

  private static final String PATH = "/stock";

  private final Pages pages;
  private final Stock stock;
  private final LocationCodes locations;
  private final RandomGenerator random;

  StockPages(Pages pages, Stock stock, LocationCodes locations, RandomGenerator random) {
    this.pages = pages;
    this.stock = stock;
    this.locations = locations;
    this.random = random;
  }

  /**
   * Lists stock.
   *
   * @param adjust SKU of the product whose stock is to be changed in its row; empty: none
   * @param changed what became of a change, in a word
   * @param imported the import that a change of several lines is
   */
  @GetMapping("/stock")
  @Needs(Scope.STOCK_READ)
  View showStockGrid(
      HttpServletRequest request,
      Caller caller,
      @RequestParam(defaultValue = "") String q,
      @RequestParam(defaultValue = "") String location,
      @RequestParam(name = "below_floor", defaultValue = "false") boolean belowFloor,
      @RequestParam(name = "running_low", defaultValue = "false") boolean runningLow,
      @RequestParam(defaultValue = "") String adjust,
      @RequestParam(defaultValue = "") String changed,
      @RequestParam(name = "import", defaultValue = "") String imported,
      @PageOf(IdKind.PRODUCT) PageRequest page) {
    StockFilter filter = filter(q, location, belowFloor, runningLow);
    Slice<StockTotals> found =
        Fields.checked(() -> stock.list(caller.seller(), filter, Stock.Detail.SUMS, page));
    Map<String, @Nullable String> filters = filters(q, location, belowFloor, runningLow);
    Optional<StockTotals> edited =
        adjust.isEmpty() || !caller.may(Scope.STOCK_WRITE)
            ? Optional.empty()
            : stock.find(caller.seller(), Fields.checked(() -> Refs.product(adjust)));
    StockGrid content =
        new StockGrid(
            found.rows(),
            stock.limits(
                caller.seller(),
                found.rows().stream().map(StockTotals::product).toList(),
                filter.location()),
            Pager.of(PATH, filters, page, found, IdKind.PRODUCT, row -> row.product().value()),
            q,
            location,
            belowFloor,
            runningLow,
            locations.all(caller),
            Pager.here(PATH, filters, page, IdKind.PRODUCT),
            Pager.link("/stock.csv", filters),
            edited.map(totals -> totals.sku().value()).orElse(""),
            edited.map(totals -> AdjustmentLine.blank(totals, location)).orElse(List.of()),
            edited.map(totals -> locations.without(caller, totals)).orElse(List.of()),
            Forms.key(random));
    return pages.page(
        pages.shell(request, caller, "Stock", Shell.Section.STOCK),
        "stock",
        Map.of(
            "page",
            content,
            "done",
            Adjusting.Recorded.sentence(changed),
            "undo",
            Adjusting.Recorded.undoPath(imported)));
  }

  /** What the parameters of the list ask for. */
  static StockFilter filter(String q, String location, boolean belowFloor, boolean runningLow) {
    return Fields.checked(
        () ->
            new StockFilter(
                location.isBlank() ? null : Refs.location(location.strip()),
                belowFloor,
                runningLow,
                q.isBlank() ? null : new Sku(q.strip()).folded()));
  }

  /** The same as parameters of an address. */
  private static Map<String, @Nullable String> filters(
      String q, String location, boolean belowFloor, boolean runningLow) {
    Map<String, @Nullable String> filters = new LinkedHashMap<>();
    filters.put("q", q);
    filters.put("location", location);
    filters.put("below_floor", belowFloor ? "true" : "");
    filters.put("running_low", runningLow ? "true" : "");
    return filters;
  }
}
