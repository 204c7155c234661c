package dev.onhand.engine.orders;

import dev.onhand.core.order.Merging.Verdict;
import dev.onhand.model.Effect;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A status that was received for an order, and what came of it.
 *
 * @param number 1 for the first of the order
 * @param verdict null: nothing was received, what was known was applied again
 * @param appliedStatus the status that is in force after it
 * @param sourceUpdatedAt when the channel says that it changed
 * @param units what it moved
 * @param note why, where a person said so, or what is doubtful about it
 */
public record LogEntry(
    int number,
    String receivedStatus,
    Effect effect,
    @Nullable Verdict verdict,
    @Nullable String appliedStatus,
    @Nullable Instant sourceUpdatedAt,
    UnitsMoved units,
    @Nullable String note,
    String actor,
    Instant recordedAt) {

  LogEntry noted(@Nullable String why) {
    return new LogEntry(
        number,
        receivedStatus,
        effect,
        verdict,
        appliedStatus,
        sourceUpdatedAt,
        units,
        why,
        actor,
        recordedAt);
  }

  /**
   * Units of products, and lines that wait.
   *
   * @param missing that should be reserved and are not, after it
   * @param parked lines that nothing could be done for
   */
  public record UnitsMoved(
      long reserved, long released, long fulfilled, long returned, long missing, int parked) {

    public boolean isNone() {
      return reserved == 0 && released == 0 && fulfilled == 0 && returned == 0;
    }
  }
}
