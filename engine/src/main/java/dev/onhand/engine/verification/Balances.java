package dev.onhand.engine.verification;

import dev.onhand.core.ledger.State;
import dev.onhand.engine.stock.LevelUnits;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Follows what the movements of one level say of it, against what they add up to. */
final class Balances {

  /** More periods of one level tell nothing more. */
  private static final int PERIODS_MAX = 100;

  private static final String ON_HAND = "on_hand";

  private final List<WrongPeriod> ended = new ArrayList<>();
  private final @Nullable WrongPeriod[] open = new WrongPeriod[State.values().length + 1];

  /** What one end of a movement says, after it. */
  void check(JournalEntry entry, JournalEntry.End end, LevelUnits units) {
    State state = end.state();
    if (state != null) {
      check(entry, state.ordinal(), state.code(), end.after(), units.of(state));
    }
    check(entry, open.length - 1, ON_HAND, end.onHandAfter(), units.onHand());
  }

  private void check(JournalEntry entry, int column, String state, long stored, long calculated) {
    WrongPeriod current = open[column];
    if (stored == calculated) {
      if (current != null) {
        end(current.endedAt(entry.recordedAt()));
        open[column] = null;
      }
    } else if (current == null) {
      open[column] =
          new WrongPeriod(entry.id(), entry.recordedAt(), null, state, stored, calculated);
    }
  }

  private void end(WrongPeriod period) {
    if (ended.size() < PERIODS_MAX) {
      ended.add(period);
    }
  }

  /** In no order. */
  List<WrongPeriod> periods() {
    List<WrongPeriod> all = new ArrayList<>(ended);
    for (WrongPeriod period : open) {
      if (period != null) {
        all.add(period);
      }
    }
    return all;
  }
}
