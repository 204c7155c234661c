package dev.onhand.engine.batch;

import dev.onhand.core.ledger.Outcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of a wish to do something with a batch. */
public sealed interface BatchResult {

  /** Done: the batch as it is now. */
  record Done(BatchContents contents) implements BatchResult {}

  /**
   * It was looked at; lines that do not agree are named, and as long as there are any it is open.
   */
  record Checked(BatchContents contents, List<OpenLine> open) implements BatchResult {}

  /** There is no such batch. */
  record Missing() implements BatchResult {}

  /** It is not at the version that the caller saw. */
  record Stale(long version) implements BatchResult {}

  /**
   * Its state, or a line of it, does not allow it.
   *
   * @param detail says why and what to do
   * @param lines those that are in the way
   */
  record Blocked(String detail, List<OpenLine> lines) implements BatchResult {}

  /**
   * Something that was named is not there.
   *
   * @param where in the request, such as {@code /skus/2}
   */
  record Refused(Outcome.Refused refusal, String where) implements BatchResult {}

  /**
   * A line that is not as it should be.
   *
   * @param code its SKU, or what was scanned and is no line
   * @param channel where; null: at no channel
   * @param why in words, to follow the code
   */
  record OpenLine(String code, @Nullable String channel, String why) {}

  static Blocked blocked(String detail) {
    return new Blocked(detail, List.of());
  }
}
