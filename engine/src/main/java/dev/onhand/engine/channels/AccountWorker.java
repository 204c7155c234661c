package dev.onhand.engine.channels;

import dev.onhand.connector.Cause;
import dev.onhand.connector.Connector;
import dev.onhand.connector.DeferredException;
import dev.onhand.connector.ReportsOrders;
import dev.onhand.connector.Settings.InvalidSettingsException;
import dev.onhand.core.alert.AlertKind;
import dev.onhand.core.listing.BackOff;
import dev.onhand.engine.alerts.Alert.Severity;
import dev.onhand.engine.alerts.Alerts;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works an account: finds out what became of pushes, brings orders in, tells listings their numbers
 * and reads them, whichever is due. One step does a piece of it, so that a simulation can step it;
 * whatever fails makes the account rest, longer each time, and nothing else.
 */
public final class AccountWorker {

  public static final String STOPPED_ALERT = AlertKind.CHANNEL_STOPPED.code();
  public static final String FAILING_ALERT = AlertKind.CHANNEL_FAILING.code();

  private static final Logger LOG = LoggerFactory.getLogger("dev.onhand.channels");

  /** Who does what is done without a person. */
  public static final String ACTOR = "system:channels";

  /** A number is raised only by what was sold up to so long ago. */
  static final Duration FRESH = Duration.ofSeconds(5);

  /** How often a channel is asked what became of a push that it is at work on. */
  private static final Duration ASK_EVERY = Duration.ofSeconds(5);

  /** Waits are told to the millisecond; none is no wait. */
  private static final Duration PACE_MIN = Duration.ofMillis(1);

  /** After longer waits it looks whether they still hold: a person may allow more. */
  private static final Duration PACE_MAX = Duration.ofMinutes(1);

  private static final BackOff REST = new BackOff(Duration.ofSeconds(1), Duration.ofMinutes(5));

  private final Map<Account.Key, Activities> activities = new ConcurrentHashMap<>();

  private final Accounts accounts;
  private final Listings listings;
  private final Connectors connectors;
  private final OrderPolls polls;
  private final Pusher pusher;
  private final ListingReader reader;
  private final Refresher refresher;
  private final CallBook book;
  private final InboxWorker inbox;
  private final OrderRereader rereader;
  private final ReturnPolls returns;
  private final Alerts alerts;
  private final Schedule schedule;
  private final InstantSource clock;

  public AccountWorker(
      Accounts accounts,
      Listings listings,
      Connectors connectors,
      OrderPolls polls,
      Pusher pusher,
      ListingReader reader,
      Refresher refresher,
      InboxWorker inbox,
      OrderRereader rereader,
      ReturnPolls returns,
      Alerts alerts,
      ChannelObserver observer,
      Schedule schedule,
      InstantSource clock) {
    this.accounts = accounts;
    this.listings = listings;
    this.connectors = connectors;
    this.polls = polls;
    this.pusher = pusher;
    this.reader = reader;
    this.refresher = refresher;
    this.book = new CallBook(accounts, alerts, observer, clock);
    this.inbox = inbox;
    this.rereader = rereader;
    this.returns = returns;
    this.alerts = alerts;
    this.schedule = schedule;
    this.clock = clock;
  }

  /**
   * Does what is due next.
   *
   * @param account as it is stored now
   * @return whether something was done, so that more may be due at once; else it is enough to come
   *     again at {@link Schedule#dueAt}
   * @throws LeaseLostException if another worker took the account over
   */
  public boolean step(Account account, Lease lease) throws InterruptedException {
    Instant now = clock.instant();
    if (account.state() == Account.State.PAUSED) {
      quiet(account, lease);
    }
    if (Schedule.isResting(account, now)) {
      return false;
    }
    Connectors.Open open;
    try {
      open = connectors.open(account);
    } catch (InvalidSettingsException | IllegalStateException e) {
      stop(account, String.valueOf(e.getMessage()));
      return false;
    }
    book.watchClock(account, lease, open);
    Duration back = activities(account).setBack(now);
    if (back.isPositive()) {
      LOG.info("{}: our clock was set back by {}", account.code(), back);
      open.pacer().setBack(back);
      refresher.setBack(account, now);
    }
    try {
      boolean isDone = next(account, lease, open, now);
      if (isDone) {
        well(account, lease);
      }
      return isDone;
    } catch (DeferredException e) {
      return failed(account, lease, open, e);
    } finally {
      book.write(account, lease, open);
    }
  }

