package dev.onhand.engine.jobs;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Which jobs are due for a seller, asked at the top of every hour. Each has a key that makes it
 * exist once: the hour's the instant, the day's the seller's own date. So it does not matter how
 * often or by how many nodes this is asked, and no night is skipped or done twice when clocks are
 * put forward or back.
 */
public final class Timetable {

  /** The kind of a verification of the ledger. */
  public static final String VERIFY = "ledger-verify";

  /** The parameter that says how much is verified: {@code hourly} or {@code full}. */
  public static final String MODE = "mode";

  public static final String MODE_HOURLY = "hourly";
  public static final String MODE_FULL = "full";

  /**
   * When the day's full verification is due: after the daily reconciliation at 02:00, before anyone
   * is at work.
   */
  static final LocalTime FULL_FROM = LocalTime.of(3, 0);

  /** The kind of a reconciliation of all channels. */
  public static final String RECONCILE = "reconcile";

  /** When the day's reconciliation is due. */
  static final LocalTime RECONCILE_FROM = LocalTime.of(2, 0);

  /** The kind that tunes buffers anew, where that is switched on; due with the reconciliation. */
  public static final String TUNE = "buffers-tune";

  private static final String ACTOR = "system:timetable";

  private Timetable() {}

  /**
   * @param now the instant of asking
   * @param zone the seller's time zone
   */
  public static List<NewJob> due(Instant now, ZoneId zone) {
    Instant hour = now.truncatedTo(ChronoUnit.HOURS);
    List<NewJob> due = new ArrayList<>();
    due.add(verify(MODE_HOURLY, "hour " + hour));
    ZonedDateTime local = now.atZone(zone);
    if (!local.toLocalTime().isBefore(RECONCILE_FROM)) {
      String day = "day " + local.toLocalDate();
      due.add(new NewJob(Queue.RECONCILE, RECONCILE, day, Map.of(), ACTOR));
      due.add(new NewJob(Queue.RECONCILE, TUNE, day, Map.of(), ACTOR));
    }
    if (!local.toLocalTime().isBefore(FULL_FROM)) {
      due.add(verify(MODE_FULL, "day " + local.toLocalDate()));
    }
    return due;
  }

  private static NewJob verify(String mode, String dedupeKey) {
    return new NewJob(Queue.STOCK_SYNC, VERIFY, dedupeKey, Map.of(MODE, mode), ACTOR);
  }
}
