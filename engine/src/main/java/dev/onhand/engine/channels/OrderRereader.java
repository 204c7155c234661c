package dev.onhand.engine.channels;

import dev.onhand.connector.Behavior;
import dev.onhand.connector.Connector;
import dev.onhand.connector.ConnectorDescriptor;
import dev.onhand.connector.ReadsOrder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * Reads open orders again, one by one, of channels that do not tell every change of an order: what
 * a poll never shows is found within {@link #EVERY}.
 */
public final class OrderRereader {

  /** How often all open orders of a channel are read again. */
  static final Duration EVERY = Duration.ofMinutes(30);

  /** So few at a time that pushes need not wait for the rest. */
  private static final int PIECE = 10;

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
   * @return whether there were any
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
    List<OpenOrders.Open> piece =
        orders.list(account.seller(), account.channel(), account.rereading().after(), PIECE);
    OrderReading reading =
        OrderReading.of(account, reads, piece.stream().map(OpenOrders.Open::externalId).toList());
    if (!reading.answers().isEmpty()) {
      intake.take(account, reading.found(), now);
    }
    boolean isEnd = reading.stop() == null && piece.size() < PIECE;
    accounts.reread(
        account.seller(),
        account.channel(),
        lease,
        isEnd
            ? new Account.Rereading(now.plus(EVERY), 0)
            : new Account.Rereading(dueAt, last(piece, reading, account)));
    reading.requireAll();
    return !piece.isEmpty();
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