  private boolean next(Account account, Lease lease, Connectors.Open open, Instant now)
      throws InterruptedException {
    Connector channel = open.connector();
    boolean isActive = account.state() == Account.State.ACTIVE;
    Activities rests = activities(account);
    if (isActive && Breaker.of(account.health(), now) == Breaker.HALF_OPEN) {
      return probe(account, lease, open, rests, now);
    }
    Waiting waiting = waiting(account, lease, now);
    boolean isAnyWaiting = waiting.isAny();
    if (isActive
        && waiting.attempted()
        && begin(open, rests, Activities.Kind.SETTLE, now)
        && pusher.settle(account, lease, channel)) {
      rests.rest(now.plus(ASK_EVERY));
    }
    boolean isTold =
        isActive
            && waiting.told()
            && begin(open, rests, Activities.Kind.INBOX, now)
            && inbox.work(account, lease, channel);
    if (Schedule.isDue(schedule.ordersDueAt(account, now), now)
        && pollFirst(account, lease, open, rests, now)) {
      return true;
    }
    boolean isChecked = refresher.watch(account, lease, channel);
    isAnyWaiting |= isChecked;
    Refresher.Poll poll =
        () -> {
          boolean areOrdersIn = areOrdersIn(account, lease, open, rests, now);
          begin(open, rests, Activities.Kind.REFRESH, now);
          return areOrdersIn;
        };
    boolean isRefreshed =
        (waiting.wanted() || isChecked)
            && begin(open, rests, Activities.Kind.REFRESH, now)
            && refresher.refresh(account, lease, channel, poll);
    boolean mayTell = account.isTelling() && isAnyWaiting;
    if (mayTell && begin(open, rests, Activities.Kind.PUSH, now)) {
      if (mayRaise(account, now) && pollFirst(account, lease, open, rests, now)) {
        return true;
      }
      if (tell(account, lease, open, rests, poll, now)) {
        return true;
      }
    }
    if (isActive && looksBack(account, lease, open, rests, now)) {
      return true;
    }
    if (Schedule.isDue(schedule.readDueAt(account, now), now)
        && begin(open, rests, Activities.Kind.READ, now)) {
      if (reader.begin(account, lease)) {
        return true; // orders are due before
      }
      read(account, lease, open, rests, now);
      return true;
    }
    return isTold || isRefreshed;
  }

  /** Where nothing is, no listing is told until something comes. */
  private Waiting waiting(Account account, Lease lease, Instant now) {
    Waiting waiting = accounts.waiting(account, now);
    if (account.isTelling() && !pusher.isAtRest(account, lease)) {
      return waiting.withListings();
    }
    if (!waiting.isAny()) {
      pusher.rests(account);
    }
    return waiting;
  }

  /**
   * @return whether listings were told
   */
  private boolean tell(
      Account account,
      Lease lease,
      Connectors.Open open,
      Activities rests,
      Refresher.Poll poll,
      Instant now)
      throws InterruptedException {
    if (begin(open, rests, Activities.Kind.REFRESH, now)) {
      refresher.readFirst(account, lease, open, poll);
    }
    begin(open, rests, Activities.Kind.PUSH, now);
    boolean isTold = pusher.push(account, lease, open.descriptor(), open.connector()) > 0;
    if (isTold) {
      reader.follow(account, lease);
    }
    return isTold;
  }

  /** At orders that may have changed unsaid, and at what came back of them. */
  private boolean looksBack(
      Account account, Lease lease, Connectors.Open open, Activities rests, Instant now)
      throws InterruptedException {
    return (begin(open, rests, Activities.Kind.REREAD, now)
            && rereader.reread(account, lease, open.descriptor(), open.connector()))
        || (begin(open, rests, Activities.Kind.RETURNS, now)
            && returns.poll(account, lease, open.connector()));
  }

  private void read(
      Account account, Lease lease, Connectors.Open open, Activities rests, Instant now)
      throws InterruptedException {
    ListingReader.Found found = reader.ask(account, open.connector());
    boolean isSure =
        reader.differs(account, found) && areOrdersIn(account, lease, open, rests, now);
    reader.keep(account, lease, isSure ? found.withOrdersIn() : found);
  }

  /** What was sold there since the last poll is no edit: whether that is known. */
  private boolean areOrdersIn(
      Account account, Lease lease, Connectors.Open open, Activities rests, Instant now)
      throws InterruptedException {
    return !(open.connector() instanceof ReportsOrders)
        || ask(account, lease, open, rests, now) == Asked.ALL_IN;
  }

