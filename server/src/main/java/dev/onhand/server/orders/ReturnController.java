package dev.onhand.server.orders;

import dev.onhand.core.ledger.Cause;
import dev.onhand.core.ledger.Command;
import dev.onhand.core.ledger.Details;
import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.LocationRef;
import dev.onhand.core.ledger.Movement;
import dev.onhand.core.ledger.MovementId;
import dev.onhand.core.ledger.MovementKey;
import dev.onhand.core.ledger.Outcome;
import dev.onhand.core.ledger.Place;
import dev.onhand.core.ledger.Reason;
import dev.onhand.core.order.Order;
import dev.onhand.core.order.Returning;
import dev.onhand.engine.access.Scope;
import dev.onhand.engine.catalogue.Location;
import dev.onhand.engine.catalogue.Locations;
import dev.onhand.engine.journal.Journal;
import dev.onhand.engine.journal.JournalEntry;
import dev.onhand.engine.journal.JournalFilter;
import dev.onhand.engine.ledger.LedgerCalls;
import dev.onhand.engine.ledger.PlanRefusedException;
import dev.onhand.engine.ledger.Run;
import dev.onhand.engine.orders.OrderRows;
import dev.onhand.engine.orders.ReturnFilter;
import dev.onhand.engine.orders.ReturnRows;
import dev.onhand.engine.orders.Returns;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.server.access.Caller;
import dev.onhand.server.access.Needs;
import dev.onhand.server.movements.MovementNames;
import dev.onhand.server.movements.Refusals;
import dev.onhand.server.movements.Runs;
import dev.onhand.server.orders.ReturnBodies.NewReturn;
import dev.onhand.server.orders.ReturnBodies.ReturnBody;
import dev.onhand.server.orders.ReturnBodies.ReturnedUnitsBody;
import dev.onhand.server.orders.ReturnBodies.Said;
import dev.onhand.server.web.Answers;
import dev.onhand.server.web.FieldError;
import dev.onhand.server.web.Fields;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.IdempotencyKeys;
import dev.onhand.server.web.ListBody;
import dev.onhand.server.web.PageOf;
import dev.onhand.server.web.ProblemCode;
import dev.onhand.server.web.ProblemException;
import dev.onhand.server.web.PublicId;
import dev.onhand.server.web.Refs;
import dev.onhand.server.web.Times;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Goods that came back, with an order or without one. */
@RestController
@RequestMapping(path = ReturnController.PATH, produces = "application/json")
class ReturnController {

  static final String PATH = "/api/v1/returns";

  private final Returns returns;
  private final ReturnRows rows;
  private final OrderRows orders;
  private final Locations locations;
  private final Journal journal;
  private final LedgerCalls ledger;
  private final MovementNames names;

  ReturnController(
      Returns returns,
      ReturnRows rows,
      OrderRows orders,
      Locations locations,
      Journal journal,
      LedgerCalls ledger,
      MovementNames names) {
    this.returns = returns;
    this.rows = rows;
    this.orders = orders;
    this.locations = locations;
    this.journal = journal;
    this.ledger = ledger;
    this.names = names;
  }

  /**
   * Lists what came back, newest first: units of a product that came to a location at once, whether
   * they were booked here or their order's channel said so. A bundle comes back as its components.
   *
   * @param sku SKU or id of the product
   * @param location code or id of the location they came to
   * @param disposition the state they came in: available, damaged or quality_control
   * @param channel code; only what was sold on it
   * @param order what the channel calls the order it was sold with
   * @param createdFrom booked at or after
   * @param createdTo booked before
   */
  @GetMapping
  @Needs(Scope.STOCK_READ)
  ListBody<ReturnedUnitsBody> listReturns(
      Caller caller,
      @RequestParam(required = false) @Nullable String sku,
      @RequestParam(required = false) @Nullable String location,
      @RequestParam(required = false) @Nullable String disposition,
      @RequestParam(required = false) @Nullable String channel,
      @RequestParam(required = false) @Nullable String order,
      @RequestParam(name = "created_from", required = false) @Nullable String createdFrom,
      @RequestParam(name = "created_to", required = false) @Nullable String createdTo,
      @PageOf(IdKind.MOVEMENT) PageRequest page) {
    Fields fields = Fields.ofParameters();
    var product = fields.optional("sku", sku, Refs::product);
    var place = fields.optional("location", location, Refs::location);
    var state = fields.optional("disposition", disposition, OrderRequests::disposition);
    var from =
        fields.optional("created_from", createdFrom, text -> Times.instant("created_from", text));
    var to = fields.optional("created_to", createdTo, text -> Times.instant("created_to", text));
    ReturnFilter filter =
        fields.build(
            () ->
                new ReturnFilter(
                    product.orNull(),
                    place.orNull(),
                    state.orNull(),
                    channel,
                    order,
                    new JournalFilter.Times(from.orNull(), to.orNull())));
    return ListBody.of(
        PATH,
        Fields.checked(() -> rows.list(caller.seller(), filter, page)),
        ReturnedUnitsBody::of);
  }

  /** Shows what came back, by the id of the movement with which it was booked. */
  @GetMapping("/{id}")
  @Needs(Scope.STOCK_READ)
  ReturnedUnitsBody showReturn(Caller caller, @PathVariable String id) {
    return PublicId.look(
            IdKind.MOVEMENT, id, number -> rows.find(caller.seller(), new MovementId(number)))
        .map(ReturnedUnitsBody::of)
        .orElseThrow(() -> ProblemException.notFound("return", id));
  }

