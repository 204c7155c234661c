package dev.onhand.server.stock;

import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.LocationRef;
import dev.onhand.core.ledger.ProductRef;
import dev.onhand.engine.access.Scope;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.paging.Slice;
import dev.onhand.engine.stock.LevelUnits;
import dev.onhand.engine.stock.Stock;
import dev.onhand.engine.stock.StockAsOf;
import dev.onhand.engine.stock.StockAsOf.LevelAsOf;
import dev.onhand.engine.stock.StockFilter;
import dev.onhand.engine.stock.StockLevel;
import dev.onhand.engine.stock.StockTotals;
import dev.onhand.engine.stock.TimeAxis;
import dev.onhand.model.Sku;
import dev.onhand.server.access.Caller;
import dev.onhand.server.access.Needs;
import dev.onhand.server.web.Fields;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.ListBody;
import dev.onhand.server.web.PageOf;
import dev.onhand.server.web.ProblemException;
import dev.onhand.server.web.Refs;
import dev.onhand.server.web.Times;
import dev.onhand.server.web.Versions;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Stock as it is now. */
@RestController
@RequestMapping(path = StockController.PATH, produces = "application/json")
class StockController {

  static final String PATH = "/api/v1/stock";

  private final Stock stock;
  private final StockAsOf past;

  StockController(Stock stock, StockAsOf past) {
    this.stock = stock;
    this.past = past;
  }

  /** Lists the stock of each product, by SKU, at all locations or at one. */
  @GetMapping
  @Needs(Scope.STOCK_READ)
  ListBody<StockBody> listStock(
      Caller caller,
      @RequestParam(required = false) @Nullable String location,
      @RequestParam(required = false) @Nullable String q,
      @RequestParam(name = "below_floor", defaultValue = "false") boolean belowFloor,
      @RequestParam(name = "running_low", defaultValue = "false") boolean runningLow,
      @RequestParam(required = false) @Nullable String expand,
      @PageOf(IdKind.PRODUCT) PageRequest page) {
    Fields fields = Fields.ofParameters();
    var place = fields.optional("location", location, Refs::location);
    var prefix = fields.optional("q", q == null || q.isBlank() ? null : q, StockController::folded);
    var detail = fields.required("expand", expand == null ? "" : expand, StockController::detail);
    StockFilter filter =
        fields.build(
            () -> new StockFilter(place.orNull(), belowFloor, runningLow, prefix.orNull()));
    Slice<StockTotals> found =
        Fields.checked(() -> stock.list(caller.seller(), filter, detail.get(), page));
    return ListBody.of(PATH, found, StockBody::of);
  }

  private static String folded(String text) {
    return new Sku(text.strip()).folded();
  }

  private static Stock.Detail detail(String expand) {
    return switch (expand) {
      case "" -> Stock.Detail.SUMS;
      case "levels" -> Stock.Detail.LEVELS;
      default -> throw new IllegalArgumentException("expand must be levels, if it is given");
    };
  }

  /**
   * Shows the stock of a product, with its level at each location: now, or as of any time, by when
   * movements happened or by when they were recorded.
   */
  @GetMapping("/{ref}")
  @Needs(Scope.STOCK_READ)
  StockBody showStock(
      Caller caller,
      @PathVariable String ref,
      @RequestParam(required = false) @Nullable String at,
      @RequestParam(required = false) @Nullable String axis) {
    ProductRef product = Fields.checked(() -> Refs.product(ref));
    Fields fields = Fields.ofParameters();
    var time = fields.optional("at", at, text -> Times.instant("at", text));
    var ofTime = fields.required("axis", axis == null ? OCCURRED : axis, StockController::axis);
    fields.build(() -> Boolean.TRUE);
    StockTotals now =
        stock
            .find(caller.seller(), product)
            .orElseThrow(() -> ProblemException.notFound("product", ref));
    return time.orNull() == null
        ? StockBody.of(now)
        : lookBack(caller, now, time.get(), ofTime.get());
  }

  private static final String OCCURRED = TimeAxis.OCCURRED.code();

  private static TimeAxis axis(String code) {
    return Arrays.stream(TimeAxis.values())
        .filter(axis -> axis.code().equals(code))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("axis must be occurred or recorded"));
  }

  /** Where anything ever was there is a level now, which knows the names. */
  private StockBody lookBack(Caller caller, StockTotals now, Instant at, TimeAxis axis) {
    Map<LocationId, LevelUnits> then =
        past.levels(caller.seller(), now.product(), null, axis, at).stream()
            .collect(Collectors.toMap(LevelAsOf::location, LevelAsOf::units));
    List<StockLevelBody> levels =
        Objects.requireNonNull(now.levels()).stream()
            .filter(level -> then.containsKey(level.location()))
            .map(
                level ->
                    StockLevelBody.of(level, then.getOrDefault(level.location(), LevelUnits.NONE)))
            .toList();
    return StockBody.of(now, at, axis, levels);
  }

  /** Shows the level of a product at a location. */
  @GetMapping("/{ref}/levels/{location}")
  @Needs(Scope.STOCK_READ)
  ResponseEntity<StockLevelBody> showLevel(
      Caller caller, @PathVariable String ref, @PathVariable String location) {
    ProductRef product = Fields.checked(() -> Refs.product(ref));
    LocationRef place = Fields.checked(() -> Refs.location(location));
    StockLevel level =
        stock
            .findLevel(caller.seller(), product, place)
            .orElseThrow(() -> ProblemException.notFound("stock level", ref + " at " + location));
    return ResponseEntity.ok()
        .header("ETag", Versions.etag(level.level().version()))
        .body(StockLevelBody.of(level));
  }
}
