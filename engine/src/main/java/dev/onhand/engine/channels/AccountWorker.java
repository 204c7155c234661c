package dev.onhand.engine.channels;

import dev.onhand.connector.Cause;
import dev.onhand.connector.Connector;
import dev.onhand.connector.ConnectorDescriptor;
import dev.onhand.connector.DeferredException;
import dev.onhand.connector.ReportsOrders;
import dev.onhand.connector.Settings.InvalidSettingsException;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.listing.BackOff;
import dev.onhand.engine.alerts.Alert.Severity;
import dev.onhand.engine.alerts.Alerts;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works an account: finds out what became of pushes, brings orders in, tells listings their numbers
 * and reads them, whichever is due. One step does a piece of it, so that a simulation can step it;
 * whatever fails makes the account rest, longer each time, and nothing else.
 */
public final class AccountWorker {

  public static final String STOPPED_ALERT = "channel.stopped";
  public static final String FAILING_ALERT = "channel.failing";

  private static final Logger LOG = LoggerFactory.getLogger("dev.onhand.channels");

  /** Who does what is done without a person. */
  public static final String ACTOR = "system:channels";

  /** A number is raised only by what was sold up to so long ago. */
  static final Duration FRESH = Duration.ofSeconds(5);

  /** How often all listings are read. */
  static final Duration READ_EVERY = Duration.ofHours(1);

  /** The same where somebody found that too often. */
  static final Duration READ_SELDOM = Duration.ofDays(1);

  /** How often a channel is asked what became of a push that it is at work on. */
  private static final Duration ASK_EVERY = Duration.ofSeconds(5);

  /** Waits are told to the millisecond; none is no wait. */
  private static final Duration PACE_MIN = Duration.ofMillis(1);

  /** After longer waits it looks whether they still hold: a person may allow more. */
  private static final Duration PACE_MAX = Duration.ofMinutes(1);

  private static final BackOff REST = new BackOff(Duration.ofSeconds(1), Duration.ofMinutes(5));

  private final Map<Key, Activities> activities = new ConcurrentHashMap<>();

  private record Key(SellerId seller, long channel) {}

  private final Accounts accounts;
  private final Listings listings;
  private final Connectors connectors;
  private final OrderIntake intake;
  private final Pusher pusher;
  private final ListingReader reader;
  private final Refresher refresher;
  private final CallBook book;
  private final Alerts alerts;
  private final InstantSource clock;

  public AccountWorker(
      Accounts accounts,
      Listings listings,
      Connectors connectors,
      OrderIntake intake,
      Pusher pusher,
      ListingReader reader,
      Refresher refresher,
      Alerts alerts,
      ChannelObserver observer,
      InstantSource clock) {
    this.accounts = accounts;
    this.listings = listings;
    this.connectors = connectors;
    this.intake = intake;
    this.pusher = pusher;
    this.reader = reader;
    this.refresher = refresher;
    this.book = new CallBook(accounts, alerts, observer, clock);
    this.alerts = alerts;
    this.clock = clock;
  }

