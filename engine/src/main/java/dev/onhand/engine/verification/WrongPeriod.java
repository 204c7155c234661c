package dev.onhand.engine.verification;

import dev.onhand.core.ledger.MovementId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Movements in a row that say another balance than the movements up to them add up to. A movement
 * that was changed later begins such a period; but so does the first movement after a level was
 * damaged, and the first after it was repaired ends it.
 *
 * @param first the first movement that says so
 * @param from when it was recorded
 * @param until when the first that is right again was recorded; null: none is, so far
 * @param state whose balance: a state, or {@code on_hand}
 * @param stored what the first movement says
 * @param calculated what it must say
 */
public record WrongPeriod(
    MovementId first,
    Instant from,
    @Nullable Instant until,
    String state,
    long stored,
    long calculated) {

  WrongPeriod endedAt(Instant end) {
    return new WrongPeriod(first, from, end, state, stored, calculated);
  }
}
