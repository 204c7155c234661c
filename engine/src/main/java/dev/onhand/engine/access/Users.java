package dev.onhand.engine.access;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.paging.Slice;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where people are kept, and with what they prove who they are. */
public interface Users {

  Optional<User> find(SellerId seller, long id);

  /** The person of this seller who signs in with this. */
  Optional<User> findByLogin(SellerId seller, String login);

  /** A seller's people, newest first. */
  Slice<User> list(SellerId seller, PageRequest page);

  /** Makes a person without a password; empty if the login is taken on this server. */
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

  /** Whether anybody of the seller ever set a password. */
  boolean hasPassword(SellerId seller);

  /** The first person of a seller who has this role; empty: nobody has. */
  Optional<User> first(SellerId seller, Role role);

  /**
   * A person who wants to sign in.
   *
   * @param passwordHash null: none was set
   */
  record Candidate(User user, @Nullable String passwordHash) {}

  /** Who signs in with this, of whichever seller, also if disabled. */
  Optional<Candidate> candidate(String login);

  /** Who a provider says that this is, of whichever seller, also if disabled; empty: nobody yet. */
  Optional<User> ofIdentity(Identity identity);

  /**
   * Takes an identity for the person with this login, who has none yet.
   *
   * @return who it is; empty: there is no such person, or they have another, and nothing was
   *     changed
   */
  Optional<User> bind(Identity identity, String login, Instant now);

  /** Forgets the person's identity; false: there was none. */
  boolean unbind(SellerId seller, long id);

  /** Notes that somebody signed in. */
  void signedIn(SellerId seller, long id, Instant now);

  /**
   * Makes a link by which the person can set a password once; an earlier one is over.
   *
   * @param hash of its secret
   */
  void makeLink(SellerId seller, long id, TokenHash hash, Instant endsAt);

  /** Whose link this is, if it is still good then. */
  Optional<User> ofLink(TokenHash hash, Instant now);

  /**
   * Sets a password by a link, which is over by it, as are all sessions of the person.
   *
   * @return who it was; empty: the link is over, and nothing was changed
   */
  Optional<User> useLink(TokenHash hash, String passwordHash, Instant now);

  /** Sets a password, and ends all sessions of the person but this one. */
  void setPassword(SellerId seller, long id, String passwordHash, TokenHash but);
}
