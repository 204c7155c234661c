package dev.onhand.sandbox.magento;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Times in UTC, to the second. */
final class Times {
  private static final DateTimeFormatter FORM = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

  private Times() {}

  static String of(Instant instant) {
    return FORM.format(instant.atOffset(ZoneOffset.UTC));
  }
}
