package dev.onhand.engine.purchase;

import dev.onhand.core.ledger.Outcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of a wish to make, change or receive a purchase order. Refusals leave no trace. */
public sealed interface PurchaseResult {

  /**
   * Done.
   *
   * @param order as it is now
   * @param receipt that was booked or reversed; null: it was another wish
   * @param again whether it had been done before, by the same request
   */
  record Done(PurchaseOrder order, @Nullable Receipt receipt, boolean again)
      implements PurchaseResult {}

  /** There is no such purchase order, or no such receipt of it. */
  record Missing(String what) implements PurchaseResult {}

  /** There is one of that reference. */
  record ReferenceTaken(String reference) implements PurchaseResult {}

  /** It is not at the version that the caller saw. */
  record Stale(long version) implements PurchaseResult {}

  /** The key is that of another receipt of this order. */
  record KeyUsedDifferently(String key) implements PurchaseResult {}

  /**
   * Its state does not allow it.
   *
   * @param detail says why and what to do
   * @param where in the request, such as {@code /lines/2}; null: nowhere in particular
   */
  record Blocked(String detail, @Nullable String where) implements PurchaseResult {}

  /**
   * The ledger refused, or would.
   *
   * @param where the line of the request, such as {@code /lines/2}, or empty: the request itself;
   *     null: nowhere in particular
   */
  record Refused(Outcome.Refused refusal, @Nullable String where) implements PurchaseResult {}

  /** The ledger would refuse several lines, each for what it names. */
  record RefusedLines(List<Refused> lines) implements PurchaseResult {

    public RefusedLines {
      lines = List.copyOf(lines);
    }
  }
}
