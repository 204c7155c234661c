package dev.onhand.server.orders;

import dev.onhand.core.ledger.Cause;
import dev.onhand.core.ledger.Command;
import dev.onhand.core.ledger.Details;
import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.LocationRef;
import dev.onhand.core.ledger.Movement;
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
import dev.onhand.engine.ledger.LedgerCalls;
import dev.onhand.engine.ledger.PlanRefusedException;
import dev.onhand.engine.ledger.Run;
import dev.onhand.engine.orders.OrderRows;
import dev.onhand.engine.orders.Returns;
import dev.onhand.server.access.Caller;
import dev.onhand.server.access.Needs;
import dev.onhand.server.movements.MovementNames;
import dev.onhand.server.movements.Refusals;
import dev.onhand.server.movements.Runs;
import dev.onhand.server.orders.ReturnBodies.NewReturn;
import dev.onhand.server.orders.ReturnBodies.ReturnBody;
import dev.onhand.server.orders.ReturnBodies.Said;
import dev.onhand.server.web.Answers;
import dev.onhand.server.web.FieldError;
import dev.onhand.server.web.IdempotencyKeys;
import dev.onhand.server.web.ProblemCode;
import dev.onhand.server.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Goods that came back, with an order or without one. */
@RestController
class ReturnController {

  private final Returns returns;
  private final OrderRows orders;
  private final Locations locations;
  private final Journal journal;
  private final LedgerCalls ledger;
  private final MovementNames names;

  ReturnController(
      Returns returns,
      OrderRows orders,
      Locations locations,
      Journal journal,
      LedgerCalls ledger,
      MovementNames names) {
    this.returns = returns;
    this.orders = orders;
    this.locations = locations;
    this.journal = journal;
    this.ledger = ledger;
    this.names = names;
  }

  /**
   * Books units that came back, into the state they are in. For an order's line never more than
   * left for it; what its channel says of it, before or later, is not booked again. The
   * Idempotency-Key is that of the movement, for ever: the same again changes nothing. A refund is
   * no return and needs no call: it moves nothing.
   *
   * @param dryRun true: say what would be booked, and book nothing
   */
  @PostMapping(path = "/api/v1/returns", produces = "application/json")
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
