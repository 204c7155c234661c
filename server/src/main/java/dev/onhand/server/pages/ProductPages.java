package dev.onhand.server.pages;

import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.ProductRef;
import dev.onhand.engine.access.Scope;
import dev.onhand.engine.channels.ListingFilter;
import dev.onhand.engine.channels.Listings;
import dev.onhand.engine.explain.Explaining;
import dev.onhand.engine.explain.Explanation;
import dev.onhand.engine.explain.Question;
import dev.onhand.engine.orders.Reservation;
import dev.onhand.engine.orders.ReservationFilter;
import dev.onhand.engine.orders.Reservations;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.stock.LevelUnits;
import dev.onhand.engine.stock.Stock;
import dev.onhand.engine.stock.StockAsOf;
import dev.onhand.engine.stock.StockTotals;
import dev.onhand.engine.stock.TimeAxis;
import dev.onhand.server.access.Caller;
import dev.onhand.server.access.Needs;
import dev.onhand.server.web.Fields;
import dev.onhand.server.web.ProblemException;
import dev.onhand.server.web.Refs;
import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import tools.jackson.databind.json.JsonMapper;

/** All there is to say of a product's stock. */
@Controller
class ProductPages {

  /** So many movements are listed. */
  private static final int MOVEMENTS_SHOWN = 50;

  private static final String ASKED =
      "The channels are asked what they show; load the page again in a moment.";

  private static final int RESERVATIONS_SHOWN = 20;

  /** So many listings are listed; nobody has more of one product than that. */
  static final int LISTINGS_SHOWN = 50;

  private final Pages pages;
  private final Stock stock;
  private final StockAsOf past;
  private final LocationCodes locations;
  private final Curves curves;
  private final Reservations reservations;
  private final Listings listings;
  private final Explaining explaining;
  private final JsonMapper json;
  private final InstantSource clock;
  private final RandomGenerator random;

  ProductPages(
      Pages pages,
      Stock stock,
      StockAsOf past,
      LocationCodes locations,
      Curves curves,
      Reservations reservations,
      Listings listings,
      Explaining explaining,
      JsonMapper json,
      InstantSource clock,
      RandomGenerator random) {
    this.pages = pages;
    this.stock = stock;
    this.past = past;
    this.locations = locations;
    this.curves = curves;
    this.reservations = reservations;
    this.listings = listings;
    this.explaining = explaining;
    this.json = json;
    this.clock = clock;
    this.random = random;
  }

  /**
   * Shows a product's stock.
   *
   * @param at as it was then, by the seller's clocks or with an offset; empty: as it is
   * @param axis by when movements occurred (empty: that) or were recorded
   * @param days how many days on which it moved the chart has
   * @param explained why its numbers are what they are, also where that takes a while
   * @param changed what became of a change, in a word
   * @param imported the import that a change of several lines is
   */
  @GetMapping("/stock/{ref}")
  @Needs(Scope.STOCK_READ)
  View showProductStock(
      HttpServletRequest request,
      Caller caller,
      @PathVariable String ref,
      @RequestParam(defaultValue = "") String at,
      @RequestParam(defaultValue = "") String axis,
      @RequestParam(defaultValue = "") String days,
      @RequestParam(defaultValue = "false") boolean explained,
      @RequestParam(defaultValue = "") String changed,
      @RequestParam(name = "import", defaultValue = "") String imported) {
    ProductRef product = Fields.checked(() -> Refs.product(ref));
    StockTotals totals =
        stock
            .find(caller.seller(), product)
            .orElseThrow(() -> ProblemException.notFound("product", ref));
    Shell shell = pages.shell(request, caller, totals.sku().value(), Shell.Section.STOCK);
    ProductQuestion question = ProductQuestion.read(at, axis, days, explained, shell.zone());
    return pages.page(
        shell,
        "product",
        Map.of(
            "page",
            page(caller, shell, totals, question),
            "done",
            changed.equals("asked") ? ASKED : Adjusting.Recorded.sentence(changed),
            "undo",
            Adjusting.Recorded.undoPath(imported)));
  }

  private ProductPage page(
      Caller caller, Shell shell, StockTotals totals, ProductQuestion question) {
    boolean isNow = question.at() == null;
    boolean seesOrders = isNow && caller.may(Scope.ORDERS_READ);
    List<LevelRow> levels = isNow ? levels(totals) : levelsThen(caller, totals, question);
    long onHand = levels.stream().mapToLong(row -> row.units().onHand()).sum();
    boolean isExplained =
        question.explained() || explaining.isQuick(caller.seller(), totals.product());
    Curves.Known known = curves.known(caller.seller(), totals.product(), question);
    Curve curve =
        curves.of(caller.seller(), totals.product(), question, known, onHand, shell.zone());
    return new ProductPage(
        question,
        totals,
        levels,
        isNow ? locations.without(caller, totals) : List.of(),
        known.newestFirst().stream().limit(MOVEMENTS_SHOWN).map(MovementRow::of).toList(),
        curve,
        json.writeValueAsString(curve.byReason()),
        seesOrders ? reservationsOf(caller, totals) : List.of(),
        seesOrders ? listingsOf(caller, totals) : List.of(),
        question.axis() == TimeAxis.OCCURRED && isExplained
            ? explanation(caller, totals, question)
            : null,
        question.axis() == TimeAxis.OCCURRED && !isExplained,
        Forms.key(random),
        clock.instant());
  }

  private static List<LevelRow> levels(StockTotals totals) {
    return Objects.requireNonNull(totals.levels()).stream().map(LevelRow::of).toList();
  }

  /** Where anything ever was there is a level now, which knows the name of its location. */
  private List<LevelRow> levelsThen(Caller caller, StockTotals totals, ProductQuestion question) {
    Map<LocationId, LevelUnits> then =
        past
            .levels(
                caller.seller(),
                totals.product(),
                null,
                question.axis(),
                Objects.requireNonNull(question.at()))
            .stream()
            .collect(Collectors.toMap(StockAsOf.LevelAsOf::location, StockAsOf.LevelAsOf::units));
    return Objects.requireNonNull(totals.levels()).stream()
        .filter(level -> then.containsKey(level.location()))
        .map(level -> LevelRow.past(level, Objects.requireNonNull(then.get(level.location()))))
        .toList();
  }

  private List<Reservation> reservationsOf(Caller caller, StockTotals totals) {
    return reservations
        .list(
            caller.seller(),
            new ReservationFilter(totals.product(), null, null, null, null, null),
            PageRequest.first(RESERVATIONS_SHOWN))
        .rows();
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

  private @Nullable Explanation explanation(
      Caller caller, StockTotals totals, ProductQuestion question) {
    return explaining
        .explain(
            caller.seller(),
            totals.product(),
            new Question(question.at(), null, Question.LISTED_USUAL))
        .orElse(null);
  }
}
