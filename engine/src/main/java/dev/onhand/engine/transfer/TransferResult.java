package dev.onhand.engine.transfer;

import dev.onhand.core.ledger.Outcome;
import org.jspecify.annotations.Nullable;

/** What became of a wish to send, receive or cancel a transfer. The refusals leave no trace. */
public sealed interface TransferResult {

  /** Done: the transfer as it is now. */
  record Done(Transfer transfer) implements TransferResult {}

  /**
   * This very step is in the journal: taken by another request in the same moment, or by this one,
   * whose answer was lost. Who keeps answers knows which.
   */
  record TakenBefore() implements TransferResult {}

  /** There is no such transfer. */
  record Missing() implements TransferResult {}

  /** There is a transfer of that reference, which is not this one. */
  record ReferenceTaken(String reference) implements TransferResult {}

  /** It is not at the version that the caller saw. */
  record Stale(long version) implements TransferResult {}

  /** Nothing of it is under way any more. */
  record NothingInTransit(Transfer.Status status) implements TransferResult {}

  /**
   * A line cannot be so.
   *
   * @param line which
   * @param problem what is wrong with it
   */
  record BadLine(LineRef line, LineProblem problem, String detail) implements TransferResult {}

  /**
   * The ledger refused.
   *
   * @param line because of which line; null: because of none
   */
  record Refused(Outcome.Refused refusal, @Nullable LineRef line) implements TransferResult {}

  /**
   * A line of a request.
   *
   * @param list which list it stands in: {@code lines} or {@code lost}
   * @param index its place there, from 0
   */
  record LineRef(String list, int index) {}

  /** What can be wrong with a line. */
  enum LineProblem {
    GIVEN_TWICE,
    NOT_IN_TRANSFER,
    MORE_THAN_IN_TRANSIT
  }
}
