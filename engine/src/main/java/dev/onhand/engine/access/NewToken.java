package dev.onhand.engine.access;

import dev.onhand.model.Text;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A token to be made.
 *
 * @param name what it is for, 1 to {@value #NAME_LENGTH_MAX} characters
 * @param scopes at least one
 * @param createdBy the actor who asked for it
 */
public record NewToken(
    String name,
    Set<Scope> scopes,
    @Nullable Instant expiresAt,
    String createdBy,
    Instant createdAt) {

  /** With "token:" before it, it is the actor of what the token does, so it must fit there. */
  public static final int NAME_LENGTH_MAX = 100;

  public NewToken {
    name = Text.identifier("name", name, NAME_LENGTH_MAX);
    scopes = Set.copyOf(scopes);
    if (scopes.isEmpty()) {
      throw new IllegalArgumentException("scopes must name at least one scope");
    }
    if (expiresAt != null && !expiresAt.isAfter(createdAt)) {
      throw new IllegalArgumentException("expires_at must be in the future");
    }
  }
}
