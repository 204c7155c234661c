package dev.onhand.engine.channels;

import dev.onhand.core.alert.AlertKind;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.alerts.Alert.Severity;
import dev.onhand.engine.alerts.Alerts;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

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
  private final Map<Key, String> said = new ConcurrentHashMap<>();

  private record Key(SellerId seller, long channel, String alert) {}

  public Holding(HeldChanges held, Alerts alerts) {
    this.held = held;
    this.alerts = alerts;
  }

  /** Whether this node said of an account that nothing is held, and so need not say it again. */
  boolean isAtRest(Account account) {
    return Stream.of(HELD_ALERT, REJECTED_ALERT)
        .allMatch(alert -> "".equals(said.get(key(account, alert))));
  }

  /** May be called any time. */
  public void follow(Account account) {
    HeldChanges.Left left = held.follow(account.seller(), account.channel());
    HeldChange waiting = left.waiting();
    say(
        account,
        Severity.CRITICAL,
        HELD_ALERT,
        waiting == null ? "" : text(waiting.counts(), account.code()));
    say(
        account,
        Severity.WARNING,
        REJECTED_ALERT,
        left.rejected() == 0 ? "" : text(left.rejected(), account.code()));
  }

  private static Key key(Account account, String alert) {
    return new Key(account.seller(), account.channel(), alert);
  }

  private void say(Account account, Severity severity, String alert, String now) {
    String before = said.put(key(account, alert), now);
    if (now.equals(before)) {
      return;
    }
    if (now.isEmpty()) {
      alerts.close(account.seller(), alert, account.code(), AccountWorker.ACTOR);
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
