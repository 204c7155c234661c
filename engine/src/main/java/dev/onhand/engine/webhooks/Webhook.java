package dev.onhand.engine.webhooks;

import dev.onhand.core.ledger.SellerId;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An address that is told of events.
 *
 * @param reason why it is in its state, where there is something to say
 * @param collectedTo all events up to this number that it wants have their delivery
 * @param oldSecretUntil up to when the secret before the present one signs too; null: none does
 */
public record Webhook(
    SellerId seller,
    long id,
    WebhookData data,
    State state,
    @Nullable String reason,
    Instant stateSince,
    long collectedTo,
    Health health,
    @Nullable Instant oldSecretUntil,
    Instant createdAt,
    String createdBy,
    long version) {

  /** Whether it is told. */
  public enum State {
    ACTIVE,
    /** A person said so. Events wait. */
    PAUSED,
    /** Nobody answered for days, or it is gone. Events wait until a person says that it works. */
    DISABLED;

    /** As written in the database and the API. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * How it fares.
   *
   * @param failures in a row
   * @param restUntil nothing is sent before
   */
  public record Health(
      int failures,
      @Nullable Instant restUntil,
      @Nullable Instant lastDeliveredAt,
      @Nullable Instant lastFailedAt,
      @Nullable String lastFailure) {}
}
