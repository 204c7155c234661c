package dev.onhand.engine.channels;

import dev.onhand.connector.http.CallRecord;
import dev.onhand.connector.http.Purpose;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.alerts.Alert.Severity;
import dev.onhand.engine.alerts.Alerts;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Writes down what was asked of channels, and says when a day's calls are nearly spent. */
final class CallBook {

  static final String BUDGET_ALERT = "channel.budget";

  /** From this part of a day's calls on. */
  private static final double NEARLY = 0.9;

  /** A skew that changes less than the clocks can tell is not written down. */
  private static final Duration SKEW_STEP = Duration.ofSeconds(1);

  private record Key(SellerId seller, long channel) {}

  private final Accounts accounts;
  private final Alerts alerts;
  private final ChannelObserver observer;
  private final InstantSource clock;
  private final Map<Key, Boolean> nearlySpent = new ConcurrentHashMap<>();

  CallBook(Accounts accounts, Alerts alerts, ChannelObserver observer, InstantSource clock) {
    this.accounts = accounts;
    this.alerts = alerts;
    this.observer = observer;
    this.clock = clock;
  }

  /** What was asked of the channel goes into the account's books, and what its clock says. */
  void write(Account account, Lease lease, Connectors.Open open) {
    List<CallRecord> made = open.calls().take();
    if (made.isEmpty()) {
      return;
    }
    observer.called(account, made);
    accounts.count(account.seller(), account.channel(), counts(made));
    watchBudget(account);
    CallRecord last = made.getLast();
    if (last.channelTime() != null) {
      // It tells whole seconds, so that half of one is added.
      Duration skew = Duration.between(last.answeredAt(), last.channelTime().plusMillis(500));
      if (skew.minus(account.skew()).abs().compareTo(SKEW_STEP) > 0) {
        accounts.skewed(account.seller(), account.channel(), lease, skew);
      }
    }
  }

  private void watchBudget(Account account) {
    Key key = new Key(account.seller(), account.channel());
    @Nullable Integer perDay = account.budget().callsPerDay();
    long spent =
        perDay == null
            ? 0
            : accounts.spentOn(
                account.seller(),
                account.channel(),
                LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
    boolean isNear = perDay != null && spent >= perDay * NEARLY;
    Boolean before = nearlySpent.put(key, isNear);
    if (before != null && before == isNear) {
      return;
    }
    if (isNear) {
      alerts.raise(
          account.seller(),
          Severity.WARNING,
          BUDGET_ALERT,
          account.code(),
          "%d of the day's %d calls are spent; what for: onhand channel calls %s; more: onhand channel set %s --calls-per-day N"
              .formatted(spent, perDay, account.code(), account.code()));
    } else {
      alerts.close(account.seller(), BUDGET_ALERT, account.code(), AccountWorker.ACTOR);
    }
  }

  private static List<CallCount> counts(List<CallRecord> made) {
    Map<LocalDate, Map<Purpose, long[]>> counts = new TreeMap<>();
    for (CallRecord call : made) {
      LocalDate day = LocalDate.ofInstant(call.sentAt(), ZoneOffset.UTC);
      long[] sums =
          counts
              .computeIfAbsent(day, d -> new TreeMap<>())
              .computeIfAbsent(call.call().purpose(), p -> new long[2]);
      sums[0]++;
      sums[1] += call.why() == null ? 0 : 1;
    }
    List<CallCount> rows = new ArrayList<>();
    counts.forEach(
        (day, byPurpose) ->
            byPurpose.forEach(
                (purpose, sums) -> rows.add(new CallCount(day, purpose, sums[0], sums[1]))));
    return rows;
  }
}
