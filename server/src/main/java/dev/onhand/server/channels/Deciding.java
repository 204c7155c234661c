package dev.onhand.server.channels;

import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.listing.DriftPolicy;
import dev.onhand.engine.channels.Accounts;
import dev.onhand.engine.channels.Difference;
import dev.onhand.engine.channels.Reconciler;
import dev.onhand.engine.channels.Reconciliation;
import dev.onhand.engine.channels.Reconciliations;
import dev.onhand.server.access.Caller;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.ProblemCode;
import dev.onhand.server.web.ProblemException;
import dev.onhand.server.web.PublicId;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What people decide of reconciliations: that there is one, and what follows from it. */
public final class Deciding {

  private final Reconciliations reconciliations;
  private final Reconciler reconciler;
  private final Accounts accounts;
  private final ChannelLoop loop;
  private final InstantSource clock;

  Deciding(
      Reconciliations reconciliations,
      Reconciler reconciler,
      Accounts accounts,
      ChannelLoop loop,
      InstantSource clock) {
    this.reconciliations = reconciliations;
    this.reconciler = reconciler;
    this.accounts = accounts;
    this.loop = loop;
    this.clock = clock;
  }

  /**
   * Has all listings of a channel read and compared; one that waits already is that one.
   *
   * @param channel code of an account
   */
  public Reconciliation want(Caller caller, String channel) {
    Reconciliation run =
        reconciliations.want(
            caller.seller(),
            AccountDesk.found(accounts, caller, channel).channel(),
            Reconciliation.Purpose.DEMAND,
            caller.actor(),
            clock.instant());
    loop.wake(caller.seller());
    return run;
  }

  /**
   * @throws ProblemException if the seller has none of this id
   */
  public Reconciliation found(Caller caller, String id) {
    return PublicId.look(
            IdKind.RECONCILIATION, id, number -> reconciliations.find(caller.seller(), number))
        .orElseThrow(() -> ProblemException.notFound("reconciliation", id));
  }

  /**
   * Approves of what a reconciliation proposes.
   *
   * @param listings of which; null: of all that wait
   * @return of how many differences
   * @throws ProblemException if its listings are not read to their end
   */
  public int approve(Caller caller, Reconciliation run, @Nullable List<Long> listings) {
    if (run.finishedAt() == null) {
      throw new ProblemException(
          ProblemCode.CONFLICT,
          "The listings of this reconciliation are not read to their end yet. Approve when it is.");
    }
    int decided =
        reconciliations.decide(
            caller.seller(),
            new Reconciliations.Decision(
                run.id(), listings, null, null, null, caller.actor(), clock.instant()));
    follow(caller, run.channel());
    return decided;
  }

  /**
   * @throws ProblemException if the seller has none of this id
   */
  public Difference difference(Caller caller, String id) {
    return PublicId.look(
            IdKind.DIFFERENCE, id, number -> reconciliations.difference(caller.seller(), number))
        .orElseThrow(() -> ProblemException.notFound("difference", id));
  }

  /**
   * Decides what follows from a difference that is open.
   *
   * @param action push, accept or ignore
   * @param location where what is accepted moves stock; null: where the channel's stock is
   * @return as it is then; one that cannot be accepted stays open, and its notes say why
   * @throws ProblemException if it was decided before
   */
  public Difference fix(
      Caller caller, Difference found, DriftPolicy.Action action, @Nullable LocationId location) {
    if (action == DriftPolicy.Action.ASK || action == DriftPolicy.Action.NONE) {
      throw ProblemException.invalid("/action", "action must be push, accept or ignore");
    }
    int decided =
        reconciliations.decide(
            caller.seller(),
            new Reconciliations.Decision(
                null, null, found.id(), action, location, caller.actor(), clock.instant()));
    if (decided == 0) {
      throw new ProblemException(
          ProblemCode.CONFLICT,
          "This difference is decided already: see what became of it, and of the listing's history.");
    }
    follow(caller, found.channel());
    return reconciliations.difference(caller.seller(), found.id()).orElseThrow();
  }

  /** What is accepted is booked at once; what is pushed, by the channel's worker. */
  private void follow(Caller caller, String channel) {
    reconciler.follow(AccountDesk.found(accounts, caller, channel));
    loop.wake(caller.seller());
  }
}
