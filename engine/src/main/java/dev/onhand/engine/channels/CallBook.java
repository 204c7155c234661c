package dev.onhand.engine.channels;

import dev.onhand.connector.http.CallRecord;
import dev.onhand.connector.http.Pacer;
import dev.onhand.core.alert.AlertKind;
import dev.onhand.engine.alerts.Alert.Severity;
import dev.onhand.engine.alerts.Alerts;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down what was asked of channels, and says when a day's calls are nearly spent: of the
 * seller's budget, or of a limit that the channel documents.
 */
final class CallBook {

  private static final Logger LOG = LoggerFactory.getLogger(CallBook.class);

  static final String BUDGET_ALERT = AlertKind.CHANNEL_BUDGET.code();

  /** From this part of a day's calls on. */
  private static final double NEARLY = 0.9;

  /** A skew that changes less than the clocks can tell is not written down. */
  private static final Duration SKEW_STEP = Duration.ofSeconds(1);

  /** What is left of a day's calls. */
  private enum Left {
    ENOUGH,
    LITTLE,
    NOTHING;

    static Left of(long spent, long allowed) {
      return spent >= allowed ? NOTHING : spent >= allowed * NEARLY ? LITTLE : ENOUGH;
    }
  }

  /**
   * How it stands with a day's calls.
   *
   * @param words for people; of enough: none
   */
  private record Standing(Left left, String words) {}

  private final Accounts accounts;
  private final Alerts alerts;
  private final ChannelObserver observer;
  private final InstantSource clock;
  private final Map<Account.Key, Left> known = new ConcurrentHashMap<>();

  CallBook(Accounts accounts, Alerts alerts, ChannelObserver observer, InstantSource clock) {
    this.accounts = accounts;
    this.alerts = alerts;
    this.observer = observer;
    this.clock = clock;
  }

  /**
   * What the channel's clock says is written down with each answer, so that what it answers is
   * dated by it, also where our clock was set just before.
   */
  void watchClock(Account account, Lease lease, Connectors.Open open) {
    AtomicReference<Duration> known = new AtomicReference<>(account.skew());
    open.calls()
        .watchClock(
            skew -> {
              if (skew.minus(known.get()).abs().compareTo(SKEW_STEP) > 0) {
                note(account, lease, skew);
                known.set(skew);
              }
            });
  }

  /** What the channel answered counts all the same: what fails is tried with the next answer. */
  private void note(Account account, Lease lease, Duration skew) {
    try {
      accounts.skewed(account.seller(), account.channel(), lease, skew);
    } catch (RuntimeException e) {
      LOG.debug("{}: what its clock says could not be written down", account.code(), e);
    }
  }

  /** What was asked of the channel goes into the account's books. */
  void write(Account account, Lease lease, Connectors.Open open) {
    Account.Pace pace = pace(open.pacer(), account.pace().spent());
    if (pace.isNews(account.pace(), clock.instant())) {
      accounts.paced(account.seller(), account.channel(), lease, pace);
    }
    // Also where nothing was called: it may be that nothing is left to call with.
    watchBudget(account, open.pacer());
    List<CallRecord> made = open.calls().take();
    if (made.isEmpty()) {
      return;
    }
    observer.called(account, made);
    accounts.count(
        account.seller(),
        account.channel(),
        CallCount.of(made),
        PushCall.of(made, open.redaction()),
        open.calls().takeLast());
  }

  /**
   * @param kept what was written down of long limits; as long as that nearly does, it is left
   */
  private Account.Pace pace(Pacer pacer, List<Pacer.Stretch> kept) {
    Instant now = clock.instant();
    return new Account.Pace(
        pacer.stillUntil().map(until -> until.truncatedTo(ChronoUnit.MILLIS)).orElse(null),
        pacer.share(),
        pacer.hasMoreThan(kept, now) ? pacer.stretches(now) : kept);
  }

  private void watchBudget(Account account, Pacer pacer) {
    Standing standing = standing(account, pacer);
    Left before = known.put(account.key(), standing.left());
    if (before == standing.left()) {
      return;
    }
    if (standing.left() == Left.ENOUGH) {
      alerts.close(account.seller(), BUDGET_ALERT, account.code(), AccountWorker.ACTOR);
    } else {
      alerts.raise(
          account.seller(), Severity.WARNING, BUDGET_ALERT, account.code(), standing.words());
    }
  }

  /** The seller's own limit comes first, which alone a person can raise. */
  private Standing standing(Account account, Pacer pacer) {
    Integer perDay = account.budget().callsPerDay();
    Instant now = clock.instant();
    Left left = perDay == null ? Left.ENOUGH : Left.of(pacer.spentOn(now), perDay);
    String code = account.code();
    if (perDay != null && left != Left.ENOUGH) {
      String how =
          left == Left.NOTHING
              ? "The %d calls of the day are spent: '%s' is neither asked for orders nor told numbers before %s 00:00 UTC"
                  .formatted(perDay, code, LocalDate.ofInstant(now, ZoneOffset.UTC).plusDays(1))
              : "%d of the day's %d calls are spent".formatted(pacer.spentOn(now), perDay);
      return new Standing(
          left,
          "%s; what for: onhand channel calls %s; more: onhand channel set %s --calls-per-day N"
              .formatted(how, code, code));
    }
    return pacer
        .spentOfDay(now)
        .filter(day -> Left.of(day.units(), day.allowed()) != Left.ENOUGH)
        .map(
            day ->
                new Standing(
                    Left.of(day.units(), day.allowed()),
                    "%d of the %d calls of '%s' that the channel allows in 24 hours are spent; what for: onhand channel calls %s"
                        .formatted(day.units(), day.allowed(), day.rate(), code)))
        .orElse(new Standing(Left.ENOUGH, ""));
  }
}
