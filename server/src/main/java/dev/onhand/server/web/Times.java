package dev.onhand.server.web;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Times as requests write them: RFC 3339, with an offset or Z. */
public final class Times {

  /** Beyond these years other programs, and the database's arithmetic, are not to be trusted. */
  private static final int YEAR_MIN = 1;

  private static final int YEAR_MAX = 9999;

  private Times() {}

  /**
   * @param what the field's name, for the message
   * @throws IllegalArgumentException with a sentence that says what is wrong
   */
  public static Instant instant(String what, String text) {
    try {
      OffsetDateTime time = OffsetDateTime.parse(text).withOffsetSameInstant(ZoneOffset.UTC);
      if (time.getYear() < YEAR_MIN || time.getYear() > YEAR_MAX) {
        throw new IllegalArgumentException(
            "%s must be of the years %d to %d".formatted(what, YEAR_MIN, YEAR_MAX));
      }
      return time.toInstant();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "%s must be a time such as 2026-11-21T02:40:47Z, not '%s'"
              .formatted(what, Shown.text(text)),
          e);
    }
  }

  /**
   * A day.
   *
   * @param what the field's name, for the message
   * @throws IllegalArgumentException with a sentence that says what is wrong
   */
  public static LocalDate day(String what, String text) {
    try {
      LocalDate day = LocalDate.parse(text);
      if (day.getYear() >= YEAR_MIN && day.getYear() <= YEAR_MAX) {
        return day;
      }
    } catch (DateTimeException e) {
      // Told below.
    }
    throw new IllegalArgumentException(
        "%s must be a day such as 2026-11-21, not '%s'".formatted(what, Shown.text(text)));
  }

  /**
   * A time zone by its name.
   *
   * @throws IllegalArgumentException with a sentence that says what is wrong
   */
  public static ZoneId zone(String what, String text) {
    try {
      return ZoneId.of(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "%s must be a time zone such as Europe/Paris, not '%s'".formatted(what, Shown.text(text)),
          e);
    }
  }
}
