package dev.onhand.server.stock;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.onhand.core.ledger.Cause;
import dev.onhand.core.ledger.Command;
import dev.onhand.core.ledger.Details;
import dev.onhand.core.ledger.LocationRef;
import dev.onhand.core.ledger.Movement;
import dev.onhand.core.ledger.MovementKey;
import dev.onhand.core.ledger.Outcome;
import dev.onhand.core.ledger.ProductRef;
import dev.onhand.core.ledger.Reason;
import dev.onhand.engine.access.Scope;
import dev.onhand.engine.journal.JournalEntry;
import dev.onhand.engine.ledger.CommandList;
import dev.onhand.engine.ledger.LedgerCalls;
import dev.onhand.engine.ledger.Run;
import dev.onhand.engine.verification.RegradeAudit;
import dev.onhand.model.Quantity;
import dev.onhand.model.Text;
import dev.onhand.server.access.Caller;
import dev.onhand.server.access.Needs;
import dev.onhand.server.movements.MovementBody;
import dev.onhand.server.movements.MovementNames;
import dev.onhand.server.movements.Refusals;
import dev.onhand.server.movements.Runs;
import dev.onhand.server.web.Answers;
import dev.onhand.server.web.FieldError;
import dev.onhand.server.web.Fields;
import dev.onhand.server.web.IdempotencyKeys;
import dev.onhand.server.web.ProblemCode;
import dev.onhand.server.web.ProblemException;
import dev.onhand.server.web.Refs;
import dev.onhand.server.web.Required;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Units that become those of another product, such as another grade of the same thing. */
@RestController
class RegradeController {

  /** The second movement's key is made of the first one's, which must leave room for it. */
  private static final String SECOND = RegradeAudit.SECOND;

  private final LedgerCalls ledger;
  private final MovementNames names;

  RegradeController(LedgerCalls ledger, MovementNames names) {
    this.ledger = ledger;
    this.names = names;
  }

  /**
   * A regrade as it is asked for.
   *
   * @param fromSku the product the units are now, by its SKU or id
   * @param toSku the product they are from now on
   * @param location where they are, code or id
   * @param quantity units
   */
  record NewRegrade(
      @Required @Nullable String fromSku,
      @Required @Nullable String toSku,
      @Required @Nullable String location,
      @Required @Nullable Long quantity,
      @Nullable String note) {

    private Regrade read(MovementKey key, String actor) {
      Fields fields = new Fields();
      var from = fields.required("from_sku", fromSku, Refs::product);
      var to = fields.required("to_sku", toSku, Refs::product);
      var place = fields.required("location", location, Refs::location);
      var units = fields.required("quantity", quantity, Quantity::of);
      var said =
          fields.optional("note", note, text -> Text.free("note", text, Details.NOTE_LENGTH_MAX));
      if (fromSku != null && fromSku.equals(toSku)) {
        fields.add(new FieldError("/to_sku", FieldError.INVALID, "to_sku must be another product"));
      }
      return fields.build(
          () ->
              new Regrade(
                  key,
                  from.get(),
                  to.get(),
                  place.get(),
                  units.get(),
                  new Details(
                      Cause.of(Cause.Kind.PERSON, key.value()), actor, said.orNull(), null)));
    }
  }

  private record Regrade(
      MovementKey key,
      ProductRef from,
      ProductRef to,
      LocationRef location,
      Quantity units,
      Details details) {

    /** Both or none; they name each other by their cause. */
    List<Command> commands() {
      return List.of(
          move(key, from, Reason.REGRADE_OUT),
          move(new MovementKey(key.value() + SECOND), to, Reason.REGRADE_IN));
    }

    private Command.Move move(MovementKey name, ProductRef product, Reason reason) {
      return new Command.Move(
          name, product, reason, units, location, null, null, Command.Mode.WISH, null, details);
    }
  }

  /**
   * A regrade as it is booked.
   *
   * @param key of its first movement
   * @param movements units leave the one product, and are there as the other
   */
  record RegradeBody(
      String object,
      String key,
      List<MovementBody> movements,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean dryRun) {}

  /**
   * Makes units of one product units of another, both in one commit or neither: for grades of the
   * same thing. The Idempotency-Key is that of the movements, for ever.
   */
  @PostMapping(path = "/api/v1/regrades", produces = "application/json")
  @Needs(Scope.STOCK_WRITE)
  @Answers(status = 201, ledger = true, problems = ProblemCode.IDEMPOTENCY_KEY_MISSING)
  ResponseEntity<RegradeBody> createRegrade(
      Caller caller,
      HttpServletRequest request,
      @RequestParam(name = "dry_run", defaultValue = "false") boolean dryRun,
      @RequestBody NewRegrade body) {
    Regrade regrade = body.read(key(request), caller.actor());
    Run run = Runs.of(dryRun);
    List<Outcome> outcomes =
        ledger.run(CommandList.allOrNone(caller.seller(), regrade.commands()), run);
    ResponseEntity.BodyBuilder answer = ResponseEntity.status(HttpStatus.CREATED);
    if (outcomes.stream().allMatch(Outcome.AlreadyRecorded.class::isInstance)) {
      answer.header(IdempotencyKeys.HIT_HEADER, "true");
    }
    List<MovementBody> movements =
        List.of(
            MovementBody.of(entry(caller, regrade, regrade.from(), movement(outcomes, 0)), run),
            MovementBody.of(entry(caller, regrade, regrade.to(), movement(outcomes, 1)), run));
    return answer.body(
        new RegradeBody("regrade", regrade.key().value(), movements, Runs.shown(run)));
  }

  private static MovementKey key(HttpServletRequest request) {
    String key = IdempotencyKeys.require(request);
    return Fields.checked(
        () -> {
          if (key.length() + SECOND.length() > MovementKey.LENGTH_MAX) {
            throw new IllegalArgumentException(
                "Idempotency-Key must have at most %d characters here"
                    .formatted(MovementKey.LENGTH_MAX - SECOND.length()));
          }
          return new MovementKey(key);
        });
  }

  private JournalEntry entry(
      Caller caller, Regrade regrade, ProductRef product, Movement movement) {
    return names.entry(caller.seller(), movement, product, regrade.location(), null);
  }

  /** The refusal of the other one says less than this one's own. */
  private static Movement movement(List<Outcome> outcomes, int index) {
    for (Outcome outcome : outcomes) {
      if (outcome instanceof Outcome.Refused refused && !(outcome instanceof Outcome.ListRefused)) {
        throw Refusals.problem(refused, "", field(refused, outcomes.indexOf(outcome)));
      }
    }
    return switch (outcomes.get(index)) {
      case Outcome.Recorded(var movement) -> movement;
      case Outcome.AlreadyRecorded(var movement) -> movement;
      case Outcome.Refused refused ->
          throw new ProblemException(ProblemCode.CONFLICT, refused.detail());
      case Outcome.Unchanged unchanged ->
          throw new IllegalStateException("a regrade always moves something: " + unchanged);
    };
  }

  private static @Nullable String field(Outcome.Refused refused, int index) {
    if (refused instanceof Outcome.UnknownLocation) {
      return "location";
    }
    if (refused instanceof Outcome.InsufficientStock) {
      return "quantity";
    }
    boolean isOfProduct =
        refused instanceof Outcome.UnknownProduct
            || refused instanceof Outcome.PlaceholderProduct
            || refused instanceof Outcome.BundleProduct;
    return isOfProduct ? index == 0 ? "from_sku" : "to_sku" : null;
  }
}
