package dev.onhand.core.listing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How long it takes until what waits is worked off, if nothing more comes. */
public final class Drain {

  private static final int MILLIS = 1_000;

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
    return Duration.ofMillis((long) Math.ceil(seconds * MILLIS));
  }

  /**
   * Of several who hold each other up, each as much as the other: who is through leaves its share
   * to those who are not, and they become quicker.
   *
   * @param alone how long each takes if all stay as quick as they are; null: not known
   * @return how long each takes, in the same order; null where it is not known
   */
  public static List<@Nullable Duration> shared(List<@Nullable Duration> alone) {
    List<Duration> rising =
        alone.stream().filter(Objects::nonNull).filter(Duration::isPositive).sorted().toList();
    List<@Nullable Duration> shared = new ArrayList<>();
    for (Duration one : alone) {
      shared.add(one == null || !one.isPositive() ? one : shared(one, rising));
    }
    return shared;
  }

  /** While {@code n} of {@code all} are at work, each is {@code all / n} times as quick. */
  private static Duration shared(Duration own, List<Duration> rising) {
    double millis = 0;
    long before = 0;
    for (int through = 0; before < own.toMillis(); through++) {
      long next = rising.get(through).toMillis();
      millis += (next - before) * (rising.size() - through) / (double) rising.size();
      before = next;
    }
    return Duration.ofMillis((long) Math.ceil(millis));
  }
}
