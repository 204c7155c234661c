package dev.onhand.server.movements;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.onhand.core.ledger.Cause;
import dev.onhand.core.ledger.Command;
import dev.onhand.core.ledger.Details;
import dev.onhand.core.ledger.Movement;
import dev.onhand.core.ledger.MovementId;
import dev.onhand.core.ledger.MovementKey;
import dev.onhand.core.ledger.Outcome;
import dev.onhand.engine.access.Scope;
import dev.onhand.engine.journal.Journal;
import dev.onhand.engine.journal.JournalEntry;
import dev.onhand.engine.journal.JournalPage;
import dev.onhand.engine.ledger.LedgerCalls;
import dev.onhand.engine.ledger.Run;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.purchase.Receiving;
import dev.onhand.model.Text;
import dev.onhand.server.access.Caller;
import dev.onhand.server.access.Needs;
import dev.onhand.server.web.Answers;
import dev.onhand.server.web.Fields;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.IdempotencyKeys;
import dev.onhand.server.web.PageOf;
import dev.onhand.server.web.ProblemCode;
import dev.onhand.server.web.ProblemException;
import dev.onhand.server.web.PublicId;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
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

/** Movements, one at a time, and the journal. */
@RestController
@RequestMapping(path = MovementController.PATH, produces = "application/json")
class MovementController {

  static final String PATH = "/api/v1/movements";

  private final LedgerCalls ledger;
  private final Journal journal;
  private final MovementNames names;

  MovementController(LedgerCalls ledger, Journal journal, MovementNames names) {
    this.ledger = ledger;
    this.journal = journal;
    this.names = names;
  }

  /**
   * Records a movement. Its Idempotency-Key is the movement's own, for ever: the same key with the
   * same content answers with the first movement again.
   */
  @PostMapping
  @Needs(Scope.STOCK_WRITE)
  @Answers(status = 201, ledger = true, problems = ProblemCode.IDEMPOTENCY_KEY_MISSING)
  ResponseEntity<MovementBody> createMovement(
      Caller caller,
      HttpServletRequest request,
      @RequestParam(name = "dry_run", defaultValue = "false") boolean dryRun,
      @RequestBody NewMovement body) {
    Command.Move move = body.command(IdempotencyKeys.require(request), caller.actor());
    Run run = Runs.of(dryRun);
    return switch (ledger.run(caller.seller(), move, run)) {
      case Outcome.Recorded(var movement) ->
          created(
              names.entry(caller.seller(), movement, move.product(), move.location(), move.to()),
              run);
      case Outcome.AlreadyRecorded(var movement) -> again(caller, movement.id(), run);
      case Outcome.Refused refused -> throw Refusals.problem(refused);
      case Outcome.Unchanged unchanged ->
          throw new IllegalStateException("a movement always moves something: " + unchanged);
    };
  }

  /** A reversal, as it is asked for. */
  record NewReversal(@Nullable String note, @Nullable Boolean fact) {}

  /**
   * Undoes a movement by its mirror image. A movement is reversed once at most, a reversal never.
   */
  @PostMapping("/{id}/reversal")
  @Needs(Scope.STOCK_WRITE)
  @Answers(status = 201, ledger = true, problems = ProblemCode.IDEMPOTENCY_KEY_MISSING)
  ResponseEntity<MovementBody> reverseMovement(
      Caller caller,
      HttpServletRequest request,
      @PathVariable String id,
      @RequestParam(name = "dry_run", defaultValue = "false") boolean dryRun,
      @RequestBody(required = false) @Nullable NewReversal body) {
    MovementKey key = new MovementKey(IdempotencyKeys.require(request));
    JournalEntry original = find(caller, id);
    requireNoStepOfTransfer(original);
    requireNoReceipt(original);
    Run run = Runs.of(dryRun);
    Command.Reverse reverse = reversal(caller, key, original, body);
    return switch (ledger.run(caller.seller(), reverse, run)) {
      case Outcome.Recorded(var movement) ->
          created(
              new JournalEntry(
                  movement,
                  original.sku(),
                  original.toLocation(),
                  original.fromLocation(),
                  null,
                  null),
              run);
      case Outcome.AlreadyRecorded(var movement) -> again(caller, movement.id(), run);
      case Outcome.Refused refused -> throw Refusals.problem(refused);
      case Outcome.Unchanged unchanged ->
          throw new IllegalStateException("a reversal always moves something: " + unchanged);
    };
  }

  /**
   * A transfer's numbers say what its movements add up to; only its own steps keep them together.
   */
  private static void requireNoStepOfTransfer(JournalEntry original) {
    if (original.movement().cause().kind() == Cause.Kind.TRANSFER) {
      throw new ProblemException(
          ProblemCode.CONFLICT,
          "This movement is a step of transfer '%s'. Receive or cancel the transfer instead."
              .formatted(original.movement().cause().reference()));
    }
  }

