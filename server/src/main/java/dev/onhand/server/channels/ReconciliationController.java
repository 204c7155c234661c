package dev.onhand.server.channels;

import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.listing.DriftPolicy;
import dev.onhand.engine.access.Scope;
import dev.onhand.engine.catalogue.Edit;
import dev.onhand.engine.catalogue.Locations;
import dev.onhand.engine.channels.Account;
import dev.onhand.engine.channels.Accounts;
import dev.onhand.engine.channels.Difference;
import dev.onhand.engine.channels.Reconciliation;
import dev.onhand.engine.channels.Reconciliations;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.server.access.Caller;
import dev.onhand.server.access.Needs;
import dev.onhand.server.channels.ReconciliationBodies.Approval;
import dev.onhand.server.channels.ReconciliationBodies.ApprovalBody;
import dev.onhand.server.channels.ReconciliationBodies.DifferenceBody;
import dev.onhand.server.channels.ReconciliationBodies.DifferenceFix;
import dev.onhand.server.channels.ReconciliationBodies.PolicyBody;
import dev.onhand.server.channels.ReconciliationBodies.PolicyToPatch;
import dev.onhand.server.channels.ReconciliationBodies.ReconciliationBody;
import dev.onhand.server.channels.ReconciliationBodies.ReconciliationToMake;
import dev.onhand.server.web.Answers;
import dev.onhand.server.web.Fields;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.ListBody;
import dev.onhand.server.web.PageOf;
import dev.onhand.server.web.ProblemCode;
import dev.onhand.server.web.ProblemException;
import dev.onhand.server.web.PublicId;
import dev.onhand.server.web.Refs;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Compares what channels show with what they should, and decides what follows. */
@RestController
@RequestMapping(produces = "application/json")
class ReconciliationController {

  private static final String PATH = "/api/v1/reconciliations";
  private static final String DIFFERENCES = "/api/v1/differences";
  private static final String POLICY = "/api/v1/channels/{code}/reconciliation-policy";

  private final Reconciliations reconciliations;
  private final Deciding deciding;
  private final Accounts accounts;
  private final Locations locations;
  private final InstantSource clock;

  ReconciliationController(
      Reconciliations reconciliations,
      Deciding deciding,
      Accounts accounts,
      Locations locations,
      InstantSource clock) {
    this.reconciliations = reconciliations;
    this.deciding = deciding;
    this.accounts = accounts;
    this.locations = locations;
    this.clock = clock;
  }

  /**
   * Has all listings of a channel read and compared, also while it is paused. Orders of the last
   * day come in again before. One that waits already is answered again.
   */
  @PostMapping(PATH)
  @Needs(Scope.CHANNELS_WRITE)
  @Answers(status = 202)
  ResponseEntity<ReconciliationBody> makeReconciliation(
      Caller caller, @RequestBody ReconciliationToMake body) {
    Fields fields = new Fields();
    var code = fields.required("channel", body.channel(), text -> text);
    Reconciliation run = deciding.want(caller, fields.build(code::get));
    return ResponseEntity.accepted().body(ReconciliationBody.of(run));
  }

  /** Lists reconciliations, newest first; those of every hour only where they are asked for. */
  @GetMapping(PATH)
  @Needs(Scope.ORDERS_READ)
  ListBody<ReconciliationBody> listReconciliations(
      Caller caller,
      @RequestParam(required = false) @Nullable String channel,
      @RequestParam(defaultValue = "false") boolean hourly,
      @PageOf(IdKind.RECONCILIATION) PageRequest page) {
    return ListBody.of(
        PATH, reconciliations.list(caller.seller(), channel, hourly, page), ReconciliationBody::of);
  }

  /** Shows a reconciliation. */
  @GetMapping(PATH + "/{id}")
  @Needs(Scope.ORDERS_READ)
  ReconciliationBody showReconciliation(Caller caller, @PathVariable String id) {
    return ReconciliationBody.of(deciding.found(caller, id));
  }

  /** Lists what a reconciliation found, newest first. */
  @GetMapping(PATH + "/{id}/differences")
  @Needs(Scope.ORDERS_READ)
  ListBody<DifferenceBody> listReconciliationDifferences(
      Caller caller,
      @PathVariable String id,
      @RequestParam(defaultValue = "false") boolean open,
      @PageOf(IdKind.DIFFERENCE) PageRequest page) {
    Reconciliation run = deciding.found(caller, id);
    return ListBody.of(
        PATH + "/" + id + "/differences",
        reconciliations.differences(
            caller.seller(), new Difference.Filter(null, run.id(), open), page),
        DifferenceBody::of);
  }

