package dev.onhand.engine.channels;

import dev.onhand.core.alert.AlertKind;
import dev.onhand.engine.alerts.Alert.Severity;
import dev.onhand.engine.alerts.Alerts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Frees what the brake held and is undone, and says what waits for a person: a decision, or that
 * what was rejected is undone.
 */
public final class Holding {

  public static final String HELD_ALERT = AlertKind.CHANNEL_HELD.code();
  public static final String REJECTED_ALERT = AlertKind.CHANNEL_REJECTED.code();

  private final HeldChanges held;
  private final Alerts alerts;

  /** What was said last of an account, by this node. */
  private final Map<Account.Key, Said> said = new ConcurrentHashMap<>();

  /**
   * What was said, empty where there is nothing to say.
   *
   * @param epoch of the lease under which it was: under one in between others may have said more
   */
  private record Said(long epoch, String held, String rejected) {

    boolean isNothing() {
      return held.isEmpty() && rejected.isEmpty();
    }
  }

  public Holding(HeldChanges held, Alerts alerts) {
    this.held = held;
    this.alerts = alerts;
  }

  /** Whether it was said under this lease that nothing is held, and so need not be said again. */
  boolean isAtRest(Account account, Lease lease) {
    Said last = said.get(account.key());
    return last != null && last.epoch() == lease.epoch() && last.isNothing();
  }

  /** By who works the account; what was said so before is not said again. */
  void follow(Account account, Lease lease) {
    HeldChanges.Left left = held.follow(account.seller(), account.channel());
    Said now = new Said(lease.epoch(), held(account, left), rejected(account, left));
    if (!now.equals(said.put(account.key(), now))) {
      say(account, now.held(), now.rejected());
    }
  }

  /** By anybody, at any time, as when a person has decided. */
  public void follow(Account account) {
    said.remove(account.key());
    HeldChanges.Left left = held.follow(account.seller(), account.channel());
    say(account, held(account, left), rejected(account, left));
  }

  private static String held(Account account, HeldChanges.Left left) {
    HeldChange waiting = left.waiting();
    return waiting == null ? "" : text(waiting.counts(), account.code());
  }

  private static String rejected(Account account, HeldChanges.Left left) {
    return left.rejected() == 0 ? "" : text(left.rejected(), account.code());
  }

  private void say(Account account, String heldNow, String rejectedNow) {
    List<String> over = new ArrayList<>();
    say(account, Severity.CRITICAL, HELD_ALERT, heldNow, over);
    say(account, Severity.WARNING, REJECTED_ALERT, rejectedNow, over);
    if (!over.isEmpty()) {
      alerts.close(account.seller(), over, account.code(), AccountWorker.ACTOR);
    }
  }

  private void say(
      Account account, Severity severity, String alert, String now, List<String> over) {
    if (now.isEmpty()) {
      over.add(alert);
    } else {
      alerts.raise(account.seller(), severity, alert, account.code(), now);
    }
  }

  private static String text(long rejected, String channel) {
    return "%d listings are told nothing, as what they were to show was rejected: undo what changed the stock, or approve it after all. See 'onhand brake list --channel %s'."
        .formatted(rejected, channel);
  }

  private static String text(HeldChange.Counts counts, String channel) {
    return "The brake holds %d of a change's %d listings back: it raises %d by %d units and lowers %d by %d, %d of these to nothing. See 'onhand brake list --channel %s'."
        .formatted(
            counts.holding(),
            counts.raised() + counts.lowered(),
            counts.raised(),
            counts.unitsRaised(),
            counts.lowered(),
            counts.unitsLost(),
            counts.zeroed(),
            channel);
  }
}
