package dev.onhand.engine.access;

import dev.onhand.core.ledger.SellerId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where it is kept who signs in, and with what they prove it: before it is known for which seller.
 * A person is one for all sellers they work for, and for each a {@link User}.
 */
public interface Persons {

  /** Whether anybody of the seller ever set a password. */
  boolean hasPassword(SellerId seller);

  /** The first user of a seller who has this role and is not disabled; empty: nobody has. */
  Optional<User> first(SellerId seller, Role role);

  /**
   * A seller for whom a person may act.
   *
   * @param user as whom
   * @param seller the seller's name
   */
  record Membership(User user, String seller) {}

  /** For whom a person may act, by name: not where they are disabled or only invited. */
  List<Membership> memberships(long person);

  /**
   * A person who wants to sign in.
   *
   * @param user for whom they acted last of those they may act for; if there is none, one of those
   *     who disabled them
   * @param passwordHash null: none was set
   */
  record Candidate(User user, @Nullable String passwordHash) {}

  /** Who signs in with this, also if disabled; empty: nobody, or no seller has them any more. */
  Optional<Candidate> candidate(String login);

  /** Who a provider says that this is, as in {@link #candidate}; empty: nobody yet. */
  Optional<User> ofIdentity(Identity identity);

  /**
   * Takes an identity for the person with this login, who has none yet. Who never came in comes in
   * by it, for each seller who invited them.
   *
   * @return who it is; empty: there is no such person, or they have another, and nothing was
   *     changed
   */
  Optional<User> bind(Identity identity, String login, Instant now);

  /** Forgets the person's identity; false: there was none. */
  boolean unbind(long person);

  /** Notes that somebody began to act for the seller. */
  void signedIn(User user, Instant now);

  /** Whether somebody signs in for another seller than the one whose user this is. */
  boolean isOfOthers(User user);

  /**
   * A link to be made.
   *
   * @param hash of its secret
   * @param isOfServer whether those who run the server make it: it may set the password also of who
   *     works for several sellers
   */
  record NewLink(TokenHash hash, Instant endsAt, boolean isOfServer) {}

  /** Makes a link by which the person comes in, once; an earlier one of the same user is over. */
  void makeLink(User user, NewLink link);

  /**
   * A link that is good.
   *
   * @param user for whom it is
   * @param seller the name of the seller who invites them
   * @param isKnown whether the person signs in for another seller already: it sets no password
   *     then, but lets them join by showing who they are
   */
  record Link(User user, String seller, boolean isKnown) {}

  /**
   * The link, if it is good then. One that would set the password of who works for several sellers
   * is not, unless it is of those who run the server: it would open one seller to another.
   */
  Optional<Link> ofLink(TokenHash hash, Instant now);

  /**
   * Sets a password by a link, which is over by it, as are all sessions of the person. Who was
   * invited has come in then.
   *
   * @return who it was; empty: the link is not good for that, and nothing was changed
   */
  Optional<User> useLink(TokenHash hash, String passwordHash, Instant now);

  /**
   * Lets who is known by then come in for the seller who invited them. The link is over by it.
   *
   * @param person who showed that it is them
   * @return who it was; empty: the link is not good for that, and nothing was changed
   */
  Optional<User> join(TokenHash hash, long person, Instant now);

  /** Sets a password, and ends all sessions of the person but this one, and their links. */
  void setPassword(long person, String passwordHash, TokenHash but);

  /** Forgets with what a person proved who they are, if no seller has them any more. */
  void forget(long person);
}
