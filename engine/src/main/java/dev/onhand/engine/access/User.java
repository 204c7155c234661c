package dev.onhand.engine.access;

import dev.onhand.core.ledger.SellerId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A person who works for a seller.
 *
 * @param login with what the person signs in, unique on this server
 * @param name as colleagues call them
 * @param createdBy the actor who made it
 * @param disabledAt from when on the person may do nothing; null: may
 * @param signedInAt when last; null: not yet
 */
public record User(
    SellerId seller,
    long id,
    String login,
    String name,
    Role role,
    Instant createdAt,
    String createdBy,
    @Nullable Instant disabledAt,
    @Nullable Instant signedInAt,
    long version) {

  /** How the journal calls what they do. */
  public String actor() {
    return "user:" + login;
  }
}
