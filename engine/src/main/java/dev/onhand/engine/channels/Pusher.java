package dev.onhand.engine.channels;

import dev.onhand.connector.Cause;
import dev.onhand.connector.ConfirmsPushes;
import dev.onhand.connector.Connector;
import dev.onhand.connector.ConnectorDescriptor;
import dev.onhand.connector.DeferredException;
import dev.onhand.connector.PushOutcome;
import dev.onhand.connector.QuantityUpdate;
import dev.onhand.connector.ReadsListing;
import dev.onhand.connector.Refusal;
import dev.onhand.connector.RemoteListing;
import dev.onhand.connector.UnconfirmedException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells listings what they should show: the most urgent first, one number under way for each, and
 * always the newest that is wanted. What became of a number that may or may not have arrived is
 * found out before another is sent.
 */
public final class Pusher {

  private static final Logger LOG = LoggerFactory.getLogger(Pusher.class);
  private static final int ATTEMPTED_MAX = 100;

  /** So long a channel may take to do what it did not answer: a newer number waits for it. */
  static final Duration LATE_MAX = Duration.ofSeconds(10);

  /**
   * What does not leave so soon after it was taken is not sent: this process stood still, and
   * another may have found out meanwhile that it did not arrive, and told a newer one.
   */
  private static final Duration LEAVES_WITHIN = LATE_MAX.dividedBy(2);

  /** So long a channel may take to say what became of a push that it took in; then it is read. */
  static final Duration RESULT_MAX = Duration.ofHours(1);

  private final Listings listings;
  private final Holding holding;
  private final Consumer<Account> refused;
  private final Paces paces;
  private final ChannelObserver observer;
  private final InstantSource clock;
  private final LongSupplier nanoTime;

  /**
   * @param refused is told of an account of which a listing waits for a person now
   * @param nanoTime nanoseconds since some time, which nobody sets
   */
  public Pusher(
      Listings listings,
      Holding holding,
      Consumer<Account> refused,
      Paces paces,
      ChannelObserver observer,
      InstantSource clock,
      LongSupplier nanoTime) {
    this.listings = listings;
    this.holding = holding;
    this.refused = refused;
    this.paces = paces;
    this.observer = observer;
    this.clock = clock;
    this.nanoTime = nanoTime;
  }

  /** No listing may be told now. */
  void rests(Account account) {
    paces.rests(account);
  }

  /** Whether nothing is to be said to people of what the brake holds of an account. */
  boolean isAtRest(Account account, Lease lease) {
    return holding.isAtRest(account, lease);
  }

  /**
   * Tells the next listings.
   *
   * @return how many; 0: there are none that may be told now
   * @throws DeferredException if the channel takes nothing now: all of them come again
   */
  int push(Account account, Lease lease, ConnectorDescriptor descriptor, Connector channel)
      throws InterruptedException {
    Instant begin = clock.instant();
    long beginNanos = nanoTime.getAsLong();
    List<Push> taken =
        listings.take(
            account.seller(), account.channel(), lease, descriptor.limits().batchMax(), begin);
    holding.follow(account, lease);
    if (taken.isEmpty()) {
      paces.rests(account);
      return 0;
    }
    Instant sentAt = clock.instant();
    if (isLate(begin, sentAt, nanoTime.getAsLong() - beginNanos)) {
      LOG.warn("{}: {} numbers were taken too long ago to be sent", account.code(), taken.size());
      return taken.size();
    }
    List<QuantityUpdate> updates = taken.stream().map(Push::update).toList();
    List<PushOutcome> outcomes;
    try {
      outcomes = channel.push(updates);
      requireOneEach(updates, outcomes);
    } catch (DeferredException e) {
      List<PushOutcome> deferred = same(taken, PushOutcome.Deferred.of(e));
      answer(account, lease, taken, deferred, Push.KnownBy.CALL, sentAt);
      if (e.why() != Cause.THROTTLED) {
        paces.rests(account);
      }
      throw e;
    } catch (UnconfirmedException e) {
      LOG.info("{}: whether a push arrived is not known: {}", account.code(), e.getMessage());
      outcomes = same(taken, new PushOutcome.Unconfirmed(null));
    } catch (RuntimeException e) {
      LOG.warn("{}: the answer to a push cannot be read", account.code(), e);
      outcomes = same(taken, new PushOutcome.Unconfirmed(null));
    }
    observer.pushed(account, Duration.between(sentAt, clock.instant()));
    answer(account, lease, taken, outcomes, Push.KnownBy.ANSWER, sentAt);
    paces.told(account, taken.size(), begin, clock.instant());
    return taken.size();
  }

  private static void requireOneEach(List<QuantityUpdate> updates, List<PushOutcome> outcomes) {
    if (outcomes.size() != updates.size()) {
      throw new IllegalStateException(
          "a connector gave %d outcomes for %d updates".formatted(outcomes.size(), updates.size()));
    }
  }

  private void answer(
      Account account,
      Lease lease,
      List<Push> pushes,
      List<PushOutcome> outcomes,
      Push.KnownBy by,
      Instant sentAt) {
    Instant now = clock.instant();
    List<Push.Answered> answers = new ArrayList<>();
    for (int i = 0; i < pushes.size(); i++) {
      answers.add(new Push.Answered(pushes.get(i), outcomes.get(i), by, sentAt, now));
    }
    answered(account, lease, answers);
  }

