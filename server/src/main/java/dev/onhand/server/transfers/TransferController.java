package dev.onhand.server.transfers;

import dev.onhand.core.ledger.Details;
import dev.onhand.core.ledger.LocationRef;
import dev.onhand.core.ledger.Outcome;
import dev.onhand.engine.access.Scope;
import dev.onhand.engine.idempotency.RequestKey;
import dev.onhand.engine.ledger.Run;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.transfer.NewTransfer;
import dev.onhand.engine.transfer.Transfer;
import dev.onhand.engine.transfer.TransferResult;
import dev.onhand.engine.transfer.TransferResult.LineRef;
import dev.onhand.engine.transfer.TransferRows;
import dev.onhand.engine.transfer.Transfers;
import dev.onhand.model.Codes;
import dev.onhand.model.Text;
import dev.onhand.server.access.Caller;
import dev.onhand.server.access.Needs;
import dev.onhand.server.movements.Refusals;
import dev.onhand.server.movements.Runs;
import dev.onhand.server.transfers.TransferBodies.TransferArrival;
import dev.onhand.server.transfers.TransferBodies.TransferBody;
import dev.onhand.server.transfers.TransferBodies.TransferCancellation;
import dev.onhand.server.transfers.TransferBodies.TransferOrder;
import dev.onhand.server.web.Answers;
import dev.onhand.server.web.FieldError;
import dev.onhand.server.web.Fields;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.ListBody;
import dev.onhand.server.web.OnceOnly;
import dev.onhand.server.web.PageOf;
import dev.onhand.server.web.ProblemCode;
import dev.onhand.server.web.ProblemException;
import dev.onhand.server.web.PublicId;
import dev.onhand.server.web.Versions;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Transfers between locations. */
@RestController
@RequestMapping(path = TransferController.PATH, produces = "application/json")
class TransferController {

  static final String PATH = "/api/v1/transfers";

  private final Transfers transfers;
  private final TransferRows rows;
  private final OnceOnly once;

  TransferController(Transfers transfers, TransferRows rows, OnceOnly once) {
    this.transfers = transfers;
    this.rows = rows;
    this.once = once;
  }

  /** Sends units from one location to another: all lines, or none if one is not there. */
  @PostMapping
  @Needs(Scope.STOCK_WRITE)
  @Answers(
      status = 201,
      body = TransferBody.class,
      ledger = true,
      problems = {
        ProblemCode.IDEMPOTENCY_KEY_MISSING,
        ProblemCode.KEY_USED_DIFFERENTLY,
        ProblemCode.CONFLICT
      })
  ResponseEntity<?> createTransfer(
      Caller caller,
      HttpServletRequest request,
      @RequestParam(name = "dry_run", defaultValue = "false") boolean dryRun,
      @RequestBody TransferOrder body) {
    RequestKey key = once.require(request, body);
    NewTransfer order = body.order();
    Step step = new Step(caller, key, Runs.of(dryRun), HttpStatus.CREATED, TransferBody::ofNew);
    return take(
        step, asking -> transfers.send(asking, order), problem -> sendPointers(order, problem));
  }

  /** Books what arrived of a transfer, all of it or a part, and what got lost on the way. */
  @PostMapping("/{id}/receive")
  @Needs(Scope.STOCK_WRITE)
  @Answers(
      body = TransferBody.class,
      ledger = true,
      problems = {
        ProblemCode.IDEMPOTENCY_KEY_MISSING,
        ProblemCode.KEY_USED_DIFFERENTLY,
        ProblemCode.CONFLICT
      })
  ResponseEntity<?> receiveTransfer(
      Caller caller,
      HttpServletRequest request,
      @PathVariable String id,
      @RequestParam(name = "dry_run", defaultValue = "false") boolean dryRun,
      @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
      @RequestBody TransferArrival body) {
    RequestKey key = once.require(request, body);
    var arrival = body.arrival();
    long number = number(id);
    Long version = Versions.expected(ifMatch);
    Step step = new Step(caller, key, Runs.of(dryRun), HttpStatus.OK, TransferBody::ofChanged);
    return take(step, asking -> transfers.receive(asking, number, version, arrival), none -> null);
  }

  /** Sends back what of a transfer is still under way. What arrived stays where it is. */
  @PostMapping("/{id}/cancel")
  @Needs(Scope.STOCK_WRITE)
  @Answers(
      body = TransferBody.class,
      ledger = true,
      problems = {
        ProblemCode.IDEMPOTENCY_KEY_MISSING,
        ProblemCode.KEY_USED_DIFFERENTLY,
        ProblemCode.CONFLICT
      })
  ResponseEntity<?> cancelTransfer(
      Caller caller,
      HttpServletRequest request,
      @PathVariable String id,
      @RequestParam(name = "dry_run", defaultValue = "false") boolean dryRun,
      @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
      @RequestBody(required = false) @Nullable TransferCancellation body) {
    RequestKey key = once.require(request, body);
    String given = body == null ? null : body.note();
    String note =
        given == null
            ? null
            : Fields.checked(() -> Text.free("note", given, Details.NOTE_LENGTH_MAX));
    long number = number(id);
    Long version = Versions.expected(ifMatch);
    Step step = new Step(caller, key, Runs.of(dryRun), HttpStatus.OK, TransferBody::ofChanged);
    return take(step, asking -> transfers.cancel(asking, number, version, note), none -> null);
  }

