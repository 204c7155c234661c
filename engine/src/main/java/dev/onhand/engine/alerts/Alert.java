package dev.onhand.engine.alerts;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something a person should know of.
 *
 * @param kind what sort of trouble, as {@code ledger.discrepancy}
 * @param subject what it is about; one alert of a kind is open for a subject at a time
 */
public record Alert(
    long id,
    Severity severity,
    String kind,
    String subject,
    String detail,
    Instant openedAt,
    Instant lastSeenAt,
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
  }
}
