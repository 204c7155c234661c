package dev.onhand.core.listing;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How long it takes until what waits is worked off, if nothing more comes. */
public final class Drain {

  private Drain() {}

  /**
   * Work of one kind.
   *
   * @param waiting how much of it there is, in pieces
   * @param pace at which it was done so far
   */
  public record Work(long waiting, Pace pace) {}

  /**
   * Of one who does one kind of work at a time.
   *
   * @return zero: nothing waits; null: it is not known, as some that waits was never done yet
   */
  public static @Nullable Duration inTurn(List<Work> works) {
    double seconds = 0;
    for (Work work : works) {
      if (work.waiting() > 0) {
        double perSecond = work.pace().perSecond();
        if (perSecond <= 0) {
          return null;
        }
        seconds += work.waiting() / perSecond;
      }
    }
    return Duration.ofMillis((long) Math.ceil(seconds * 1_000));
  }
}
