package dev.onhand.engine.channels;

import dev.onhand.connector.Connector;
import dev.onhand.connector.Cursor;
import dev.onhand.connector.ReadsOrder;
import dev.onhand.connector.RemoteOrder;
import dev.onhand.connector.RemoteReturn;
import dev.onhand.connector.ReportsReturns;
import dev.onhand.connector.ReturnPage;
import dev.onhand.connector.WebhookNotice;
import dev.onhand.connector.json.Json;
import dev.onhand.core.ledger.Digest;
import dev.onhand.core.ledger.MovementKey;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.ledger.State;
import dev.onhand.core.order.Order;
import dev.onhand.core.order.Returning;
import dev.onhand.engine.ledger.LedgerCalls;
import dev.onhand.engine.ledger.PlanRefusedException;
import dev.onhand.engine.orders.OrderRows;
import dev.onhand.engine.orders.Returns;
import dev.onhand.model.Quantity;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Books what came back as channels list it, each return once, under a key of its own. It is no
 * matter of seconds, so it is asked for seldom, and each time an hour more than was asked before.
 * What cannot be booked is kept in the inbox, where it is tried again and, in the end, left for a
 * person to see.
 */
public final class ReturnPolls {

  static final Duration EVERY = Duration.ofMinutes(15);
  private static final Duration OVERLAP = Duration.ofHours(1);

  /** So many that are done with are not looked at again. */
  private static final int DONE_MAX = 10_000;

  /** What those in the inbox are called; no channel calls anything so. */
  static final String TOPIC = "onhand.return";

  private static final String NOTE = "by the channel's list of returns";
  private static final Logger LOG = LoggerFactory.getLogger("dev.onhand.channels");

  private final OrderRows orders;
  private final Returns returns;
  private final OrderIntake intake;
  private final Accounts accounts;
  private final Inbox inbox;
  private final LedgerCalls ledger;
  private final InstantSource clock;
  private final Map<Account.Key, Progress> progress = new ConcurrentHashMap<>();

  public ReturnPolls(
      OrderRows orders,
      Returns returns,
      OrderIntake intake,
      Accounts accounts,
      Inbox inbox,
      LedgerCalls ledger,
      InstantSource clock) {
    this.orders = orders;
    this.returns = returns;
    this.intake = intake;
    this.accounts = accounts;
    this.inbox = inbox;
    this.ledger = ledger;
    this.clock = clock;
  }

  /** How far an account's list is read. Only its worker's thread has it. */
  private static final class Progress {
    private Instant dueAt = Instant.MIN;

    /** When the run began that is under way. */
    private @Nullable Instant begin;

    private Cursor at = Cursor.START;
    private final Set<String> done = new HashSet<>();

    void end(Instant now) {
      begin = null;
      at = Cursor.START;
      dueAt = now.plus(EVERY);
      if (done.size() > DONE_MAX) {
        done.clear();
      }
    }
  }

  /**
   * Reads the next page, if it is time.
   *
   * @return whether there may be more
   * @throws dev.onhand.connector.DeferredException if the channel does not answer; it goes on there
   */
  boolean poll(Account account, Lease lease, Connector channel) throws InterruptedException {
    if (!(channel instanceof ReportsReturns reports) || !(channel instanceof ReadsOrder reads)) {
      return false;
    }
    Instant now = clock.instant();
    Progress its = progress.computeIfAbsent(account.key(), _ -> new Progress());
    if (now.isBefore(its.dueAt)) {
      return false;
    }
    Instant readTo = account.orders().returnsReadTo();
    if (readTo == null) {
      // What came back before is booked by hand; from here on nothing is missed.
      readTo = ordersIn(account);
      accounts.returned(account.seller(), account.channel(), lease, readTo);
    }
    Instant since = readTo.minus(OVERLAP);
    Instant begin = its.begin == null ? now.plus(account.skew()) : its.begin;
    its.begin = begin;
    ReturnPage page = Asking.ask(account, () -> reports.returns(since, its.at));
    Set<String> kept = inbox.known(account.seller(), account.channel(), names(page));
    for (RemoteReturn one : page.returns()) {
      // What is kept is tried from there, or a person said that it is not to be any more.
      if (!its.done.contains(one.id()) && !kept.contains(name(one))) {
        problem(account, reads, one).ifPresent(why -> keep(account, one, why));
        its.done.add(one.id());
      }
    }
    if (page.next() == null) {
      accounts.returned(account.seller(), account.channel(), lease, begin);
      its.end(now);
    } else {
      its.at = page.next();
    }
    return page.next() != null;
  }

  private Instant ordersIn(Account account) {
    Instant watermark = account.orders().watermark();
    return watermark == null ? clock.instant().plus(account.skew()) : watermark;
  }

