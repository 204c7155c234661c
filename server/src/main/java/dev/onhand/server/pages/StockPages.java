package dev.onhand.server.pages;

import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.ProductRef;
import dev.onhand.engine.access.Scope;
import dev.onhand.engine.catalogue.Location;
import dev.onhand.engine.catalogue.Locations;
import dev.onhand.engine.channels.ListingFilter;
import dev.onhand.engine.channels.Listings;
import dev.onhand.engine.explain.Explaining;
import dev.onhand.engine.explain.Question;
import dev.onhand.engine.journal.Journal;
import dev.onhand.engine.journal.JournalEntry;
import dev.onhand.engine.journal.JournalFilter;
import dev.onhand.engine.orders.ReservationFilter;
import dev.onhand.engine.orders.Reservations;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.paging.Slice;
import dev.onhand.engine.stock.Stock;
import dev.onhand.engine.stock.StockFilter;
import dev.onhand.engine.stock.StockLevel;
import dev.onhand.engine.stock.StockTotals;
import dev.onhand.engine.stock.TimeAxis;
import dev.onhand.model.Sku;
import dev.onhand.server.access.Caller;
import dev.onhand.server.access.Needs;
import dev.onhand.server.web.Fields;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.PageOf;
import dev.onhand.server.web.ProblemException;
import dev.onhand.server.web.Refs;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** Stock of all products, and all there is to say of one. */
@Controller
class StockPages {

  /** So many movements are shown with a product, and stand behind its chart. */
  private static final int MOVEMENTS_SHOWN = 50;

  private static final int RESERVATIONS_SHOWN = 20;
  private static final int LISTINGS_SHOWN = 50;

  private final Pages pages;
  private final Stock stock;
  private final Locations locations;
  private final Journal journal;
  private final Reservations reservations;
  private final Listings listings;
  private final Explaining explaining;
  private final InstantSource clock;
  private final RandomGenerator random;

  StockPages(
      Pages pages,
      Stock stock,
      Locations locations,
      Journal journal,
      Reservations reservations,
      Listings listings,
      Explaining explaining,
      InstantSource clock,
      RandomGenerator random) {
    this.pages = pages;
    this.stock = stock;
    this.locations = locations;
    this.journal = journal;
    this.reservations = reservations;
    this.listings = listings;
    this.explaining = explaining;
    this.clock = clock;
    this.random = random;
  }

  @GetMapping("/stock")
  @Needs(Scope.STOCK_READ)
  View showStockGrid(
      HttpServletRequest request,
      Caller caller,
      @RequestParam(defaultValue = "") String q,
      @RequestParam(defaultValue = "") String location,
      @RequestParam(name = "below_floor", defaultValue = "false") boolean belowFloor,
      @PageOf(IdKind.PRODUCT) PageRequest page) {
    StockFilter filter =
        Fields.checked(
            () ->
                new StockFilter(
                    location.isBlank() ? null : Refs.location(location.strip()),
                    belowFloor,
                    q.isBlank() ? null : new Sku(q.strip()).folded()));
    Slice<StockTotals> found =
        Fields.checked(() -> stock.list(caller.seller(), filter, Stock.Detail.SUMS, page));
    Map<String, @Nullable String> filters = new LinkedHashMap<>();
    filters.put("q", q);
    filters.put("location", location);
    filters.put("below_floor", belowFloor ? "true" : "");
    Pager pager =
        Pager.of("/stock", filters, page, found, IdKind.PRODUCT, row -> row.product().value());
    StockGrid content =
        new StockGrid(found.rows(), pager, q, location, belowFloor, locationCodes(caller));
    return pages.page(
        pages.shell(request, caller, "Stock", Shell.Section.STOCK),
        "stock",
        Map.of("page", content));
  }

  private List<String> locationCodes(Caller caller) {
    return locations.list(caller.seller(), PageRequest.first(PageRequest.LIMIT_MAX)).rows().stream()
        .map(location -> location.data().code())
        .toList();
  }