  /**
   * Approves of what a reconciliation proposes: of all that waits, or of some listings. Those of
   * which a person is asked are decided one by one.
   */
  @PostMapping(PATH + "/{id}/approve")
  @Needs(Scope.CHANNELS_WRITE)
  @Answers(ledger = true, problems = ProblemCode.CONFLICT)
  ApprovalBody approveReconciliation(
      Caller caller,
      @PathVariable String id,
      @RequestBody(required = false) @Nullable Approval body) {
    Reconciliation run = deciding.found(caller, id);
    List<Long> listings =
        body == null || body.listings() == null
            ? null
            : body.listings().stream()
                .filter(Objects::nonNull)
                .map(ReconciliationController::listing)
                .toList();
    int decided = deciding.approve(caller, run, listings);
    return new ApprovalBody("approval", decided, ReconciliationBody.of(deciding.found(caller, id)));
  }

  private static Long listing(String id) {
    return PublicId.find(IdKind.LISTING, id).stream()
        .boxed()
        .findFirst()
        .orElseThrow(
            () ->
                ProblemException.invalid("/listings", "'%s' is no id of a listing".formatted(id)));
  }

  /** Lists listings that showed something else than they should, newest first. */
  @GetMapping(DIFFERENCES)
  @Needs(Scope.ORDERS_READ)
  ListBody<DifferenceBody> listDifferences(
      Caller caller,
      @RequestParam(required = false) @Nullable String channel,
      @RequestParam(defaultValue = "false") boolean open,
      @PageOf(IdKind.DIFFERENCE) PageRequest page) {
    return ListBody.of(
        DIFFERENCES,
        reconciliations.differences(
            caller.seller(), new Difference.Filter(channel, null, open), page),
        DifferenceBody::of);
  }

  /** Shows a difference. */
  @GetMapping(DIFFERENCES + "/{id}")
  @Needs(Scope.ORDERS_READ)
  DifferenceBody showDifference(Caller caller, @PathVariable String id) {
    return DifferenceBody.of(deciding.difference(caller, id));
  }

  /**
   * Decides what follows from a difference that is open. One that cannot be accepted stays open,
   * and its notes say why.
   */
  @PostMapping(DIFFERENCES + "/{id}/fix")
  @Needs(Scope.CHANNELS_WRITE)
  @Answers(ledger = true, problems = ProblemCode.CONFLICT)
  DifferenceBody fixDifference(
      Caller caller, @PathVariable String id, @RequestBody DifferenceFix body) {
    Difference found = deciding.difference(caller, id);
    Fields fields = new Fields();
    var given = fields.required("action", body.action(), text -> text);
    DriftPolicy.Action action = action("/action", fields.build(given::get));
    String where = body.location();
    LocationId location = where == null ? null : location(caller, where);
    return DifferenceBody.of(deciding.fix(caller, found, action, location));
  }

  private LocationId location(Caller caller, String given) {
    return locations
        .find(caller.seller(), Fields.checked(() -> Refs.location(given)))
        .map(location -> location.id())
        .orElseThrow(
            () ->
                ProblemException.invalid(
                    "/location", "location names '%s', which is not known".formatted(given)));
  }

  static DriftPolicy.Action action(String pointer, String code) {
    Optional<DriftPolicy.Action> found = DriftPolicy.Action.find(code);
    return found
        .filter(action -> action != DriftPolicy.Action.NONE)
        .orElseThrow(
            () ->
                ProblemException.invalid(
                    pointer,
                    "%s must be push, accept, ask or ignore, not '%s'"
                        .formatted(pointer.substring(1), code)));
  }

  /** Shows what follows from differences of a channel. */
  @GetMapping(POLICY)
  @Needs(Scope.ORDERS_READ)
  PolicyBody showReconciliationPolicy(Caller caller, @PathVariable String code) {
    Account account = AccountDesk.found(accounts, caller, code);
    return PolicyBody.of(code, reconciliations.policy(caller.seller(), account.channel()));
  }

  /** Says what follows from differences of a channel that are found from now on. */
  @PatchMapping(POLICY)
  @Needs(Scope.CHANNELS_WRITE)
  PolicyBody patchReconciliationPolicy(
      Caller caller, @PathVariable String code, @RequestBody PolicyToPatch body) {
    Account account = AccountDesk.found(accounts, caller, code);
    DriftPolicy policy = body.applied(reconciliations.policy(caller.seller(), account.channel()));
    reconciliations.setPolicy(
        caller.seller(),
        account.channel(),
        policy,
        new Edit(caller.actor(), clock.instant(), null));
    return PolicyBody.of(code, policy);
  }
}
