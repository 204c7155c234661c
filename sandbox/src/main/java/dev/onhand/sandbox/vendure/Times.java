package dev.onhand.sandbox.vendure;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** Times to the millisecond. */
final class Times {
  private static final DateTimeFormatter FORM =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'");

  private Times() {}

  static String of(Instant instant) {
    return FORM.format(instant.atOffset(ZoneOffset.UTC));
  }

  static @Nullable String orNull(@Nullable Instant instant) {
    return instant == null ? null : of(instant);
  }
}
