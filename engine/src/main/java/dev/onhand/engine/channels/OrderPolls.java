package dev.onhand.engine.channels;

import dev.onhand.connector.Cause;
import dev.onhand.connector.Cursor;
import dev.onhand.connector.DeferredException;
import dev.onhand.connector.OrderPage;
import dev.onhand.connector.RemoteOrder;
import dev.onhand.connector.ReportsOrders;
import dev.onhand.core.alert.AlertKind;
import dev.onhand.engine.alerts.Alert.Severity;
import dev.onhand.engine.alerts.Alerts;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks a channel for its orders. The window that is asked for overlaps the one before by its {@link
 * LookBack}. The watermark moves only when everything before it is in. What the channel's limits
 * interrupt goes on at its page.
 */
public final class OrderPolls {

  public static final String SILENT_ALERT = AlertKind.CHANNEL_SILENT.code();

  /** How far back the first look goes: open orders are younger. */
  static final Duration FIRST_LOOK = Duration.ofDays(30);

  private static final int PAGES_MAX = 10_000;

  private final Accounts accounts;
  private final OrderIntake intake;
  private final OrderWatch watch;
  private final Alerts alerts;
  private final Paces paces;
  private final InstantSource clock;
  private final Map<Account.Key, LookBack> lookBacks = new ConcurrentHashMap<>();

  /**
   * Who is asked.
   *
   * @param skew what the channel's clock is ahead of ours, by its answers
   */
  private record Asked(
      Account account, Lease lease, ReportsOrders channel, Supplier<Optional<Duration>> skew) {

    /**
     * All that changed before the poll began is in, or before the first order changed that is of a
     * listing which is not known by that name: it is asked for again when listings were read. Where
     * our clock was set since the channel last answered, the poll began earlier than it looked.
     */
    Instant watermark(Account.Poll poll) {
      Duration late = account.skew().minus(skew.get().orElse(account.skew()));
      Instant begin = late.compareTo(Account.CLOCKS) > 0 ? poll.begin().minus(late) : poll.begin();
      Instant unnamed = poll.unnamed();
      return unnamed == null || unnamed.isAfter(begin) ? begin : unnamed;
    }
  }

  public OrderPolls(
      Accounts accounts,
      OrderIntake intake,
      OrderWatch watch,
      Alerts alerts,
      Paces paces,
      InstantSource clock) {
    this.accounts = accounts;
    this.intake = intake;
    this.watch = watch;
    this.alerts = alerts;
    this.paces = paces;
    this.clock = clock;
  }

  /**
   * Reads all that changed since the last time. What was interrupted is finished first: it says
   * nothing of what came since it began.
   *
   * @param skew what the channel's clock is ahead of ours, by its answers
   * @return whether it is known what all of it sold: of which listings it is
   * @throws DeferredException if the channel does not answer
   * @throws LeaseLostException if another worker took the account over
   */
  boolean poll(
      Account account, Lease lease, ReportsOrders channel, Supplier<Optional<Duration>> skew)
      throws InterruptedException {
    Asked asked = new Asked(account, lease, channel, skew);
    Account.Poll done;
    try {
      Account.Poll interrupted = account.orders().poll();
      Instant watermark = account.orders().watermark();
      if (interrupted != null) {
        watermark = asked.watermark(run(asked, interrupted));
      }
      done = run(asked, begin(account, watermark));
    } catch (DeferredException e) {
      lookBacks.remove(account.key());
      if (e.why() != Cause.THROTTLED) {
        // It may be the page's own fault.
        accounts.polling(account.seller(), account.channel(), lease, null);
      }
      throw e;
    }
    watch.settle(account, lease, channel, intake, clock.instant());
    return done.unnamed() == null;
  }

  /** Reads page after page to the end, and says what was found. */
  private Account.Poll run(Asked asked, Account.Poll first) throws InterruptedException {
    Account account = asked.account();
    Account.Poll at = first;
    Instant newest = null;
    long orders = 0;
    boolean isAnyNew = false;
    Instant begin = clock.instant();
    try {
      for (int pages = 0; pages < PAGES_MAX; pages++) {
        Instant askedAt = clock.instant();
        Account.Poll poll = at;
        OrderPage page =
            Asking.ask(
                account, () -> asked.channel().orders(poll.since(), new Cursor(poll.cursor())));
        OrderIntake.Taken taken = intake.take(account, page.orders(), askedAt);
        Instant unnamed = taken.unnamedSince();
        isAnyNew |= taken.isAnyNew();
        paces.read(account, page, taken.isAnyNew(), askedAt, clock.instant());
        newest = later(newest, newest(account, page.orders()));
        orders += page.orders().size();
        Cursor next = page.next();
        at =
            new Account.Poll(
                poll.begin(),
                poll.since(),
                next == null ? poll.cursor() : next.value(),
                Schedule.earlier(poll.unnamed(), unnamed));
        if (next == null) {
          end(asked, at, newest);
          lookBacks.put(account.key(), lookBack(account).after(at.begin(), at.since(), orders));
          return at;
        }
        accounts.polling(account.seller(), account.channel(), asked.lease(), at);
      }
    } finally {
      if (isAnyNew) {
        paces.broughtIn(account, begin, clock.instant());
      }
    }
    throw new DeferredException(
        Cause.UNREADABLE,
        Duration.ZERO,
        "the channel shows more than %d pages of orders".formatted(PAGES_MAX));
  }

  private Account.Poll begin(Account account, @Nullable Instant watermark) {
    Instant begin = clock.instant().plus(account.skew());
    Instant since =
        watermark == null ? begin.minus(FIRST_LOOK) : watermark.minus(lookBack(account).by(begin));
    return new Account.Poll(begin, since, Cursor.START.value(), null);
  }

  private LookBack lookBack(Account account) {
    return lookBacks.getOrDefault(account.key(), LookBack.NONE);
  }

  /** When the newest of these was placed, by our clock. */
  private static @Nullable Instant newest(Account account, List<RemoteOrder> orders) {
    return orders.stream()
        .map(RemoteOrder::createdAt)
        .max(Instant::compareTo)
        .map(at -> at.minus(account.skew()))
        .orElse(null);
  }

  private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.isAfter(other) ? one : other;
  }

  private void end(Asked asked, Account.Poll poll, @Nullable Instant newest) {
    Account account = asked.account();
    Instant now = clock.instant();
    Instant watermark = asked.watermark(poll);
    accounts.polled(account.seller(), account.channel(), asked.lease(), watermark, now, newest);
    if (watermark.equals(poll.unnamed())) {
      accounts.want(account.seller(), account.channel(), null, now);
    }
    Instant newestOfAll = later(account.orders().newestAt(), newest);
    watchWebhooks(account, new WebhookHealth(account.webhooks().lastAt(), newestOfAll), now);
  }

  private void watchWebhooks(Account account, WebhookHealth health, Instant now) {
    switch (health.at(now)) {
      case SILENT ->
          alerts.raise(
              account.seller(),
              Severity.WARNING,
              SILENT_ALERT,
              account.code(),
              "An order was placed at %s, and the channel, which called last at %s, did not tell; see to what calls Onhand there. Until it does it is asked every %d s."
                  .formatted(
                      health.newestOrderAt(), health.lastAt(), account.pollEvery().toSeconds()));
      case HEALTHY ->
          alerts.close(account.seller(), SILENT_ALERT, account.code(), AccountWorker.ACTOR);
      case NONE -> {}
    }
  }
}
