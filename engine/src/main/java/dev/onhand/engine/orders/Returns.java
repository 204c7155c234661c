package dev.onhand.engine.orders;

import dev.onhand.core.ledger.Cause;
import dev.onhand.core.ledger.Movement;
import dev.onhand.core.ledger.Outcome;
import dev.onhand.core.ledger.Place;
import dev.onhand.core.ledger.Reason;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.order.Order;
import dev.onhand.core.order.Returning;
import dev.onhand.engine.journal.Journal;
import dev.onhand.engine.journal.JournalEntry;
import dev.onhand.engine.ledger.PlanRefusedException;
import dev.onhand.engine.ledger.PlanningLedger;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * The way in for goods that came back for an order. (What came back without one is a movement like
 * any other.) Each return has a key of its own, which is that of its first movement: the same again
 * changes nothing.
 */
public final class Returns {

  private final PlanningLedger ledger;
  private final Journal journal;
  private final OrderRows orders;

  public Returns(PlanningLedger ledger, Journal journal, OrderRows orders) {
    this.ledger = ledger;
    this.journal = journal;
    this.orders = orders;
  }

  /**
   * What became of a return.
   *
   * @param again whether it had been booked before
   */
  public sealed interface Result {

    record Booked(boolean again) implements Result {}

    record TooMany(long unitsLeft) implements Result {}

    record UnknownLine() implements Result {}
  }

  /**
   * Books a return.
   *
   * @param name of an order that there is
   * @return once it is durable; fails as {@link PlanningLedger#submit(
   *     dev.onhand.engine.ledger.Planning)}, and with {@link PlanRefusedException} where the key is
   *     that of something else
   */
  public CompletableFuture<Result> book(
      SellerId seller, Order.Name name, Returning.Received received) {
    return ledger
        .submit(new ReturnPlanning(seller, name, received))
        .handle((result, failure) -> result(seller, name, received, result, failure));
  }

  /**
   * What a return would come to.
   *
   * @param movements it would be booked with; empty where it would not, or was booked before. Their
   *     ids mean nothing
   */
  public record Preview(Result result, List<Movement> movements) {}

  /** What {@link #book} would come to now; nothing of it is kept. */
  public CompletableFuture<Preview> preview(
      SellerId seller, Order.Name name, Returning.Received received) {
    return ledger
        .preview(new ReturnPlanning(seller, name, received))
        .handle(
            (preview, failure) ->
                preview == null
                    ? new Preview(result(seller, name, received, null, failure), List.of())
                    : new Preview(
                        result(seller, name, received, preview.answer(), null),
                        preview.outcomes().stream()
                            .filter(Outcome.Recorded.class::isInstance)
                            .map(outcome -> ((Outcome.Recorded) outcome).movement())
                            .toList()));
  }

  /**
   * The key goes before all else. A repeat is planned against what its first time left: it may find
   * too little out, or share itself over other locations than then. So the journal is asked.
   */
  private Result result(
      SellerId seller,
      Order.Name name,
      Returning.Received received,
      @Nullable Result result,
      @Nullable Throwable failure) {
    if (failure != null) {
      Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
      if (cause instanceof PlanRefusedException refused
          && refused.refusal() instanceof Outcome.KeyUsedDifferently
          && isBooked(seller, name, received)) {
        return new Result.Booked(true);
      }
      throw failure instanceof CompletionException wrapped
          ? wrapped
          : new CompletionException(failure);
    }
    return result instanceof Result.TooMany && isBooked(seller, name, received)
        ? new Result.Booked(true)
        : Objects.requireNonNull(result);
  }

  /**
   * Whether it is in the journal.
   *
   * @throws PlanRefusedException if its key is, for something else
   */
  private boolean isBooked(SellerId seller, Order.Name name, Returning.Received received) {
    List<JournalEntry> movements = movements(seller, received);
    if (movements.isEmpty()) {
      return false;
    }
    Cause cause = new Cause(Cause.Kind.ORDER, name.reference(), received.line());
    boolean isSame =
        movements.stream()
                .map(JournalEntry::movement)
                .allMatch(
                    movement ->
                        movement.reason() == Reason.SALE_RETURN
                            && movement.cause().equals(cause)
                            && isIn(movement, received))
            && movements.stream().mapToLong(entry -> entry.movement().quantity().units()).sum()
                == received.units().units() * unitsOfProducts(seller, name, received.line());
    if (!isSame) {
      throw new PlanRefusedException(
          new Outcome.KeyUsedDifferently(received.key(), movements.getFirst().movement().id()));
    }
    return true;
  }

  /** Of all products together in one unit of the line. */
  private long unitsOfProducts(SellerId seller, Order.Name name, String line) {
    return orders.find(seller, name).map(view -> view.order().lines().get(line)).stream()
        .flatMap(found -> found.components().stream())
        .mapToLong(Order.Component::units)
        .reduce(Long::sum)
        .orElse(1);
  }

  private static boolean isIn(Movement movement, Returning.Received received) {
    return movement.to() instanceof Place.Inside inside && inside.state() == received.state();
  }

  /** The movements that a return was booked with. */
  public List<JournalEntry> movements(SellerId seller, Returning.Received received) {
    List<JournalEntry> movements = new ArrayList<>();
    Optional<JournalEntry> next = journal.find(seller, received.key());
    while (next.isPresent()) {
      movements.add(next.get());
      next = journal.find(seller, received.key(movements.size()));
    }
    return movements;
  }
}
