package dev.onhand.engine.access;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.paging.Slice;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where a seller's people are kept. Nothing here looks at those of another. */
public interface Users {

  Optional<User> find(SellerId seller, long id);

  /** The person of this seller who signs in with this. */
  Optional<User> findByLogin(SellerId seller, String login);

  /** A seller's people, newest first. */
  Slice<User> list(SellerId seller, PageRequest page);

  /**
   * Makes a user who did not come in yet; empty if the seller has one with this login. Whether
   * somebody signs in with it for another seller is not looked at.
   */
  Optional<User> create(SellerId seller, NewUser user);

  /**
   * What is to be changed of a person.
   *
   * @param name null: as it is
   * @param role null: as it is
   * @param isDisabled null: as it is
   */
  record Change(@Nullable String name, @Nullable Role role, @Nullable Boolean isDisabled) {}

  /** What became of a change. */
  sealed interface Changed {

    /** As the person is now. Sessions of one who is disabled are over. */
    record Done(User user) implements Changed {}

    /** Nothing was changed: nobody would be left who may do everything. */
    record LastOwner() implements Changed {}

    /** The seller has nobody of this id. */
    record Unknown() implements Changed {}
  }

  Changed change(SellerId seller, long id, Change change, Instant now);

  /**
   * Takes a user away from the seller, with their sessions and links. What they did stays written
   * down under their login, and other sellers notice nothing. {@link Persons#forget} is to follow.
   *
   * @return as the user was
   */
  Changed remove(SellerId seller, long id);
}
