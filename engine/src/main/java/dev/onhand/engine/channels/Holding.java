package dev.onhand.engine.channels;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.alerts.Alert.Severity;
import dev.onhand.engine.alerts.Alerts;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Frees what the brake held and is undone, and says what waits for a person. */
public final class Holding {

  public static final String HELD_ALERT = "channel.held";

  private final HeldChanges held;
  private final Alerts alerts;

  /** What was said last of an account, by this node. */
  private final Map<Key, String> said = new ConcurrentHashMap<>();

  private record Key(SellerId seller, long channel) {}

  public Holding(HeldChanges held, Alerts alerts) {
    this.held = held;
    this.alerts = alerts;
  }

  /** May be called any time. */
  public void follow(Account account) {
    String now =
        held.follow(account.seller(), account.channel())
            .map(waiting -> text(waiting.counts(), account.code()))
            .orElse("");
    String before = said.put(new Key(account.seller(), account.channel()), now);
    if (now.equals(before)) {
      return;
    }
    if (now.isEmpty()) {
      alerts.close(account.seller(), HELD_ALERT, account.code(), AccountWorker.ACTOR);
    } else {
      alerts.raise(account.seller(), Severity.CRITICAL, HELD_ALERT, account.code(), now);
    }
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
