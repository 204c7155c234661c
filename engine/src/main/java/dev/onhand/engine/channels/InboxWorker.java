package dev.onhand.engine.channels;

import dev.onhand.connector.Connector;
import dev.onhand.connector.ReadsOrder;
import dev.onhand.connector.RemoteOrder;
import dev.onhand.core.listing.BackOff;
import dev.onhand.engine.channels.Inbox.Worked;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Works off what a channel told by itself: what it tells of an order is only that the order
 * changed, so that it is read, and lost, doubled and overtaken calls do no harm.
 */
public final class InboxWorker {

  /** So many are worked off at once; of one order that is told several times one read is made. */
  private static final int PIECE = 20;

  private static final BackOff AGAIN = new BackOff(Duration.ofSeconds(5), Duration.ofMinutes(15));

  /** Longer, all together, than an order may wait for its listing to be read. */
  private static final int ATTEMPTS_MAX = 9;

  /** So long it is known that something came already. What comes again then is only read again. */
  private static final Duration REMEMBERED = Duration.ofDays(90);

  private final Inbox inbox;
  private final Accounts accounts;
  private final OrderIntake intake;
  private final ReturnPolls returns;
  private final InboxFailures failures;
  private final InstantSource clock;

  public InboxWorker(
      Inbox inbox,
      Accounts accounts,
      OrderIntake intake,
      ReturnPolls returns,
      InboxFailures failures,
      InstantSource clock) {
    this.inbox = inbox;
    this.accounts = accounts;
    this.intake = intake;
    this.returns = returns;
    this.failures = failures;
    this.clock = clock;
  }

  /**
   * Works off a piece of what is due.
   *
   * @return whether there was something
   * @throws dev.onhand.connector.DeferredException if the channel does not answer; what was worked
   *     off before is
   * @throws LeaseLostException if another worker took the account over
   */
  boolean work(Account account, Lease lease, Connector channel) throws InterruptedException {
    List<InboxEvent> events =
        inbox.due(account.seller(), account.channel(), clock.instant(), PIECE);
    if (events.isEmpty()) {
      return false;
    }
    Instant askedAt = clock.instant();
    OrderReading reading = read(account, channel, events);
    List<InboxEvent> answered =
        events.stream()
            .filter(
                event ->
                    reading.stop() == null
                        || reading.answers().keySet().containsAll(event.orders()))
            .toList();
    Set<String> waiting = take(account, reading.found(), askedAt);
    settle(
        account, lease, answered, problems(account, channel, answered, reading.answers(), waiting));
    reading.requireAll();
    return true;
  }

  /** What cannot be read one by one is asked for with all that changed. */
  private OrderReading read(Account account, Connector channel, List<InboxEvent> events)
      throws InterruptedException {
    Set<String> orders = new LinkedHashSet<>();
    events.forEach(event -> orders.addAll(event.orders()));
    boolean canRead = channel instanceof ReadsOrder;
    if (events.stream().anyMatch(InboxEvent::isUnreadable) || (!canRead && !orders.isEmpty())) {
      accounts.want(account.seller(), account.channel(), clock.instant(), null);
    }
    return channel instanceof ReadsOrder reads
        ? OrderReading.of(account, reads, orders)
        : new OrderReading(Map.of(), null);
  }

  /**
   * @return orders that wait for their listings to be read
   */
  private Set<String> take(Account account, List<RemoteOrder> orders, Instant askedAt) {
    if (orders.isEmpty()) {
      return Set.of();
    }
    Set<String> waiting = intake.take(account, orders, askedAt).waiting();
    if (!waiting.isEmpty()) {
      accounts.want(account.seller(), account.channel(), null, clock.instant());
    }
    return waiting;
  }

  /** Why some of them cannot be worked off, by their ids. */
  private Map<Long, String> problems(
      Account account,
      Connector channel,
      List<InboxEvent> events,
      Map<String, OrderReading.Answer> answers,
      Set<String> waiting)
      throws InterruptedException {
    Map<Long, String> problems = new HashMap<>();
    for (InboxEvent event : events) {
      (event.topic().equals(ReturnPolls.TOPIC)
              ? returns.again(account, channel, event)
              : problem(event, answers, waiting))
          .ifPresent(why -> problems.put(event.id(), why));
    }
    return problems;
  }

  /**
   * @param problems why some cannot be worked off, by their ids
   */
  private void settle(
      Account account, Lease lease, List<InboxEvent> events, Map<Long, String> problems) {
    Instant now = clock.instant();
    List<Worked> worked = new ArrayList<>();
    boolean isGivenUp = false;
    for (InboxEvent event : events) {
      Optional<String> problem = Optional.ofNullable(problems.get(event.id()));
      boolean isLast = event.attempts() + 1 >= ATTEMPTS_MAX;
      isGivenUp |= problem.isPresent() && isLast;
      worked.add(
          problem
              .map(
                  why ->
                      new Worked(
                          event.id(),
                          why,
                          isLast ? null : now.plus(AGAIN.after(event.attempts() + 1))))
              .orElseGet(() -> Worked.done(event.id())));
    }
    inbox.worked(account.seller(), account.channel(), lease, worked, now, now.minus(REMEMBERED));
    watch(account, isGivenUp);
  }

  private static Optional<String> problem(
      InboxEvent event, Map<String, OrderReading.Answer> answers, Set<String> waiting) {
    for (String order : event.orders()) {
      OrderReading.Answer answer = answers.get(order);
      if (answer != null && answer.problem() != null) {
        return Optional.of(answer.problem());
      }
      if (waiting.contains(order)) {
        return Optional.of("order %s is of a listing that is not read yet".formatted(order));
      }
    }
    return Optional.empty();
  }

  private void watch(Account account, boolean isGivenUp) {
    if (isGivenUp) {
      failures.raise(account);
    } else {
      failures.look(account, AccountWorker.ACTOR);
    }
  }
}
