package dev.onhand.engine.alerts;

import dev.onhand.model.Codes;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something a person should know of.
 *
 * @param kind what sort of trouble, as {@code ledger.discrepancy}
 * @param subject what it is about; one alert of a kind is open for a subject at a time
 * @param about the same by the names that things have today
 * @param acknowledgedAt when somebody said that they know; null: nobody did. It stays open
 * @param snoozedUntil until when nobody wants to hear of it; null: nobody said so
 */
public record Alert(
    long id,
    Severity severity,
    String kind,
    String subject,
    String about,
    String detail,
    Instant openedAt,
    Instant lastSeenAt,
    @Nullable Instant acknowledgedAt,
    @Nullable String acknowledgedBy,
    @Nullable Instant snoozedUntil,
    @Nullable Instant closedAt,
    @Nullable String closedBy) {

  /** How bad it is, least first. */
  public enum Severity {
    INFO,
    WARNING,
    ERROR,
    CRITICAL;

    /** As written in the database, the API and logs. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The severity of this code.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Severity read(String code) {
      return Codes.read("severity", values(), Severity::code, code);
    }
  }
}
