package dev.onhand.engine.access;

import dev.onhand.core.ledger.SellerId;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A token, as all may know it who may see tokens.
 *
 * @param prefix the beginning of its secret
 * @param createdBy the actor who made it
 * @param expiresAt null: never
 * @param lastUsedAt to the minute or so; null: not yet
 */
public record ApiToken(
    SellerId seller,
    long id,
    String name,
    String prefix,
    Set<Scope> scopes,
    Instant createdAt,
    String createdBy,
    @Nullable Instant expiresAt,
    @Nullable Instant lastUsedAt,
    @Nullable Instant revokedAt) {

  public ApiToken {
    scopes = Set.copyOf(scopes);
  }

  /** Whether it opens anything at that time. */
  public boolean isGoodAt(Instant now) {
    return revokedAt == null && (expiresAt == null || now.isBefore(expiresAt));
  }
}