  private static List<String> names(ReturnPage page) {
    return page.returns().stream().map(ReturnPolls::name).toList();
  }

  /** What it is called in the inbox. */
  private static String name(RemoteReturn one) {
    return "return@" + one.id();
  }

  private void keep(Account account, RemoteReturn one, String why) {
    LOG.info("{}: return {} of {} is not booked: {}", account.code(), one.id(), one.order(), why);
    WebhookNotice notice = new WebhookNotice(name(one), TOPIC, List.of(), List.of());
    byte[] body = Json.STRICT.write(one).getBytes(StandardCharsets.UTF_8);
    inbox.keep(
        account.seller(),
        account.channel(),
        new Inbox.Arrival(notice, false, body, "", clock.instant()));
  }

  /**
   * Tries again to book one that is in the inbox.
   *
   * @return why that cannot be; empty: it is booked
   * @throws dev.onhand.connector.DeferredException if the channel does not answer
   */
  Optional<String> again(Account account, Connector channel, InboxEvent event)
      throws InterruptedException {
    Optional<byte[]> body = inbox.body(account.seller(), event);
    if (!(channel instanceof ReadsOrder reads)) {
      return Optional.of("the channel shows no single order: book it by hand");
    }
    return body.isPresent()
        ? problem(account, reads, Json.STRICT.read(body.get(), RemoteReturn.class))
        : Optional.empty();
  }

  /**
   * Books a return, if it is not. The order is read first: what came back did leave, and the books
   * may not know it yet. An order that they do not have is not taken for it: it would leave now.
   *
   * @return why it cannot be booked now; empty: it is, by whomever
   */
  private Optional<String> problem(Account account, ReadsOrder reads, RemoteReturn one)
      throws InterruptedException {
    RemoteOrder order = Asking.ask(account, () -> reads.order(one.order())).orElse(null);
    List<RemoteOrder.Line> lines = order == null ? List.of() : one.linesOf(order);
    if (order == null || lines.isEmpty()) {
      return Optional.of(
          "return %s: of order %s the channel shows no line that %d units left of"
              .formatted(one.id(), one.order(), one.units()));
    }
    Order.Name name = new Order.Name(account.code(), order.externalId());
    if (orders.find(account.seller(), name).isEmpty()) {
      return Optional.of(
          "return %s: order %s is not known here, so book its %d units by hand"
              .formatted(one.id(), name.externalId(), one.units()));
    }
    intake.take(account, List.of(order), clock.instant());
    if (lines.stream().allMatch(it -> unitsOf(account.seller(), name, it, one.units()) == 0)) {
      return Optional.of(
          "return %s: nothing of its line of order %s left the books; is its SKU known here?"
              .formatted(one.id(), name.externalId()));
    }
    for (RemoteOrder.Line line : lines) {
      try {
        if (isBooked(account, name, line, one)) {
          return Optional.empty();
        }
      } catch (PlanRefusedException refused) {
        return Optional.of("return %s: %s".formatted(one.id(), refused.getMessage()));
      }
    }
    LOG.info("{}: all of return {} was booked already", account.code(), one.id());
    return Optional.empty();
  }

  /**
   * @return false: less than that is left to come back of the line
   */
  private boolean isBooked(
      Account account, Order.Name name, RemoteOrder.Line line, RemoteReturn one) {
    long units = unitsOf(account.seller(), name, line, one.units());
    return units > 0
        && ledger.await(returns.book(account.seller(), name, received(account, one, line, units)))
            instanceof Returns.Result.Booked;
  }

  /**
   * A unit of a listing may be several of the product: as many as when it was ordered.
   *
   * @return 0: nothing of the line left the books, as its product is not known for one
   */
  private long unitsOf(SellerId seller, Order.Name name, RemoteOrder.Line line, long units) {
    return orders
        .find(seller, name)
        .map(view -> view.order().lines().get(line.id()))
        .filter(it -> it.fulfilled() > 0)
        .filter(it -> line.quantity() > 0 && it.ordered() % line.quantity() == 0)
        .map(it -> Math.multiplyExact(units, it.ordered() / line.quantity()))
        .orElse(0L);
  }

  private static Returning.Received received(
      Account account, RemoteReturn one, RemoteOrder.Line line, long units) {
    return new Returning.Received(
        line.id(),
        Quantity.of(units),
        null, // to where it was shipped from
        one.isSellable() ? State.AVAILABLE : State.QUALITY_CONTROL,
        key(account, one),
        "channel:" + account.code(),
        NOTE,
        one.at());
  }

  private static MovementKey key(Account account, RemoteReturn one) {
    String start = "return@%d/".formatted(account.channel());
    return new MovementKey(
        start.length() + one.id().length() <= MovementKey.LENGTH_MAX - 8
            ? start + one.id()
            : start + "#" + Digest.of(one.id()).value());
  }
}
