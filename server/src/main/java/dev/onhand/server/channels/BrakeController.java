package dev.onhand.server.channels;

import dev.onhand.core.listing.Brake;
import dev.onhand.engine.access.Scope;
import dev.onhand.engine.channels.Account;
import dev.onhand.engine.channels.Accounts;
import dev.onhand.engine.channels.HeldChange;
import dev.onhand.engine.channels.HeldChanges;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.server.access.Caller;
import dev.onhand.server.access.Needs;
import dev.onhand.server.channels.BrakeBodies.BrakeBody;
import dev.onhand.server.channels.BrakeBodies.BrakeToPatch;
import dev.onhand.server.channels.BrakeBodies.HeldChangeBody;
import dev.onhand.server.channels.BrakeBodies.HeldListingBody;
import dev.onhand.server.web.Answers;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.ListBody;
import dev.onhand.server.web.PageOf;
import dev.onhand.server.web.ProblemCode;
import dev.onhand.server.web.ProblemException;
import dev.onhand.server.web.Versions;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows what the brakes of channels hold back, and decides it. */
@RestController
@RequestMapping(produces = "application/json")
class BrakeController {

  private static final String PATH = "/api/v1/held-changes";
  private static final String BRAKE = "/api/v1/channels/{code}/brake";

  private final HeldChanges held;
  private final HeldDecisions decisions;
  private final Accounts accounts;
  private final BrakeEdits edits;

  BrakeController(HeldChanges held, HeldDecisions decisions, Accounts accounts, BrakeEdits edits) {
    this.held = held;
    this.decisions = decisions;
    this.accounts = accounts;
    this.edits = edits;
  }

  /** Lists what brakes hold or held back, newest first. */
  @GetMapping(PATH)
  @Needs(Scope.ORDERS_READ)
  ListBody<HeldChangeBody> listHeldChanges(
      Caller caller,
      @RequestParam(required = false) @Nullable String channel,
      @RequestParam(required = false) @Nullable String state,
      @PageOf(IdKind.HELD_CHANGE) PageRequest page) {
    HeldChange.State wanted = state == null ? null : state(state);
    return ListBody.of(PATH, held.list(caller.seller(), channel, wanted, page), HeldChangeBody::of);
  }

  private static HeldChange.State state(String code) {
    return HeldChange.State.find(code)
        .orElseThrow(
            () ->
                ProblemException.invalid(
                    "state",
                    "state must be waiting, approved, rejected or over, not '%s'".formatted(code)));
  }

  /** Shows what a brake holds back. */
  @GetMapping(PATH + "/{id}")
  @Needs(Scope.ORDERS_READ)
  HeldChangeBody showHeldChange(Caller caller, @PathVariable String id) {
    return HeldChangeBody.of(decisions.found(caller, id));
  }

  /** Lists the listings of it: what each showed, and what it was to show. */
  @GetMapping(PATH + "/{id}/listings")
  @Needs(Scope.ORDERS_READ)
  ListBody<HeldListingBody> listHeldListings(
      Caller caller, @PathVariable String id, @PageOf(IdKind.LISTING) PageRequest page) {
    HeldChange change = decisions.found(caller, id);
    return ListBody.of(
        PATH + "/" + id + "/listings",
        held.lines(caller.seller(), change.id(), page),
        HeldListingBody::of);
  }

  /**
   * Lets its listings be told. One that is to show something more drastic by now is looked at anew.
   * What was rejected may be approved later.
   */
  @PostMapping(PATH + "/{id}/approve")
  @Needs(Scope.CHANNELS_WRITE)
  @Answers(problems = ProblemCode.CONFLICT)
  HeldChangeBody approveHeldChange(Caller caller, @PathVariable String id) {
    return HeldChangeBody.of(decisions.approve(caller, decisions.found(caller, id), null));
  }

  /**
   * Has its listings told nothing until what they should show is as it was. What changed the stock
   * is for you to undo.
   */
  @PostMapping(PATH + "/{id}/reject")
  @Needs(Scope.CHANNELS_WRITE)
  @Answers(problems = ProblemCode.CONFLICT)
  HeldChangeBody rejectHeldChange(Caller caller, @PathVariable String id) {
    return HeldChangeBody.of(decisions.reject(caller, decisions.found(caller, id), null));
  }

  /** Shows how much of a channel may change at once without approval. */
  @GetMapping(BRAKE)
  @Needs(Scope.ORDERS_READ)
  ResponseEntity<BrakeBody> showBrake(Caller caller, @PathVariable String code) {
    Account account = AccountDesk.found(accounts, caller, code);
    return answer(code, held.brake(caller.seller(), account.channel()));
  }

  private static ResponseEntity<BrakeBody> answer(String code, Brake brake) {
    BrakeBody body = BrakeBody.of(code, brake);
    return ResponseEntity.ok().header("ETag", Versions.etag(body.version())).body(body);
  }

  /**
   * Says how much of a channel may change at once without approval, from now on. With If-Match,
   * only if the limits there still have this version.
   */
  @PatchMapping(BRAKE)
  @Needs(Scope.CHANNELS_WRITE)
  ResponseEntity<BrakeBody> patchBrake(
      Caller caller,
      @PathVariable String code,
      @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
      @RequestBody BrakeToPatch body) {
    Account account = AccountDesk.found(accounts, caller, code);
    Brake now = held.brake(caller.seller(), account.channel());
    Brake wanted = body.applied(now);
    edits.set(caller, account, now, wanted, Versions.expected(ifMatch));
    return answer(code, wanted);
  }
}
