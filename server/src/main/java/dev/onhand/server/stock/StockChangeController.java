package dev.onhand.server.stock;

import dev.onhand.core.ledger.Command;
import dev.onhand.core.ledger.LocationRef;
import dev.onhand.core.ledger.Movement;
import dev.onhand.core.ledger.MovementKey;
import dev.onhand.core.ledger.Outcome;
import dev.onhand.core.ledger.ProductRef;
import dev.onhand.engine.access.Scope;
import dev.onhand.engine.catalogue.Edit;
import dev.onhand.engine.catalogue.Product;
import dev.onhand.engine.catalogue.Products;
import dev.onhand.engine.idempotency.RequestKey;
import dev.onhand.engine.journal.JournalEntry;
import dev.onhand.engine.ledger.CommandList;
import dev.onhand.engine.ledger.LedgerCalls;
import dev.onhand.engine.ledger.Run;
import dev.onhand.engine.stock.Floors;
import dev.onhand.engine.stock.StockLevel;
import dev.onhand.server.access.Caller;
import dev.onhand.server.access.Needs;
import dev.onhand.server.movements.MovementBody;
import dev.onhand.server.movements.MovementNames;
import dev.onhand.server.movements.Refusals;
import dev.onhand.server.movements.Runs;
import dev.onhand.server.stock.StockChanges.FloorSetting;
import dev.onhand.server.stock.StockChanges.StockSetBody;
import dev.onhand.server.stock.StockChanges.StockSetting;
import dev.onhand.server.web.Answers;
import dev.onhand.server.web.Fields;
import dev.onhand.server.web.IdempotencyKeys;
import dev.onhand.server.web.OnceOnly;
import dev.onhand.server.web.ProblemCode;
import dev.onhand.server.web.ProblemException;
import dev.onhand.server.web.Refs;
import dev.onhand.server.web.Versions;
import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Levels, set to a number or put under a floor. */
@RestController
@RequestMapping(path = StockController.PATH, produces = "application/json")
class StockChangeController {

  private final LedgerCalls ledger;
  private final MovementNames names;
  private final Products products;
  private final Floors floors;
  private final OnceOnly once;
  private final InstantSource clock;

  StockChangeController(
      LedgerCalls ledger,
      MovementNames names,
      Products products,
      Floors floors,
      OnceOnly once,
      InstantSource clock) {
    this.ledger = ledger;
    this.names = names;
    this.products = products;
    this.floors = floors;
    this.once = once;
    this.clock = clock;
  }

  /**
   * Brings on hand at a location to a number, by the movement that is missing. Nothing is
   * overwritten; where on hand is that number already, nothing is recorded.
   */
  @PostMapping("/{ref}/set")
  @Needs(Scope.STOCK_WRITE)
  @Answers(
      status = 201,
      body = StockSetBody.class,
      ledger = true,
      problems = {ProblemCode.IDEMPOTENCY_KEY_MISSING, ProblemCode.KEY_USED_DIFFERENTLY})
  ResponseEntity<?> setStock(
      Caller caller,
      HttpServletRequest request,
      @PathVariable String ref,
      @RequestParam(name = "dry_run", defaultValue = "false") boolean dryRun,
      @RequestBody StockSetting body) {
    RequestKey key = once.require(request, body);
    ProductRef name = Fields.checked(() -> Refs.product(ref));
    Command.SetOnHand set = body.command(new MovementKey(key.key()), name, caller.actor());
    Run run = Runs.of(dryRun);
    Optional<ResponseEntity<?>> kept =
        run == Run.DRY ? Optional.empty() : once.find(caller.seller(), key);
    return kept.orElseGet(
        () ->
            products
                .find(caller.seller(), name)
                .<ResponseEntity<?>>map(product -> set(caller, product, key, set, run))
                .orElseThrow(() -> ProblemException.notFound("product", ref)));
  }

