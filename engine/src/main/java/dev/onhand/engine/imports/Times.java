package dev.onhand.engine.imports;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Reads times as files write them: RFC 3339, or a local date with or without a time, which is meant
 * in a zone. A local time that a clock skipped is taken as the one after, a time that came twice as
 * the first. Many lines say the same time, so the last one is remembered.
 *
 * <p>Not safe for use by several threads.
 */
final class Times {

  private static final int DATE_LENGTH = 10;

  private final String what;
  private final ZoneId zone;
  private @Nullable String last;
  private Instant lastRead = Instant.EPOCH;

  /**
   * @param what the name of the field, for the message
   */
  Times(String what, ZoneId zone) {
    this.what = what;
    this.zone = zone;
  }

  /**
   * @throws IllegalArgumentException with a sentence that says what is wrong
   */
  Instant read(String text) {
    if (!text.equals(last)) {
      try {
        lastRead = new Scan(text).instant(zone);
      } catch (DateTimeException | IndexOutOfBoundsException e) {
        throw new IllegalArgumentException(
            "%s must be a time such as 2026-11-21T10:30:00Z, or in the zone %s 2026-11-21T10:30 or 2026-11-21, not '%s'"
                .formatted(what, zone, Shown.shortly(text)),
            e);
      }
      last = text;
    }
    return lastRead;
  }

  /** By hand, for a formatter would cost more than all the rest of a line. */
  private static final class Scan {
    private final String text;
    private int at;

    Scan(String text) {
      this.text = text;
    }

    Instant instant(ZoneId zone) {
      int year = digits(4);
      int month = digitsAfter('-');
      int day = digitsAfter('-');
      if (text.length() == DATE_LENGTH) {
        return LocalDateTime.of(year, month, day, 0, 0).atZone(zone).toInstant();
      }
      skipOneOf("Tt ");
      int hour = digits(2);
      int minute = digitsAfter(':');
      int second = isAt(':') ? digitsAfter(':') : 0;
      int nano = isAt('.') ? fraction() : 0;
      LocalDateTime local = LocalDateTime.of(year, month, day, hour, minute, second, nano);
      if (at == text.length()) {
        return local.atZone(zone).toInstant();
      }
      Instant instant = local.toInstant(offset());
      if (at != text.length()) {
        throw new DateTimeException("more than a time");
      }
      return instant;
    }

    private ZoneOffset offset() {
      char sign = text.charAt(at);
      skipOneOf("Zz+-");
      if (sign == 'Z' || sign == 'z') {
        return ZoneOffset.UTC;
      }
      int hours = digits(2);
      int minutes = digitsAfter(':');
      int seconds = (hours * 60 + minutes) * 60;
      return ZoneOffset.ofTotalSeconds(sign == '-' ? -seconds : seconds);
    }

    private boolean isAt(char c) {
      return at < text.length() && text.charAt(at) == c;
    }

    private void skipOneOf(String characters) {
      if (characters.indexOf(text.charAt(at++)) < 0) {
        throw new DateTimeException("not a time");
      }
    }

    private int digitsAfter(char separator) {
      skipOneOf(String.valueOf(separator));
      return digits(2);
    }

    private int digits(int count) {
      int value = 0;
      for (int end = at + count; at < end; at++) {
        char c = text.charAt(at);
        if (c < '0' || c > '9') {
          throw new DateTimeException("not a digit");
        }
        value = value * 10 + c - '0';
      }
      return value;
    }

    private int fraction() {
      at++;
      int nano = 0;
      int places = 0;
      while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9' && places < 9) {
        nano = nano * 10 + text.charAt(at++) - '0';
        places++;
      }
      if (places == 0) {
        throw new DateTimeException("no digits after the point");
      }
      for (; places < 9; places++) {
        nano *= 10;
      }
      return nano;
    }
  }
}
