package dev.onhand.core.alert;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Optional;

/**
 * A stretch of each day in which people are told of nothing but what is urgent, by the clocks on
 * their wall. It may go over midnight. When clocks are put back within it, it is one long stretch;
 * a time that they skip is the moment when they are put forward.
 *
 * @param from when it begins
 * @param until when it ends; not the same
 */
public record QuietHours(LocalTime from, LocalTime until) {

  /**
   * @throws IllegalArgumentException if it would have no end
   */
  public QuietHours {
    if (from.equals(until)) {
      throw new IllegalArgumentException(
          "quiet_until must be another time than quiet_from; without quiet hours give neither");
    }
  }

  /** When the stretch ends that this moment is in; empty: it is in none. */
  public Optional<Instant> endAfter(Instant now, ZoneId zone) {
    LocalDate today = now.atZone(zone).toLocalDate();
    for (LocalDate day : new LocalDate[] {today.minusDays(1), today}) {
      LocalDate last = until.isAfter(from) ? day : day.plusDays(1);
      Instant begin = instant(day.atTime(from), zone.getRules(), false);
      Instant end = instant(last.atTime(until), zone.getRules(), true);
      if (!now.isBefore(begin) && now.isBefore(end)) {
        return Optional.of(end);
      }
    }
    return Optional.empty();
  }

  /**
   * @param isLater of two moments at which clocks say the same, the later one
   */
  private static Instant instant(LocalDateTime local, ZoneRules rules, boolean isLater) {
    ZoneOffsetTransition change = rules.getTransition(local);
    if (change == null) {
      return local.toInstant(rules.getOffset(local));
    }
    if (change.isGap()) {
      return change.getInstant();
    }
    return local.toInstant(isLater ? change.getOffsetAfter() : change.getOffsetBefore());
  }
}
