package dev.onhand.engine.channels;

import dev.onhand.core.alert.AlertKind;
import dev.onhand.core.ledger.Cause;
import dev.onhand.core.ledger.Command;
import dev.onhand.core.ledger.Details;
import dev.onhand.core.ledger.LocationRef;
import dev.onhand.core.ledger.Movement;
import dev.onhand.core.ledger.MovementKey;
import dev.onhand.core.ledger.Outcome;
import dev.onhand.core.ledger.Reason;
import dev.onhand.engine.alerts.Alert.Severity;
import dev.onhand.engine.alerts.Alerts;
import dev.onhand.engine.ledger.CommandList;
import dev.onhand.engine.ledger.Companion;
import dev.onhand.engine.ledger.LedgerCalls;
import dev.onhand.engine.ledger.Run;
import dev.onhand.model.Quantity;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Follows up what readings of listings find: what is decided to be right becomes movements, what is
 * told is settled when it is shown, and people hear of the rest.
 */
public final class Reconciler {

  public static final String DIFFERS_ALERT = AlertKind.LISTING_DIFFERS.code();
  public static final String STAGED_ALERT = AlertKind.RECONCILIATION_STAGED.code();

  /** Where nothing differs. */
  private final Settled settled = new Settled();

  private final Reconciliations reconciliations;
  private final Listings listings;
  private final LedgerCalls ledger;
  private final Alerts alerts;
  private final InstantSource clock;

  public Reconciler(
      Reconciliations reconciliations,
      Listings listings,
      LedgerCalls ledger,
      Alerts alerts,
      InstantSource clock) {
    this.reconciliations = reconciliations;
    this.listings = listings;
    this.ledger = ledger;
    this.alerts = alerts;
    this.clock = clock;
  }

  /**
   * A reading begins.
   *
   * @return whether orders are to be brought in before it goes on
   */
  boolean begin(Account account, Lease lease) {
    return reconciliations.begin(
        account.seller(), account.channel(), lease, account.reading().run() + 1, clock.instant());
  }

  /**
   * A reading came to its end.
   *
   * @param at when what listings should show was computed anew
   */
  void end(Account account, Lease lease, long readRun, Instant at) {
    reconciliations.end(account.seller(), account.channel(), lease, readRun, at);
    follow(account);
  }

  /** Orders are in, or listings were told something: what differed may be as it should now. */
  public void follow(Account account, Lease lease) {
    if (!settled.isSettled(account, lease) && follow(account) == 0) {
      settled.settle(account, lease);
    }
  }

  /** Something was found that is shown otherwise than expected. */
  void differs(Account account) {
    settled.reopen(account);
  }

  /**
   * Does what is decided, settles what is done, and says what is left. May be called any time.
   *
   * @return how many are left
   */
  public long follow(Account account) {
    List<Acceptance> accepting = reconciliations.accepting(account.seller(), account.channel());
    while (!accepting.isEmpty()) {
      accepting.forEach(one -> accept(account, one));
      accepting = reconciliations.accepting(account.seller(), account.channel());
    }
    Reconciliations.Left left =
        reconciliations.settle(account.seller(), account.channel(), clock.instant());
    say(account, left);
    return left.all();
  }

  private void accept(Account account, Acceptance one) {
    if (one.obstacle() != null) {
      reconciliations.cannotAccept(account.seller(), one.drift(), one.obstacle());
      return;
    }
    CommandList list =
        CommandList.allOrNone(account.seller(), List.of(command(one)))
            .with(outcomes -> accepted(one, outcomes));
    Outcome outcome = ledger.run(list, Run.LIVE).getFirst();
    if (outcome instanceof Outcome.Refused refused) {
      reconciliations.cannotAccept(account.seller(), one.drift(), refused.detail());
    } else {
      listings.refresh(account.seller(), List.of(one.product()), clock.instant());
    }
  }

  /** Its key is the difference's own, so that it happens once however often it is tried. */
  private static Command command(Acceptance one) {
    return new Command.Move(
        new MovementKey("adopt:%d/%d".formatted(one.listing(), one.drift())),
        one.product(),
        one.units() > 0 ? Reason.MANUAL_IN : Reason.MANUAL_OUT,
        Quantity.of(Math.abs(one.units())),
        LocationRef.code(Objects.requireNonNull(one.location())),
        null,
        null,
        Command.Mode.WISH,
        null,
        new Details(
            new Cause(Cause.Kind.CHANNEL, one.channel(), one.externalId()),
            one.decidedBy(),
            "the channel showed %d, and %d was expected".formatted(one.observed(), one.believed()),
            one.foundAt()));
  }

  private List<Companion> accepted(Acceptance one, List<Outcome> outcomes) {
    List<Companion> companions = new ArrayList<>();
    for (Outcome outcome : outcomes) {
      switch (outcome) {
        case Outcome.Recorded recorded -> companions.add(accepted(one, recorded.movement()));
        case Outcome.AlreadyRecorded already -> companions.add(accepted(one, already.movement()));
        default -> {}
      }
    }
    return companions;
  }

  private static DriftAccepted accepted(Acceptance one, Movement movement) {
    return new DriftAccepted(
        one.drift(),
        one.listing(),
        one.observed() - one.believed(),
        movement.id().value(),
        movement.recordedAt());
  }

  private void say(Account account, Reconciliations.Left left) {
    long all = left.all();
    if (all == 0) {
      alerts.close(account.seller(), DIFFERS_ALERT, account.code(), AccountWorker.ACTOR);
    } else {
      differs(account);
      alerts.raise(
          account.seller(),
          Severity.WARNING,
          DIFFERS_ALERT,
          account.code(),
          "%d %s shown otherwise than expected: %d wait for a decision, %d for approval, %d are being set right. See 'onhand drift list --channel %s'."
              .formatted(
                  all,
                  all == 1 ? "listing was" : "listings were",
                  left.asked(),
                  left.staged(),
                  left.doing(),
                  account.code()));
    }
    if (left.stagedRun() == null) {
      alerts.close(account.seller(), STAGED_ALERT, account.code(), AccountWorker.ACTOR);
    } else {
      alerts.raise(
          account.seller(),
          Severity.ERROR,
          STAGED_ALERT,
          account.code(),
          "Setting %d listings right would raise them or set them to nothing, which is so many that somebody has to approve of it. See 'onhand reconcile show' and 'onhand reconcile approve'."
              .formatted(left.staged()));
    }
  }
}
