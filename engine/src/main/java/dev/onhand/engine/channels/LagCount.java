package dev.onhand.engine.channels;

import dev.onhand.connector.PushOutcome;
import dev.onhand.engine.service.TimeBounds;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * How long listings of a channel waited for a number: from when they should show it until the
 * channel confirmed it. While the channel is paused they wait, too.
 *
 * @param day in UTC, of the confirmation
 * @param pushes how many took how long, see {@link #BOUNDS}
 */
public record LagCount(long channel, LocalDate day, List<Long> pushes) {

  /** By which lags are counted, in the metric too. */
  public static final TimeBounds BOUNDS =
      new TimeBounds(
          Stream.of(
                  100,
                  200,
                  500,
                  1_000,
                  2_000,
                  5_000,
                  10_000,
                  15_000,
                  30_000,
                  60_000,
                  120_000,
                  300_000,
                  900_000,
                  1_800_000,
                  3_600_000,
                  7_200_000,
                  14_400_000,
                  28_800_000,
                  86_400_000)
              .map(Duration::ofMillis)
              .toList());

  public LagCount {
    pushes = List.copyOf(pushes);
  }

  /** Since when a listing should have shown what was confirmed. */
  public static Duration lag(Push.Answered answer) {
    return Duration.between(answer.push().desiredAt(), answer.answeredAt());
  }

  /** Whether the channel shows what it was told. */
  public static boolean isConfirmed(Push.Answered answer) {
    return answer.outcome() instanceof PushOutcome.Applied applied
        && applied.quantity() == answer.push().update().quantity();
  }

  /** Counts those that are confirmed, by day; empty: none is. */
  public static List<LagCount> of(long channel, List<Push.Answered> answers) {
    Map<LocalDate, long[]> days =
        answers.stream()
            .filter(LagCount::isConfirmed)
            .collect(
                Collectors.toMap(
                    answer -> LocalDate.ofInstant(answer.answeredAt(), ZoneOffset.UTC),
                    LagCount::one,
                    LagCount::sum,
                    TreeMap::new));
    return days.entrySet().stream()
        .map(
            day ->
                new LagCount(channel, day.getKey(), LongStream.of(day.getValue()).boxed().toList()))
        .toList();
  }

  private static long[] one(Push.Answered answer) {
    long[] counts = new long[BOUNDS.size()];
    counts[BOUNDS.at(lag(answer))] = 1;
    return counts;
  }

  private static long[] sum(long[] one, long[] other) {
    long[] both = new long[one.length];
    for (int at = 0; at < both.length; at++) {
      both[at] = one[at] + other[at];
    }
    return both;
  }
}