  /** One kind of call that changes nothing shows whether the channel answers again. */
  private boolean probe(
      Account account, Lease lease, Connectors.Open open, Activities rests, Instant now)
      throws InterruptedException {
    if (open.connector() instanceof ReportsOrders) {
      return pollFirst(account, lease, open, rests, now);
    }
    boolean mayRead =
        begin(open, rests, Activities.Kind.READ, now) && !reader.begin(account, lease);
    if (mayRead) {
      read(account, lease, open, rests, now);
    }
    return mayRead;
  }

  /** Whether neither what it came up against before, nor the account's budget, has it wait. */
  private static boolean begin(
      Connectors.Open open, Activities rests, Activities.Kind kind, Instant now) {
    return rests.begin(kind, now) && open.pacer().holds(kind.purpose(), now).isZero();
  }

  /** Whether a listing is to be raised, and what was sold from it meanwhile is not known. */
  private boolean mayRaise(Account account, Instant now) {
    Instant polledAt = account.orders().polledAt();
    return (polledAt == null || polledAt.plus(FRESH).isBefore(now))
        && listings.isAnyRaised(account.seller(), account.channel(), now);
  }

  /**
   * Asks for orders, if the channel's limits allow it.
   *
   * @return whether they were asked for
   */
  private boolean pollFirst(
      Account account, Lease lease, Connectors.Open open, Activities rests, Instant now)
      throws InterruptedException {
    return ask(account, lease, open, rests, now) != Asked.NOT;
  }

  /** What came of asking for orders. */
  private enum Asked {
    NOT,
    /** Some are of listings that are not known yet: what they sold is known of no listing. */
    SOME_UNNAMED,
    ALL_IN
  }

  private Asked ask(
      Account account, Lease lease, Connectors.Open open, Activities rests, Instant now)
      throws InterruptedException {
    if (!(open.connector() instanceof ReportsOrders reports)
        || !begin(open, rests, Activities.Kind.ORDERS, now)) {
      return Asked.NOT;
    }
    boolean isAllIn = polls.poll(account, lease, reports, open.calls()::skew);
    reader.follow(account, lease);
    return isAllIn ? Asked.ALL_IN : Asked.SOME_UNNAMED;
  }

  private Activities activities(Account account) {
    return activities.computeIfAbsent(account.key(), key -> new Activities());
  }

  /** Of an account that is not called, or was called and answered, nobody needs to know. */
  private void quiet(Account account, Lease lease) {
    if (activities(account).isWellSince(lease.epoch())) {
      alerts.close(account.seller(), List.of(STOPPED_ALERT, FAILING_ALERT), account.code(), ACTOR);
    }
  }

  private void well(Account account, Lease lease) {
    quiet(account, lease);
    if (account.health().failures() > 0 || account.health().restUntil() != null) {
      accounts.note(
          account.seller(),
          account.channel(),
          lease,
          new Account.Health(
              null, 0, account.health().lastFailure(), account.health().lastFailureAt()));
    }
  }

  /**
   * At the channel's limits only what came up against them waits; else the whole account does.
   *
   * @return whether other things may be due
   */
  private boolean failed(Account account, Lease lease, Connectors.Open open, DeferredException e) {
    String said = String.valueOf(e.getMessage());
    Instant now = clock.instant();
    if (e.why() == Cause.THROTTLED) {
      Duration wait = longer(e.waitAtLeast(), PACE_MIN);
      activities(account).rest(now.plus(wait.compareTo(PACE_MAX) > 0 ? PACE_MAX : wait));
      return true;
    }
    activities(account).isNotWell();
    if (e.why().needsPerson()) {
      stop(account, open.descriptor().advice(e));
      return false;
    }
    int failures = account.health().failures() + 1;
    Duration rest = longer(e.waitAtLeast(), REST.after(failures));
    accounts.note(
        account.seller(),
        account.channel(),
        lease,
        new Account.Health(now.plus(rest), failures, said, now));
    if (failures >= Breaker.OPENS_AFTER && account.state() == Account.State.ACTIVE) {
      alerts.raise(
          account.seller(),
          Severity.ERROR,
          FAILING_ALERT,
          account.code(),
          "Calls failed %d times in a row. It is tried again by itself, more and more rarely; its orders and numbers wait. The last: %s"
              .formatted(failures, said));
    }
    LOG.info("{}: rests {}: {}", account.code(), rest, said);
    return false;
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  private void stop(Account account, String why) {
    accounts.setState(
        account.seller(), account.channel(), Account.State.STOPPED, why, clock.instant());
    alerts.raise(account.seller(), Severity.CRITICAL, STOPPED_ALERT, account.code(), why);
    LOG.error("{}: stopped, a person must act: {}", account.code(), why);
  }
}