  private void answered(Account account, Lease lease, List<Push.Answered> answers) {
    if (listings.answered(account.seller(), account.channel(), lease, answers)) {
      refused.accept(account);
    }
    answers.forEach(answer -> observer.answered(account, answer));
  }

  private static List<PushOutcome> same(List<Push> pushes, PushOutcome outcome) {
    return pushes.stream().map(push -> outcome).toList();
  }

  /**
   * Finds out what became of pushes whose fate is not known: asks the channel for it, or reads the
   * listing. A listing that shows something else is read again until the number cannot come late
   * any more, so that it does not overwrite a newer one. Where neither is possible the number
   * counts as not known, and is sent again.
   *
   * @return whether there is still something to find out
   */
  boolean settle(Account account, Lease lease, Connector channel) throws InterruptedException {
    List<Push> left = listings.attempted(account.seller(), account.channel(), ATTEMPTED_MAX);
    boolean isOpen = false;
    for (List<Push> pushes : asked(channel, left)) {
      Instant askedAt = clock.instant();
      List<PushOutcome> outcomes = fate(account, channel, pushes);
      if (outcomes.isEmpty()) {
        listings.forgotten(account.seller(), account.channel(), lease, pushes, clock.instant());
      }
      List<Push.Answered> answers = new ArrayList<>();
      for (int i = 0; i < outcomes.size(); i++) {
        Push push = pushes.get(i);
        PushOutcome outcome = outcomes.get(i);
        if (outcome instanceof PushOutcome.Unconfirmed || mayComeLate(channel, push, outcome)) {
          isOpen = true;
        } else {
          answers.add(
              new Push.Answered(push, outcome, by(channel, push), askedAt, clock.instant()));
        }
      }
      if (!answers.isEmpty()) {
        answered(account, lease, answers);
      }
    }
    return isOpen;
  }

  /** What a channel took in with one request it is asked for at once; all others one by one. */
  private Collection<List<Push>> asked(Connector channel, List<Push> left) {
    Map<String, List<Push>> asked = new LinkedHashMap<>();
    for (Push push : left) {
      String request = push.request();
      String with =
          request != null && isAsked(channel, push)
              ? "request " + request
              : "listing " + push.update().listing().externalId();
      asked.computeIfAbsent(with, key -> new ArrayList<>()).add(push);
    }
    return asked.values();
  }

  /**
   * Empty: it cannot be found out; else one outcome for each, and {@link PushOutcome.Unconfirmed}
   * where the channel is still at work on it.
   */
  private List<PushOutcome> fate(Account account, Connector channel, List<Push> pushes)
      throws InterruptedException {
    Push first = pushes.getFirst();
    String request = first.request();
    if (request != null && channel instanceof ConfirmsPushes confirms && isAsked(channel, first)) {
      List<QuantityUpdate> updates = pushes.stream().map(Push::update).toList();
      List<PushOutcome> outcomes = Asking.ask(account, () -> confirms.confirm(request, updates));
      requireOneEach(updates, outcomes);
      return outcomes;
    }
    if (channel instanceof ReadsListing reads) {
      Optional<RemoteListing> found =
          Asking.ask(account, () -> reads.listing(first.update().listing()));
      return found.isEmpty() ? List.of(GONE) : found.flatMap(Pusher::shown).stream().toList();
    }
    return List.of();
  }

  private boolean mayComeLate(Connector channel, Push push, PushOutcome outcome) {
    return by(channel, push) == Push.KnownBy.READING
        && outcome instanceof PushOutcome.Applied applied
        && applied.quantity() != push.update().quantity()
        && isYoung(push, clock.instant());
  }

  /**
   * By the longer of both: a clock that was set back shows less, and one that nobody sets stands
   * still on some machines while these sleep. What seems to have been taken in a time to come is
   * left too: to whoever looks at it, it had left long ago.
   */
  private static boolean isLate(Instant begin, Instant now, long nanos) {
    return now.isBefore(begin)
        || now.isAfter(begin.plus(LEAVES_WITHIN))
        || nanos > LEAVES_WITHIN.toNanos();
  }

  /** One of a time to come left before our clock was set back. */
  private static boolean isYoung(Push push, Instant now) {
    return !push.takenAt().isAfter(now) && now.isBefore(push.takenAt().plus(LATE_MAX));
  }

  private Push.KnownBy by(Connector channel, Push push) {
    return isAsked(channel, push) ? Push.KnownBy.ANSWER : Push.KnownBy.READING;
  }

  /** Whether the channel can say what became of a push, and may still. */
  private boolean isAsked(Connector channel, Push push) {
    return push.request() != null
        && channel instanceof ConfirmsPushes
        && clock.instant().isBefore(push.takenAt().plus(RESULT_MAX));
  }

  private static final PushOutcome GONE =
      new PushOutcome.Refused(Refusal.UNKNOWN_LISTING, "the channel has no such listing");

  private static Optional<PushOutcome> shown(RemoteListing listing) {
    return Optional.ofNullable(listing.quantity()).map(PushOutcome.Applied::new);
  }
}
