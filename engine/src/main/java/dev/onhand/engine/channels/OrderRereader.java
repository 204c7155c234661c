package dev.onhand.engine.channels;

import dev.onhand.connector.Behavior;
import dev.onhand.connector.Connector;
import dev.onhand.connector.ConnectorDescriptor;
import dev.onhand.connector.ReadsOrder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads open orders again, one by one, of channels that do not tell every change of an order. What
 * a poll never shows is found so: an order is read at the age of half an hour, one, two, four hours
 * and so on, and each day. Read every half an hour, a hundred open orders would cost more calls a
 * day than all else together.
 */
public final class OrderRereader {

  /** How often it is looked which orders are old enough. */
  static final Duration EVERY = Duration.ofMinutes(30);

  private static final Duration AT_LEAST_EVERY = Duration.ofDays(1);

  /** So few at a time that pushes need not wait for the rest. */
  private static final int PIECE = 10;

  private static final int LOOKED_AT = 1_000;

  private final OpenOrders orders;
  private final Accounts accounts;
  private final OrderIntake intake;
  private final InstantSource clock;

  public OrderRereader(
      OpenOrders orders, Accounts accounts, OrderIntake intake, InstantSource clock) {
    this.orders = orders;
    this.accounts = accounts;
    this.intake = intake;
    this.clock = clock;
  }

  /**
   * Reads the next few, if it is time.
   *
   * @return whether there may be more
   * @throws dev.onhand.connector.DeferredException if the channel does not answer; it goes on there
   */
  boolean reread(Account account, Lease lease, ConnectorDescriptor descriptor, Connector channel)
      throws InterruptedException {
    Instant now = clock.instant();
    Instant dueAt = account.rereading().dueAt();
    if (descriptor.supports(Behavior.TELLS_ALL_CHANGES)
        || !(channel instanceof ReadsOrder reads)
        || (dueAt != null && now.isBefore(dueAt))) {
      return false;
    }
    List<OpenOrders.Open> open =
        orders.list(account.seller(), account.channel(), account.rereading().after(), LOOKED_AT);
    List<OpenOrders.Open> piece =
        open.stream().filter(one -> isDue(one.seenAt(), dueAt, now)).limit(PIECE).toList();
    OrderReading reading =
        OrderReading.of(account, reads, piece.stream().map(OpenOrders.Open::externalId).toList());
    if (!reading.answers().isEmpty()) {
      intake.take(account, reading.found(), now);
    }
    boolean isThrough = reading.stop() == null && piece.size() < PIECE;
    boolean isEnd = isThrough && open.size() < LOOKED_AT;
    accounts.reread(
        account.seller(),
        account.channel(),
        lease,
        isEnd
            ? new Account.Rereading(now.plus(EVERY), 0)
            : new Account.Rereading(
                dueAt, isThrough ? open.getLast().id() : last(piece, reading, account)));
    reading.requireAll();
    return !piece.isEmpty() || !isEnd;
  }

  /**
   * Whether an order came to an age since it was looked last at which it is read.
   *
   * @param dueAt when to look; null: never before, or long ago: each is due
   */
  static boolean isDue(Instant seenAt, @Nullable Instant dueAt, Instant now) {
    if (dueAt == null || now.isAfter(dueAt.plus(EVERY))) {
      return true;
    }
    Duration before = Duration.between(seenAt, dueAt.minus(EVERY));
    Duration age = Duration.between(seenAt, now);
    return doublings(age) > doublings(before)
        || age.dividedBy(AT_LEAST_EVERY) > before.dividedBy(AT_LEAST_EVERY);
  }

  /** How many of the ages at which an order is read it has reached: half an hour, one, two, … */
  private static int doublings(Duration age) {
    return Long.SIZE - Long.numberOfLeadingZeros(Math.max(0, age.dividedBy(EVERY)));
  }

  /** The id of the last that was answered. */
  private static long last(List<OpenOrders.Open> piece, OrderReading reading, Account account) {
    return piece.stream()
        .filter(one -> reading.answers().containsKey(one.externalId()))
        .mapToLong(OpenOrders.Open::id)
        .max()
        .orElse(account.rereading().after());
  }
}