  /**
   * Books units that came back, into the state they are in. For an order's line never more than
   * left for it; what its channel says of it, before or later, is not booked again. The
   * Idempotency-Key is that of the movement, for ever: the same again changes nothing. A refund is
   * no return and needs no call: it moves nothing.
   *
   * @param dryRun true: say what would be booked, and book nothing
   */
  @PostMapping
  @Needs(Scope.STOCK_WRITE)
  @Answers(status = 201, ledger = true, problems = ProblemCode.IDEMPOTENCY_KEY_MISSING)
  ResponseEntity<ReturnBody> createReturn(
      Caller caller,
      HttpServletRequest request,
      @RequestParam(name = "dry_run", defaultValue = "false") boolean dryRun,
      @RequestBody NewReturn body) {
    Run run = Runs.of(dryRun);
    MovementKey key = new MovementKey(IdempotencyKeys.require(request));
    Said said = body.said();
    return said.line() == null
        ? withoutOrder(caller, key, said, run)
        : ofOrder(caller, key, said, said.line(), run);
  }

  private ResponseEntity<ReturnBody> ofOrder(
      Caller caller, MovementKey key, Said said, ReturnBodies.OfLine line, Run run) {
    if (orders.find(caller.seller(), line.order()).isEmpty()) {
      throw ProblemException.notFound("order", line.order().reference());
    }
    Returning.Received received =
        new Returning.Received(
            line.line(),
            said.units(),
            location(caller, said.location()),
            said.state(),
            key,
            caller.actor(),
            said.note(),
            said.occurredAt());
    List<Movement> wouldBe = new ArrayList<>();
    boolean again =
        isAgain(
            line.order(),
            received,
            () -> {
              if (run == Run.LIVE) {
                return ledger.await(returns.book(caller.seller(), line.order(), received));
              }
              Returns.Preview preview =
                  ledger.await(returns.preview(caller.seller(), line.order(), received));
              wouldBe.addAll(preview.movements());
              return preview.result();
            });
    List<JournalEntry> movements =
        again || run == Run.LIVE
            ? returns.movements(caller.seller(), received)
            : wouldBe.stream().map(movement -> named(caller, movement)).toList();
    return answer(key, said, movements, again, run);
  }

  private JournalEntry named(Caller caller, Movement movement) {
    return names.entry(
        caller.seller(),
        movement,
        movement.product(),
        ((Place.Inside) movement.to()).location(),
        null);
  }

  /** Whether it had been booked before; what cannot be booked becomes a problem. */
  private static boolean isAgain(
      Order.Name order, Returning.Received received, Supplier<Returns.Result> booking) {
    try {
      return switch (booking.get()) {
        case Returns.Result.Booked(boolean again) -> again;
        case Returns.Result.UnknownLine unknown ->
            throw new ProblemException(
                    ProblemCode.NOT_FOUND,
                    "Order '%s' has no line '%s'.".formatted(order.reference(), received.line()))
                .withErrors(
                    List.of(
                        new FieldError(
                            "/order/line", FieldError.INVALID, "the order has no such line")));
        case Returns.Result.TooMany(long left) -> throw tooMany(order, received, left);
      };
    } catch (PlanRefusedException refused) {
      throw Refusals.problem(refused.refusal(), "", null);
    }
  }

  private static ProblemException tooMany(
      Order.Name order, Returning.Received received, long left) {
    String detail =
        "Of line '%s' of order '%s' %d can still come back (what left less what came back), not %d. If they did come back, book the rest without the order."
            .formatted(received.line(), order.reference(), left, received.units().units());
    return new ProblemException(ProblemCode.CONFLICT, detail)
        .withErrors(List.of(new FieldError("/quantity", FieldError.INVALID, detail)));
  }

  private @Nullable LocationId location(Caller caller, @Nullable LocationRef ref) {
    return ref == null
        ? null
        : locations.find(caller.seller(), ref).map(Location::id).orElseThrow(() -> none(ref));
  }

  private static ProblemException none(LocationRef ref) {
    String detail = "There is no location '%s'.".formatted(Refusals.name(ref));
    return new ProblemException(ProblemCode.UNKNOWN_LOCATION, detail)
        .withErrors(
            List.of(new FieldError("/location", ProblemCode.UNKNOWN_LOCATION.code(), detail)));
  }

  private ResponseEntity<ReturnBody> withoutOrder(
      Caller caller, MovementKey key, Said said, Run run) {
    Command.Move move =
        new Command.Move(
            key,
            Objects.requireNonNull(said.product()),
            Reason.SALE_RETURN,
            said.units(),
            Objects.requireNonNull(said.location()),
            null,
            said.state(),
            Command.Mode.WISH,
            null,
            new Details(
                new Cause(Cause.Kind.RETURN, said.reference(), null),
                caller.actor(),
                said.note(),
                said.occurredAt()));
    Movement movement;
    boolean again = false;
    switch (ledger.run(caller.seller(), move, run)) {
      case Outcome.Recorded recorded -> movement = recorded.movement();
      case Outcome.AlreadyRecorded recorded -> {
        movement = recorded.movement();
        again = true;
      }
      case Outcome.Refused refused -> throw Refusals.problem(refused);
      case Outcome.Unchanged unchanged ->
          throw new IllegalStateException("a return always moves something: " + unchanged);
    }
    JournalEntry entry =
        again || run == Run.LIVE
            ? journal.find(caller.seller(), key).orElseThrow()
            : names.entry(caller.seller(), movement, move.product(), move.location(), null);
    return answer(key, said, List.of(entry), again, run);
  }

  private static ResponseEntity<ReturnBody> answer(
      MovementKey key, Said said, List<JournalEntry> movements, boolean again, Run run) {
    ResponseEntity.BodyBuilder answer = ResponseEntity.status(HttpStatus.CREATED);
    if (again) {
      answer.header(IdempotencyKeys.HIT_HEADER, "true");
    }
    return answer.body(ReturnBody.of(key, said, movements, run));
  }
}
