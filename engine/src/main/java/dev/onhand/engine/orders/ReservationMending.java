package dev.onhand.engine.orders;

import dev.onhand.core.ledger.Cause;
import dev.onhand.core.ledger.Command;
import dev.onhand.core.ledger.Details;
import dev.onhand.core.ledger.Digest;
import dev.onhand.core.ledger.MovementKey;
import dev.onhand.core.ledger.Outcome;
import dev.onhand.core.ledger.Reason;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.order.Excess;
import dev.onhand.core.order.Order;
import dev.onhand.engine.ledger.CommandList;
import dev.onhand.engine.ledger.LedgerCalls;
import dev.onhand.engine.ledger.PlanRefusedException;
import dev.onhand.engine.ledger.Run;
import dev.onhand.engine.verification.LevelAudit.Author;
import dev.onhand.engine.verification.ReservationBooks;
import dev.onhand.engine.verification.ReservationBooks.Difference;
import dev.onhand.engine.verification.ReservationBooks.LevelDifference;
import dev.onhand.engine.verification.ReservationBooks.Stale;
import dev.onhand.engine.verification.Verification;
import dev.onhand.engine.verification.VerificationOptions;
import dev.onhand.model.Quantity;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts right what an audit of reservations found. What is stored is written anew from the
 * movements; then its order is applied again, which releases what it does not want. Movements are
 * only added, under keys made from what they mend, so that none is added twice.
 */
public final class ReservationMending {

  private final ReservationBooks books;
  private final Verification verification;
  private final Orders orders;
  private final LedgerCalls ledger;
  private final InstantSource clock;

  public ReservationMending(
      ReservationBooks books,
      Verification verification,
      Orders orders,
      LedgerCalls ledger,
      InstantSource clock) {
    this.books = books;
    this.verification = verification;
    this.orders = orders;
    this.ledger = ledger;
    this.clock = clock;
  }

  /** Writes a level anew, as a verification of its product does. */
  boolean rewrite(SellerId seller, LevelDifference level, Author author)
      throws InterruptedException {
    VerificationOptions options =
        new VerificationOptions(true, true, level.product(), null, author);
    return verification.run(seller, options).discrepancies().stream()
        .filter(found -> level.location().equals(found.location()))
        .allMatch(found -> found.repaired());
  }

  /** Writes a reservation anew, or gives back what was reserved for a line that there is not. */
  boolean mend(SellerId seller, Difference difference, Author author) {
    Order.Name order = difference.order();
    if (order != null) {
      return books.rebuild(seller, difference, author) && reapply(seller, order, author) != null;
    }
    return difference.held() == 0
        && difference.moved() > 0
        && difference.lastMovement() != null
        && release(seller, difference, author);
  }

  private boolean release(SellerId seller, Difference difference, Author author) {
    String of =
        Digest.of(
                difference.reference(),
                difference.line(),
                difference.product().toString(),
                difference.location().toString())
            .value()
            .toString();
    Cause cause = new Cause(Cause.Kind.ORDER, difference.reference(), difference.line());
    List<Command> commands = new ArrayList<>();
    int part = 0;
    for (long rest = difference.moved(); rest > 0; rest -= Quantity.UNITS_MAX) {
      commands.add(
          new Command.Move(
              new MovementKey(
                  "%srelease/%s/%s.%d"
                      .formatted(
                          ReservationBooks.MENDING_PREFIX, of, difference.lastMovement(), part++)),
              difference.product(),
              Reason.RELEASE,
              Quantity.of(Math.min(rest, Quantity.UNITS_MAX)),
              difference.location(),
              null,
              null,
              Command.Mode.WISH,
              null,
              new Details(cause, author.actor(), "reserved for a line that there is not", null)));
    }
    return isRecorded(seller, commands);
  }

  /** Reserves again what orders hold and somebody released: as far as it is free. */
  boolean reserveAgain(SellerId seller, LevelDifference level, Author author) {
    long units = level.forOrders() - level.moved();
    Command reserve =
        new Command.Move(
            new MovementKey(
                "%sreserve/%s@%s/%s"
                    .formatted(
                        ReservationBooks.MENDING_PREFIX,
                        level.product(),
                        level.location(),
                        level.lastMovement())),
            level.product(),
            Reason.RESERVE,
            Quantity.of(Math.min(units, Quantity.UNITS_MAX)),
            level.location(),
            null,
            null,
            Command.Mode.WISH,
            null,
            new Details(
                Cause.of(Cause.Kind.SYSTEM),
                author.actor(),
                "orders hold units that were released by hand",
                null));
    return units <= Quantity.UNITS_MAX && isRecorded(seller, List.of(reserve));
  }

  private boolean isRecorded(SellerId seller, List<Command> commands) {
    return ledger.run(CommandList.allOrNone(seller, commands), Run.LIVE).stream()
        .noneMatch(Outcome.Refused.class::isInstance);
  }

  /** Applies an order again, which gives back what it does not want. */
  boolean apply(SellerId seller, Stale stale, Author author) {
    OrderResult result = reapply(seller, stale.order().name(), author);
    return result != null
        && Excess.of(result.order(), clock.instant()).stream()
            .noneMatch(
                excess ->
                    excess.line().equals(stale.line()) && excess.product().equals(stale.product()));
  }

  private @Nullable OrderResult reapply(SellerId seller, Order.Name order, Author author) {
    try {
      return ledger.await(orders.reapply(seller, order, author.actor()));
    } catch (PlanRefusedException refused) {
      return null;
    }
  }
}
