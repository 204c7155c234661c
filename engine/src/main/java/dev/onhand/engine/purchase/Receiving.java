package dev.onhand.engine.purchase;

import dev.onhand.core.ledger.Cause;
import dev.onhand.core.ledger.Command;
import dev.onhand.core.ledger.MovementKey;
import dev.onhand.core.ledger.Outcome;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.ledger.CommandList;
import dev.onhand.engine.ledger.LedgerCalls;
import dev.onhand.engine.ledger.Run;
import dev.onhand.engine.ledger.VersionCheck;
import dev.onhand.engine.purchase.PurchaseOrder.Status;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Books what arrives for purchase orders, and takes back what was booked wrongly. Each is one
 * all-or-nothing list of movements with the order's rows in the same commit, decided against the
 * version of the order that was read. Goods that are there are a fact: who comes second, and did
 * not ask for a version, is decided anew against what the first one left.
 */
public final class Receiving {

  /** Each time somebody else was faster, so this many people at once would have to be. */
  private static final int TRIES_MAX = 64;

  private final LedgerCalls ledger;
  private final PurchaseRows rows;

  public Receiving(LedgerCalls ledger, PurchaseRows rows) {
    this.ledger = ledger;
    this.rows = rows;
  }

  /** What the keys of its movements begin with. */
  static final String KEYS = "purchase:";

  /** Whether a movement with this key and cause was booked here. */
  public static boolean isOfReceipt(MovementKey key, Cause cause) {
    return key.value().startsWith(KEYS)
        && (cause.kind() == Cause.Kind.PURCHASE_ORDER || cause.kind() == Cause.Kind.CONTAINER);
  }

  /**
   * Who asks.
   *
   * @param expectedVersion the version of the order that they saw; null: any
   */
  public record Asking(SellerId seller, String actor, @Nullable Long expectedVersion, Run run) {}

  /**
   * Books a delivery.
   *
   * @param key of this delivery within its order, for ever: the same again changes nothing
   */
  public PurchaseResult receive(Asking asking, long id, String key, Delivery delivery) {
    return again(() -> tryToReceive(asking, id, key, delivery));
  }

  private Optional<PurchaseResult> tryToReceive(
      Asking asking, long id, String key, Delivery delivery) {
    PurchaseOrder order = rows.find(asking.seller(), id).orElse(null);
    if (order == null) {
      return Optional.of(new PurchaseResult.Missing("purchase order"));
    }
    List<Receipt> receipts = rows.receipts(asking.seller(), id);
    for (Receipt receipt : receipts) {
      if (receipt.key().equals(key)) {
        return Optional.of(
            receipt.digest().equals(delivery.digest())
                ? new PurchaseResult.Done(order, receipt, true)
                : new PurchaseResult.KeyUsedDifferently(key));
      }
    }
    PurchaseResult problem = problem(asking, order);
    if (problem != null) {
      return Optional.of(problem);
    }
    ReceiptPlan plan = new ReceiptPlan(order, key, delivery, asking.actor());
    PurchaseResult bad = plan.make(new Named(rows, asking.seller()));
    return bad == null
        ? book(asking, order, plan.commands(), plan::where, plan::received)
        : Optional.of(bad);
  }

  private static @Nullable PurchaseResult problem(Asking asking, PurchaseOrder order) {
    Long expected = asking.expectedVersion();
    if (expected != null && expected != order.head().version()) {
      return new PurchaseResult.Stale(order.head().version());
    }
    Status status = order.head().status();
    if (status.isEnded()) {
      return Purchases.ended(
          order, "and takes in nothing any more. Book what came on a new purchase order");
    }
    return order.head().receipts() >= PurchaseOrder.RECEIPTS_MAX
        ? new PurchaseResult.Blocked(
            "It has %d receipts, which is the most. Close it and go on with a new one."
                .formatted(PurchaseOrder.RECEIPTS_MAX),
            null)
        : null;
  }

  /**
   * Takes back a receipt that was wrong, as if it had never been: each of its movements is
   * reversed.
   *
   * @param number of the receipt within its order
   * @param mode WISH is refused where units of it are promised or gone already; FACT is not
   */
  public PurchaseResult reverse(
      Asking asking, long id, int number, Command.Mode mode, @Nullable String note) {
    return again(() -> tryToReverse(asking, id, number, mode, note));
  }

  private Optional<PurchaseResult> tryToReverse(
      Asking asking, long id, int number, Command.Mode mode, @Nullable String note) {
    PurchaseOrder order = rows.find(asking.seller(), id).orElse(null);
    if (order == null) {
      return Optional.of(new PurchaseResult.Missing("purchase order"));
    }
    Receipt receipt =
        rows.receipts(asking.seller(), id).stream()
            .filter(one -> one.number() == number)
            .findFirst()
            .orElse(null);
    if (receipt == null) {
      return Optional.of(new PurchaseResult.Missing("receipt"));
    }
    if (receipt.isReversed()) {
      return Optional.of(new PurchaseResult.Done(order, receipt, true));
    }
    Long expected = asking.expectedVersion();
    if (expected != null && expected != order.head().version()) {
      return Optional.of(new PurchaseResult.Stale(order.head().version()));
    }
    ReversalPlan plan = new ReversalPlan(order, receipt, asking.actor(), mode, note);
    return book(asking, order, plan.commands(), command -> null, plan::reversed);
  }

  /** Empty: somebody else changed the order, and it is to be tried again. */
  private Optional<PurchaseResult> book(
      Asking asking,
      PurchaseOrder order,
      List<Command> commands,
      Function<Integer, @Nullable String> where,
      Function<List<Outcome>, PurchaseReceived> rowsAfter) {
    CommandList list =
        CommandList.allOrNone(asking.seller(), commands)
            .with(
                List.of(
                    new VersionCheck(
                        VersionCheck.Table.PURCHASE_ORDER,
                        order.head().id(),
                        order.head().version())))
            .with(outcomes -> List.of(rowsAfter.apply(outcomes)));
    List<Outcome> outcomes = ledger.run(list, asking.run());
    for (int i = 0; i < outcomes.size(); i++) {
      if (outcomes.get(i) instanceof Outcome.Refused refused
          && !(refused instanceof Outcome.ListRefused)) {
        // of a twin with the same key that was faster, the receipt is found when it is tried again
        boolean isTaken =
            refused instanceof Outcome.StaleVersion
                || refused instanceof Outcome.KeyUsedDifferently;
        return isTaken
            ? Optional.empty()
            : Optional.of(new PurchaseResult.Refused(refused, where.apply(i)));
      }
    }
    if (outcomes.getFirst() instanceof Outcome.AlreadyRecorded) {
      return Optional.empty();
    }
    PurchaseReceived booked = rowsAfter.apply(outcomes);
    return Optional.of(new PurchaseResult.Done(booked.order(), booked.receipt(), false));
  }

  private static PurchaseResult again(Supplier<Optional<PurchaseResult>> trying) {
    for (int tried = 0; tried < TRIES_MAX; tried++) {
      Optional<PurchaseResult> result = trying.get();
      if (result.isPresent()) {
        return result.get();
      }
    }
    return new PurchaseResult.Blocked(
        "Others keep changing this purchase order. Send it again with the same key.", null);
  }
}