  /** A request that takes a step, and how it is answered. */
  private record Step(
      Caller caller,
      RequestKey key,
      Run run,
      HttpStatus status,
      BiFunction<Transfer, Run, TransferBody> showing) {

    TransferBody body(Transfer transfer) {
      return showing.apply(transfer, run);
    }
  }

  /**
   * Takes a step once for all requests with this key. Of twins in flight the second finds the step
   * taken or the transfer changed, and then the first's answer.
   */
  private ResponseEntity<?> take(
      Step step,
      Function<Transfers.Asking, TransferResult> taking,
      Function<LocationRef, @Nullable String> pointer) {
    if (step.run() == Run.LIVE) {
      var kept = once.find(step.caller().seller(), step.key());
      if (kept.isPresent()) {
        return kept.get();
      }
    }
    Transfers.Asking asking =
        new Transfers.Asking(
            step.caller().seller(),
            step.caller().actor(),
            step.key().key(),
            step.run(),
            transfer ->
                List.of(once.answered(step.key(), step.status().value(), step.body(transfer))));
    TransferResult result = taking.apply(asking);
    if (result instanceof TransferResult.Done(var transfer)) {
      return ResponseEntity.status(step.status())
          .header("ETag", Versions.etag(transfer.version()))
          .body(step.body(transfer));
    }
    if (step.run() == Run.LIVE) {
      var kept = once.find(step.caller().seller(), step.key());
      if (kept.isPresent()) {
        return kept.get();
      }
    }
    throw problem(result, pointer);
  }

  private static @Nullable String sendPointers(NewTransfer order, LocationRef location) {
    return order.from().equals(location) ? "from_location" : "to_location";
  }

  private static ProblemException problem(
      TransferResult result, Function<LocationRef, @Nullable String> pointer) {
    return switch (result) {
      case TransferResult.Done done -> throw new IllegalStateException("no problem: " + done);
      case TransferResult.Missing missing ->
          new ProblemException(ProblemCode.NOT_FOUND, "There is no such transfer.");
      case TransferResult.ReferenceTaken(var reference) ->
          new ProblemException(
                  ProblemCode.CONFLICT, "There is already a transfer '%s'.".formatted(reference))
              .withErrors(
                  List.of(
                      new FieldError(
                          "/reference", ProblemCode.CONFLICT.code(), "reference is taken")));
      case TransferResult.TakenBefore taken ->
          new ProblemException(
              ProblemCode.STALE_VERSION,
              "Somebody took the same step in this moment. Look again and decide anew.");
      case TransferResult.Stale(var version) ->
          new ProblemException(
              ProblemCode.PRECONDITION_FAILED,
              "The transfer was changed meanwhile: it is at version %d. Read it again and decide anew."
                  .formatted(version));
      case TransferResult.NothingInTransit(var status) ->
          new ProblemException(
              ProblemCode.CONFLICT,
              "The transfer is %s: nothing of it is under way any more.".formatted(status.code()));
      case TransferResult.BadLine bad ->
          new ProblemException(ProblemCode.CONFLICT, bad.detail())
              .withErrors(
                  List.of(
                      new FieldError(
                          at(bad.line()),
                          bad.problem().name().toLowerCase(Locale.ROOT),
                          bad.detail())));
      case TransferResult.Refused(Outcome.UnknownLocation unknown, var line) ->
          Refusals.problem(unknown, "", pointer.apply(unknown.location()));
      case TransferResult.Refused(var refusal, var line) ->
          line == null ? Refusals.problem(refusal) : Refusals.problem(refusal, at(line));
    };
  }

  private static String at(LineRef line) {
    return "/" + line.list() + "/" + line.index();
  }

  /** Lists transfers, newest first. */
  @GetMapping
  @Needs(Scope.STOCK_READ)
  ListBody<TransferBody> listTransfers(
      Caller caller,
      @RequestParam(required = false) @Nullable String status,
      @PageOf(IdKind.TRANSFER) PageRequest page) {
    Fields fields = Fields.ofParameters();
    var only = fields.optional("status", status, TransferController::status);
    fields.build(() -> Boolean.TRUE);
    return ListBody.of(PATH, rows.list(caller.seller(), only.orNull(), page), TransferBody::of);
  }

  private static Transfer.Status status(String code) {
    return Codes.read("status", Transfer.Status.values(), Transfer.Status::code, code);
  }

  /** Shows a transfer. */
  @GetMapping("/{id}")
  @Needs(Scope.STOCK_READ)
  @Answers(body = TransferBody.class)
  ResponseEntity<TransferBody> showTransfer(Caller caller, @PathVariable String id) {
    Transfer transfer =
        rows.find(caller.seller(), number(id))
            .orElseThrow(() -> ProblemException.notFound("transfer", id));
    return ResponseEntity.ok()
        .header("ETag", Versions.etag(transfer.version()))
        .body(TransferBody.of(transfer));
  }

  private static long number(String id) {
    return PublicId.find(IdKind.TRANSFER, id)
        .orElseThrow(() -> ProblemException.notFound("transfer", id));
  }
}