  @GetMapping("/stock/{ref}")
  @Needs(Scope.STOCK_READ)
  View showProductStock(
      HttpServletRequest request,
      Caller caller,
      @PathVariable String ref,
      @RequestParam(defaultValue = "") String changed) {
    ProductRef product = Fields.checked(() -> Refs.product(ref));
    StockTotals totals =
        stock
            .find(caller.seller(), product)
            .orElseThrow(() -> ProblemException.notFound("product", ref));
    return product(request, caller, totals, changed.isEmpty() ? "" : "Recorded: " + changed, null);
  }

  /** The page of a product, with what is to be said of a form that was sent. */
  View product(
      HttpServletRequest request,
      Caller caller,
      StockTotals totals,
      String done,
      @Nullable ProblemException refused) {
    List<JournalEntry> movements =
        journal
            .list(
                caller.seller(),
                ofProduct(totals, JournalFilter.Times.ANY),
                PageRequest.first(MOVEMENTS_SHOWN))
            .entries();
    ProductPage content =
        new ProductPage(
            totals,
            addLocations(caller, totals),
            movements.stream().map(MovementRow::of).toList(),
            Curve.back(movements, totals.units().onHand(), axis(caller, totals, movements)),
            caller.may(Scope.ORDERS_READ)
                ? reservations
                    .list(
                        caller.seller(),
                        new ReservationFilter(totals.product(), null, null, null, null, null),
                        PageRequest.first(RESERVATIONS_SHOWN))
                    .rows()
                : List.of(),
            caller.may(Scope.ORDERS_READ) ? listingsOf(caller, totals) : List.of(),
            explaining
                .explain(
                    caller.seller(),
                    totals.product(),
                    new Question(null, null, Question.LISTED_USUAL))
                .orElseThrow(),
            Forms.key(random),
            clock.instant());
    return pages.page(
        refused == null ? HttpServletResponse.SC_OK : refused.code().status(),
        pages.shell(request, caller, totals.sku().value(), Shell.Section.STOCK),
        "product",
        Map.of("page", content, "done", done, "refused", refused == null ? "" : refused.detail()));
  }

  private static JournalFilter ofProduct(StockTotals totals, JournalFilter.Times occurred) {
    return new JournalFilter(
        totals.product(),
        null,
        JournalFilter.OfCause.ANY,
        Set.of(),
        null,
        occurred,
        JournalFilter.Times.ANY);
  }

  /**
   * By when movements happened, unless one that was recorded before those that are shown happened
   * among them: then what was there at their times cannot be told from them.
   */
  private TimeAxis axis(Caller caller, StockTotals totals, List<JournalEntry> movements) {
    if (movements.size() < MOVEMENTS_SHOWN) {
      return TimeAxis.OCCURRED; // they are all there are
    }
    Instant first =
        movements.stream()
            .map(entry -> entry.movement().occurredAt())
            .min(Comparator.naturalOrder())
            .orElseThrow();
    PageRequest older = new PageRequest(1, movements.getLast().movement().id().value(), null);
    boolean isAmong =
        !journal
            .list(caller.seller(), ofProduct(totals, new JournalFilter.Times(first, null)), older)
            .entries()
            .isEmpty();
    return isAmong ? TimeAxis.RECORDED : TimeAxis.OCCURRED;
  }

  private List<ListingRow> listingsOf(Caller caller, StockTotals totals) {
    return listings
        .list(
            caller.seller(),
            new ListingFilter(null, totals.product(), null),
            PageRequest.first(LISTINGS_SHOWN))
        .rows()
        .stream()
        .map(ListingRow::of)
        .toList();
  }

  /** Also where nothing ever was something can be put. */
  private List<String> addLocations(Caller caller, StockTotals totals) {
    List<LocationId> known =
        Objects.requireNonNull(totals.levels()).stream().map(StockLevel::location).toList();
    return locations.list(caller.seller(), PageRequest.first(PageRequest.LIMIT_MAX)).rows().stream()
        .filter(location -> !known.contains(location.id()))
        .map(Location::data)
        .map(data -> data.code())
        .toList();
  }
}
