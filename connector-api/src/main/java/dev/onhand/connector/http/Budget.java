package dev.onhand.connector.http;

import dev.onhand.connector.Limits;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * What a seller lets be spent of an account, beside what its channel allows: calls in a second, and
 * in a day in UTC. Reading listings may spend but part of a day's, so that orders and pushes never
 * wait for it. Used by one {@link Pacer}, under its lock.
 */
public final class Budget {

  /** Of a day's calls those that read listings leave a fifth to the others. */
  private static final double READS_SHARE = 0.8;

  /** As much as the channel allows. */
  public static final Budget NONE = new Budget(null, null, LocalDate.EPOCH, 0);

  private final @Nullable Integer perDay;
  private @Nullable Meter second;
  private LocalDate day;
  private long spent;

  /**
   * @param perSecond at least 1; null: no limit
   * @param perDay at least 1; null: no limit
   * @param day of which it is known what was spent
   * @param spent on that day
   */
  public Budget(@Nullable Integer perSecond, @Nullable Integer perDay, LocalDate day, long spent) {
    this.perDay = perDay;
    this.day = day;
    this.spent = spent;
    this.second =
        perSecond == null
            ? null
            : new Meter(new Limits.Rate("second", perSecond, Duration.ofSeconds(1)));
  }

  /** What was counted since the day's calls were read counts on, and so does the last second. */
  void takeOver(Budget before) {
    if (day.equals(before.day)) {
      spent = Math.max(spent, before.spent);
    }
    if (second != null && before.second != null && second.hasRateOf(before.second)) {
      second = before.second;
    }
  }

  Duration waitFor(Purpose purpose, Instant now) {
    Duration ofDay = waitForDay(purpose, now);
    return ofDay.isPositive() || second == null ? ofDay : second.waitFor(1, now, 1);
  }

  /** Until the next day where this one's calls are spent. */
  Duration waitForDay(Purpose purpose, Instant now) {
    if (spentOn(now) < allowed(purpose)) {
      return Duration.ZERO;
    }
    Instant tomorrow = dayOf(now).plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    return Duration.between(now, tomorrow);
  }

  private long allowed(Purpose purpose) {
    if (perDay == null) {
      return Long.MAX_VALUE;
    }
    return purpose.readsListings() ? Math.max(1, (long) (perDay * READS_SHARE)) : perDay;
  }

  long spentOn(Instant now) {
    return dayOf(now).equals(day) ? spent : 0;
  }

  private static LocalDate dayOf(Instant now) {
    return LocalDate.ofInstant(now, ZoneOffset.UTC);
  }

  void count(Instant now) {
    if (second != null) {
      second.count(1, now);
    }
    if (perDay != null) {
      spent = spentOn(now) + 1;
      day = dayOf(now);
    }
  }

  /** The clock was set back; a day that is over stays so. */
  void setBack(Duration by) {
    if (second != null) {
      second.setBack(by);
    }
  }

  double leftRatio(Instant now) {
    double ofDay = perDay == null ? 1 : Math.max(0, perDay - spentOn(now)) / (double) perDay;
    return second == null ? ofDay : Math.min(ofDay, second.leftRatio(now, 1));
  }
}
