package dev.onhand.sandbox.magento;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;

/** Times in UTC, to the second. */
final class Times {
  private static final DateTimeFormatter FORM = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

  private Times() {}

  /** What lists are searched and sorted by: time has no parts of a second here. */
  static Instant second(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS);
  }

  /** A time, or the beginning of a day; what is neither is as old as can be. */
  static Instant read(String text) {
    try {
      String whole = text.length() == "yyyy-MM-dd".length() ? text + " 00:00:00" : text;
      return LocalDateTime.parse(whole, FORM).toInstant(ZoneOffset.UTC);
    } catch (DateTimeParseException _) {
      return Instant.EPOCH;
    }
  }

  static String of(Instant instant) {
    return FORM.format(instant.atOffset(ZoneOffset.UTC));
  }
}
