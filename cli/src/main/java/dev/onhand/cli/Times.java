package dev.onhand.cli;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Times as people type them: with a zone, or without one in the seller's. */
final class Times {

  private static final DateTimeFormatter TYPED =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .optionalStart()
          .appendPattern("['T'][' ']")
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .optionalStart()
          .appendPattern("[' ']")
          .appendOffsetId()
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private Times() {}

  /**
   * The instant that was typed, as the API takes it.
   *
   * @param typed such as {@code 2025-01-31}, {@code "2025-01-31 14:00"} or {@code
   *     2025-01-31T14:00:00Z}; null stays null
   */
  static @Nullable String instant(String option, @Nullable String typed, Api api)
      throws InterruptedException {
    if (typed == null) {
      return null;
    }
    TemporalAccessor parsed = parsed(option, typed);
    if (parsed instanceof OffsetDateTime time) {
      return time.toInstant().toString();
    }
    return startOf(parsed).atZone(sellerZone(api)).toInstant().toString();
  }

  /** As {@link #instant}, but a time without zone is left to the server to place. */
  static @Nullable String instantOrLocal(String option, @Nullable String typed) {
    if (typed == null) {
      return null;
    }
    TemporalAccessor parsed = parsed(option, typed);
    if (parsed instanceof OffsetDateTime time) {
      return time.toInstant().toString();
    }
    return DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(startOf(parsed));
  }

  private static TemporalAccessor parsed(String option, String typed) {
    try {
      return TYPED.parseBest(
          typed.strip(), OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
    } catch (DateTimeParseException notATime) {
      throw CommandException.usage(
          option + " is not a time: '" + typed + "'",
          "for example: 2025-01-31, \"2025-01-31 14:00:00\" or 2025-01-31T14:00:00Z");
    }
  }

  private static LocalDateTime startOf(TemporalAccessor parsed) {
    return parsed instanceof LocalDate date ? date.atStartOfDay() : (LocalDateTime) parsed;
  }

  private static ZoneId sellerZone(Api api) throws InterruptedException {
    JsonNode seller = api.get("/seller", Query.none());
    try {
      return ZoneId.of(Json.text(seller, "time_zone"));
    } catch (DateTimeException unknown) {
      throw new CommandException(
          Exit.FAILED,
          "the seller's time zone is not known here",
          "give the time with its offset, such as 2025-01-31T14:00:00+01:00");
    }
  }
}
