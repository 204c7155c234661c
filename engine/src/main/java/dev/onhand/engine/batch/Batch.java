package dev.onhand.engine.batch;

import dev.onhand.core.batch.BatchKind;
import dev.onhand.core.batch.BatchState;
import dev.onhand.core.batch.FourEyes;
import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.Reason;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Goods of one location that are scanned together.
 *
 * @param reason why the units of a top-up came; null: it is a count
 * @param isBlind whether who counts is not shown what the books say
 * @param pushed when its lines began to be posted, and by whom; null: not yet
 * @param ended when it was completed or cancelled, or else undone, and by whom; null: not yet
 * @param undoneBy the newest import that undoes it; null: none does
 * @param version grows with every change
 */
public record Batch(
    long id,
    BatchKind kind,
    Place location,
    BatchState state,
    @Nullable Reason reason,
    boolean isBlind,
    FourEyes fourEyes,
    @Nullable String note,
    Step opened,
    @Nullable Step pushed,
    @Nullable Step ended,
    @Nullable Long undoneBy,
    Instant updatedAt,
    long version) {

  /** A location and the code it has now. */
  public record Place(LocationId id, String code) {}

  /** Something that somebody did. */
  public record Step(String actor, Instant at) {}

  /** The same after its lines began to be posted. */
  Batch pushed(Step by) {
    return with(BatchState.PUSHED, by, null, by.at());
  }

  /** The same once all agree. */
  Batch verified(Instant at) {
    return with(BatchState.VERIFIED, pushed, null, at);
  }

  /** The same at its end. */
  Batch ended(BatchState end, Step by) {
    return with(end, pushed, by, by.at());
  }

  /** The same once what it posted is reversed. */
  Batch undone(Step by) {
    return with(BatchState.UNDONE, pushed, ended == null ? by : ended, by.at());
  }

  /** The same with other lines. */
  Batch touched(Instant at) {
    return with(state, pushed, ended, at);
  }

  private Batch with(
      BatchState newState, @Nullable Step newPushed, @Nullable Step newEnded, Instant at) {
    return new Batch(
        id,
        kind,
        location,
        newState,
        reason,
        isBlind,
        fourEyes,
        note,
        opened,
        newPushed,
        newEnded,
        undoneBy,
        at,
        version + 1);
  }
}