  private ResponseEntity<?> set(
      Caller caller, Product product, RequestKey key, Command.SetOnHand set, Run run) {
    Setting setting =
        new Setting(set, names.at(caller.seller(), product.sku(), set.location()), run);
    CommandList list =
        CommandList.each(caller.seller(), List.of(set))
            .with(
                outcomes ->
                    List.of(
                        once.answered(
                            key, HttpStatus.CREATED.value(), setting.body(outcomes.getFirst()))));
    return ResponseEntity.status(HttpStatus.CREATED)
        .body(setting.body(ledger.run(list, run).getFirst()));
  }

  /** A command, and how what becomes of it is answered. */
  private record Setting(Command.SetOnHand set, Function<Movement, JournalEntry> names, Run run) {

    StockSetBody body(Outcome outcome) {
      return switch (outcome) {
        case Outcome.Recorded(var movement) -> moved(movement);
        case Outcome.AlreadyRecorded(var movement) -> moved(movement);
        case Outcome.Unchanged unchanged ->
            new StockSetBody(false, null, unchanged.onHand(), Runs.shown(run));
        case Outcome.Refused refused -> throw Refusals.problem(refused, "", field(refused));
      };
    }

    private StockSetBody moved(Movement movement) {
      return new StockSetBody(
          true, MovementBody.of(names.apply(movement), run), set.onHand(), Runs.shown(run));
    }
  }

  private static @Nullable String field(Outcome.Refused refused) {
    return switch (refused) {
      case Outcome.StaleQuantity stale -> "expected_on_hand";
      case Outcome.UnknownLocation unknown -> "location";
      case Outcome.InsufficientStock insufficient -> "on_hand";
      case Outcome.LimitExceeded exceeded -> "on_hand";
      default -> null;
    };
  }

  /**
   * Puts the level at a location under a floor of its own, or under the product's again. Available
   * is not changed by that, also where it is then below its floor.
   */
  @PostMapping("/{ref}/floor")
  @Needs(Scope.STOCK_WRITE)
  @Answers(
      body = StockLevelBody.class,
      problems = {
        ProblemCode.IDEMPOTENCY_KEY_MISSING,
        ProblemCode.KEY_USED_DIFFERENTLY,
        ProblemCode.UNKNOWN_LOCATION,
        ProblemCode.CONFLICT
      })
  ResponseEntity<?> setStockFloor(
      Caller caller,
      HttpServletRequest request,
      @PathVariable String ref,
      @RequestParam(name = "dry_run", defaultValue = "false") boolean dryRun,
      @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
      @RequestBody FloorSetting body) {
    IdempotencyKeys.require(request);
    ProductRef product = Fields.checked(() -> Refs.product(ref));
    LocationRef location = body.place();
    Floors.Wish wish = body.wish();
    Edit edit = new Edit(caller.actor(), clock.instant(), Versions.expected(ifMatch));
    Run run = Runs.of(dryRun);
    return switch (run) {
      case DRY -> floor(caller, product, location, wish, edit, run);
      case LIVE ->
          once.answer(
              caller.seller(),
              request,
              body,
              () -> floor(caller, product, location, wish, edit, run));
    };
  }

  private ResponseEntity<?> floor(
      Caller caller,
      ProductRef product,
      LocationRef location,
      Floors.Wish wish,
      Edit edit,
      Run run) {
    return switch (floors.set(caller.seller(), product, location, wish, edit, run)) {
      case Floors.Result.Saved(var level) -> floorBody(level, run);
      case Floors.Result.UnknownProduct none ->
          throw ProblemException.notFound("product", Refusals.name(product));
      case Floors.Result.UnknownLocation none ->
          throw Refusals.problem(new Outcome.UnknownLocation(location), "", "location");
      case Floors.Result.Stale(var version) ->
          throw new ProblemException(
              ProblemCode.PRECONDITION_FAILED,
              "The level was changed meanwhile: it is at version %d. Read it again and decide anew."
                  .formatted(version));
      case Floors.Result.Untracked none ->
          throw new ProblemException(
              ProblemCode.CONFLICT,
              "Only a tracked product has floors: the units of this one are not counted.");
    };
  }

  private static ResponseEntity<?> floorBody(StockLevel level, Run run) {
    return ResponseEntity.ok()
        .header("ETag", Versions.etag(level.level().version()))
        .body(StockLevelBody.of(level, run));
  }
}
