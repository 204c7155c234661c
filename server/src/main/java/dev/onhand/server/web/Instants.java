package dev.onhand.server.web;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

/** Times as requests give them: RFC 3339, with a zone. */
public final class Instants {

  private static final int YEAR_MAX = 9999;

  private Instants() {}

  /**
   * The instant that a text names.
   *
   * @param what the name of the field, for the message
   * @throws IllegalArgumentException if it names none
   */
  public static Instant parse(String what, String text) {
    try {
      OffsetDateTime time = OffsetDateTime.parse(text);
      if (time.getYear() < 1 || time.getYear() > YEAR_MAX) {
        throw new DateTimeException("a year has four digits");
      }
      return time.toInstant();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          what + " must be a time with a zone, such as 2026-11-21T09:30:00Z");
    }
  }
}