  /** What a purchase order received is what its receipts say, and these are taken back whole. */
  private static void requireNoReceipt(JournalEntry original) {
    Movement movement = original.movement();
    if (Receiving.isOfReceipt(movement.key(), movement.cause())) {
      throw new ProblemException(
          ProblemCode.CONFLICT,
          "This movement is of a receipt of '%s'. Reverse that receipt instead."
              .formatted(movement.cause().reference()));
    }
  }

  /** A reversal is of the same cause as what it undoes, so that both are found together. */
  private static Command.Reverse reversal(
      Caller caller, MovementKey key, JournalEntry original, @Nullable NewReversal body) {
    String note = body == null ? null : body.note();
    boolean fact = body != null && Boolean.TRUE.equals(body.fact());
    return Fields.checked(
        () ->
            new Command.Reverse(
                key,
                original.movement().id(),
                fact ? Command.Mode.FACT : Command.Mode.WISH,
                new Details(
                    original.movement().cause(),
                    caller.actor(),
                    note == null ? null : Text.free("note", note, Details.NOTE_LENGTH_MAX),
                    null)));
  }

  private static ResponseEntity<MovementBody> created(JournalEntry entry, Run run) {
    return ResponseEntity.status(HttpStatus.CREATED).body(MovementBody.of(entry, run));
  }

  /** The first answer again, made anew from the row. */
  private ResponseEntity<MovementBody> again(Caller caller, MovementId id, Run run) {
    MovementBody first = MovementBody.of(journal.find(caller.seller(), id).orElseThrow());
    return ResponseEntity.status(HttpStatus.CREATED)
        .header(IdempotencyKeys.HIT_HEADER, "true")
        .body(run == Run.DRY ? first.asDryRun() : first);
  }

  /** Shows a movement. */
  @GetMapping("/{id}")
  @Needs(Scope.STOCK_READ)
  MovementBody showMovement(Caller caller, @PathVariable String id) {
    return MovementBody.of(find(caller, id));
  }

  private JournalEntry find(Caller caller, String id) {
    return PublicId.look(
            IdKind.MOVEMENT, id, number -> journal.find(caller.seller(), new MovementId(number)))
        .orElseThrow(() -> ProblemException.notFound("movement", id));
  }

  /**
   * A page of the journal, as answered.
   *
   * @param searchedTo only where what was asked for is so rare that the search stopped before the
   *     page was full: ask again with this as the cursor, and it goes on from there
   */
  record JournalBody(
      String object,
      List<MovementBody> data,
      boolean hasMore,
      String url,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String searchedTo) {

    static JournalBody of(JournalPage page) {
      return new JournalBody(
          "list",
          page.entries().stream().map(MovementBody::of).toList(),
          page.hasMore(),
          PATH,
          page.searchedTo() == null ? null : MovementBody.id(page.searchedTo()));
    }
  }

  /** Lists movements, newest first, all or those that all filters given agree on. */
  @GetMapping
  @Needs(Scope.STOCK_READ)
  JournalBody listMovements(
      Caller caller,
      @RequestParam(required = false) @Nullable String sku,
      @RequestParam(name = "product_id", required = false) @Nullable String productId,
      @RequestParam(required = false) @Nullable String location,
      @RequestParam(required = false) @Nullable String cause,
      @RequestParam(name = "cause_kind", required = false) @Nullable String causeKind,
      @RequestParam(name = "cause_line", required = false) @Nullable String causeLine,
      @RequestParam(required = false) @Nullable String channel,
      @RequestParam(required = false) @Nullable String reason,
      @RequestParam(name = "change_type", required = false) @Nullable String changeType,
      @RequestParam(required = false) @Nullable String actor,
      @RequestParam(required = false) @Nullable String key,
      @RequestParam(name = "occurred_from", required = false) @Nullable String occurredFrom,
      @RequestParam(name = "occurred_to", required = false) @Nullable String occurredTo,
      @RequestParam(name = "recorded_from", required = false) @Nullable String recordedFrom,
      @RequestParam(name = "recorded_to", required = false) @Nullable String recordedTo,
      @PageOf(IdKind.MOVEMENT) PageRequest page) {
    JournalQuery query =
        new JournalQuery(
            sku,
            productId,
            location,
            cause,
            causeKind,
            causeLine,
            channel,
            reason,
            changeType,
            actor,
            occurredFrom,
            occurredTo,
            recordedFrom,
            recordedTo);
    if (key != null) {
      return JournalBody.of(byKey(caller, key, query));
    }
    return query
        .filter()
        .map(filter -> Fields.checked(() -> journal.list(caller.seller(), filter, page)))
        .map(JournalBody::of)
        .orElseGet(() -> JournalBody.of(EMPTY));
  }

  private static final JournalPage EMPTY = new JournalPage(List.of(), false, null);

  private JournalPage byKey(Caller caller, String key, JournalQuery query) {
    if (!query.isEmpty()) {
      throw ProblemException.invalid("key", "key names one movement: give no other filter with it");
    }
    MovementKey name = Fields.checked(() -> new MovementKey(key));
    return new JournalPage(journal.find(caller.seller(), name).stream().toList(), false, null);
  }
}