  /**
   * Does what is due next.
   *
   * @param account as it is stored now
   * @return whether something was done, so that more may be due at once; else it is enough to come
   *     again at {@link #dueAt}
   * @throws LeaseLostException if another worker took the account over
   */
  public boolean step(Account account, Lease lease) throws InterruptedException {
    Instant now = clock.instant();
    if (isResting(account, now)) {
      return false;
    }
    Connectors.Open open;
    try {
      open = connectors.open(account);
    } catch (InvalidSettingsException | IllegalStateException e) {
      stop(account, String.valueOf(e.getMessage()));
      return false;
    }
    try {
      boolean isDone = next(account, lease, open, now);
      if (isDone) {
        well(account, lease);
      }
      return isDone;
    } catch (DeferredException e) {
      return failed(account, lease, e);
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
    if (isActive
        && begin(open, rests, Activities.Kind.SETTLE, now)
        && pusher.settle(account, lease, channel)) {
      rests.rest(now.plus(ASK_EVERY));
    }
    if (isDue(ordersDueAt(account), now) && pollFirst(account, lease, open, rests, now)) {
      return true;
    }
    boolean isRefreshed =
        begin(open, rests, Activities.Kind.REFRESH, now)
            && refresher.refresh(
                account,
                lease,
                channel,
                () -> {
                  boolean areOrdersIn = areOrdersIn(account, lease, open, rests, now);
                  begin(open, rests, Activities.Kind.REFRESH, now);
                  return areOrdersIn;
                });
    if (isActive && !account.isDryRun() && begin(open, rests, Activities.Kind.PUSH, now)) {
      if (mayRaise(account, now) && pollFirst(account, lease, open, rests, now)) {
        return true;
      }
      begin(open, rests, Activities.Kind.PUSH, now);
      if (pusher.push(account, lease, open.descriptor(), channel) > 0) {
        reader.pushed(account);
        return true;
      }
    }
    if (isDue(readDueAt(account), now) && begin(open, rests, Activities.Kind.READ, now)) {
      if (reader.begin(account, lease)) {
        return true; // orders are due before
      }
      read(account, lease, open, rests, now);
      return true;
    }
    return isRefreshed;
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
        || pollFirst(account, lease, open, rests, now);
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

  private void poll(
      Account account, Lease lease, ConnectorDescriptor descriptor, ReportsOrders channel)
      throws InterruptedException {
    OrderIntake.Polled polled = intake.poll(account, descriptor, channel);
    Instant now = clock.instant();
    accounts.polled(account.seller(), account.channel(), lease, polled.watermark(), now);
    if (polled.needsListings()) {
      accounts.want(account.seller(), account.channel(), null, now);
    }
    reader.polled(account);
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
    if (!(open.connector() instanceof ReportsOrders reports)
        || !begin(open, rests, Activities.Kind.ORDERS, now)) {
      return false;
    }
    poll(account, lease, open.descriptor(), reports);
    return true;
  }

  private Activities activities(Account account) {
    return activities.computeIfAbsent(
        new Key(account.seller(), account.channel()), key -> new Activities());
  }

  private static boolean isResting(Account account, Instant now) {
    Instant until = account.health().restUntil();
    return account.state() == Account.State.STOPPED || (until != null && now.isBefore(until));
  }

  private static boolean isDue(@Nullable Instant at, Instant now) {
    return at != null && !now.isBefore(at);
  }

  /** When to ask for orders next; null: nobody wants them. */
  private static @Nullable Instant ordersDueAt(Account account) {
    Account.Orders orders = account.orders();
    if (orders.dueAt() != null || account.state() != Account.State.ACTIVE) {
      return orders.dueAt();
    }
    return orders.polledAt() == null ? Instant.MIN : orders.polledAt().plus(account.pollEvery());
  }

  private static @Nullable Instant readDueAt(Account account) {
    Account.Reading reading = account.reading();
    if (reading.cursor() != null) {
      return Instant.MIN;
    }
    if (reading.dueAt() != null || account.state() != Account.State.ACTIVE) {
      return reading.dueAt();
    }
    return reading.readAt() == null
        ? Instant.MIN
        : reading.readAt().plus(account.readsHourly() ? READ_EVERY : READ_SELDOM);
  }

  /**
   * When an account is due by its schedule; a listing may be due before.
   *
   * @return empty: not until a person acts
   */
  public static Optional<Instant> dueAt(Account account) {
    if (account.state() == Account.State.STOPPED) {
      return Optional.empty();
    }
    Instant due = earlier(ordersDueAt(account), readDueAt(account));
    Instant rest = account.health().restUntil();
    if (due != null && rest != null && rest.isAfter(due)) {
      due = rest;
    }
    return Optional.ofNullable(due);
  }

  private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.isBefore(other) ? one : other;
  }

  private void well(Account account, Lease lease) {
    if (activities(account).isWellSince(lease.epoch())) {
      alerts.close(account.seller(), STOPPED_ALERT, account.code(), ACTOR);
      alerts.close(account.seller(), FAILING_ALERT, account.code(), ACTOR);
    }
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
  private boolean failed(Account account, Lease lease, DeferredException e) {
    String said = String.valueOf(e.getMessage());
    Instant now = clock.instant();
    if (e.why() == Cause.THROTTLED) {
      Duration wait = longer(e.waitAtLeast(), PACE_MIN);
      activities(account).rest(now.plus(wait.compareTo(PACE_MAX) > 0 ? PACE_MAX : wait));
      return true;
    }
    activities(account).isNotWell();
    if (e.why().needsPerson()) {
      stop(account, AccountCheck.advice(e.why()) + " (" + said + ")");
      return false;
    }
    int failures = account.health().failures() + 1;
    Duration rest = longer(e.waitAtLeast(), REST.after(failures));
    accounts.note(
        account.seller(),
        account.channel(),
        lease,
        new Account.Health(now.plus(rest), failures, said, now));
    if (failures >= Breaker.OPENS_AFTER) {
      alerts.raise(account.seller(), Severity.ERROR, FAILING_ALERT, account.code(), said);
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
