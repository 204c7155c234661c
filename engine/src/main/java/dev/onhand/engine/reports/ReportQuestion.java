package dev.onhand.engine.reports;

import dev.onhand.core.ledger.LocationRef;
import dev.onhand.core.ledger.ProductRef;
import dev.onhand.core.ledger.Reason;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a report is asked for.
 *
 * @param from first day, by the seller's clocks
 * @param to last day, which is included
 * @param zone the seller's
 * @param product null: all; so for those that follow
 * @param channel its code
 * @param actor who did it, as the journal calls them
 */
public record ReportQuestion(
    LocalDate from,
    LocalDate to,
    ZoneId zone,
    @Nullable ProductRef product,
    @Nullable LocationRef location,
    @Nullable String channel,
    @Nullable Reason reason,
    @Nullable String actor) {

  /** The days of a period that nobody named, today included. */
  public static final int DAYS_USUAL = 30;

  /**
   * @throws IllegalArgumentException if the period ends before it begins
   */
  public ReportQuestion {
    if (to.isBefore(from)) {
      throw new IllegalArgumentException("to must not be before from");
    }
  }

  /** When the period begins. */
  public Instant begin() {
    return from.atStartOfDay(zone).toInstant();
  }

  /** When it is over. */
  public Instant end() {
    return to.plusDays(1).atStartOfDay(zone).toInstant();
  }

  /** How many days it has. */
  public long days() {
    return ChronoUnit.DAYS.between(from, to) + 1;
  }
}
