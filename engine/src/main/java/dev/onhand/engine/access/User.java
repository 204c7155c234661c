package dev.onhand.engine.access;

import dev.onhand.core.ledger.SellerId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A person as a seller has them: a membership. Who works for several sellers is a user of each,
 * with a role of each one's own.
 *
 * @param id of this seller alone
 * @param person who it is, the same for all sellers; null: was invited, and did not come in yet
 * @param login with what the person signs in, the same for all sellers
 * @param name as colleagues call them
 * @param createdBy the actor who made it
 * @param disabledAt from when on the person may do nothing; null: may
 * @param signedInAt when they last began to act for this seller; null: not yet
 */
public record User(
    SellerId seller,
    long id,
    @Nullable Long person,
    String login,
    String name,
    Role role,
    Instant createdAt,
    String createdBy,
    @Nullable Instant disabledAt,
    @Nullable Instant signedInAt,
    long version) {

  /**
   * Who signs in.
   *
   * @throws IllegalStateException if nobody does: it is an invitation
   */
  public long personId() {
    if (person == null) {
      throw new IllegalStateException(login + " did not come in yet");
    }
    return person;
  }

  /** How the journal calls what they do. */
  public String actor() {
    return "user:" + login;
  }
}
