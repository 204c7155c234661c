package dev.onhand.engine.access;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Where it is kept who is signed in. */
public interface Sessions {

  /** Starts one that nobody has yet. */
  void start(NewSession session);

  /**
   * A session that begins.
   *
   * @param hash of the secret that the browser keeps
   * @param awaitsCode whether the code is still to be asked for
   */
  record NewSession(
      TokenHash hash, Session.By by, Instant startedAt, String agent, boolean awaitsCode) {}

  /** The session with this secret, also if it is over. */
  Optional<Session> find(TokenHash hash);

  /** The sessions of a person that are not over, whomever they act for, newest first. */
  List<Session> of(long person, Instant now);

  /** Ends one of a person's sessions; one that is over already stays so. */
  void end(long person, long session);

  /** From now on a person's session acts as this user of theirs. */
  void actAs(TokenHash hash, User user);

  /** Notes that it was used. */
  void touch(TokenHash hash, Instant now);

  /** Ends it. One that is over already stays so. */
  void end(TokenHash hash);

  /** Forgets those that are over by then. */
  void forget(Instant now);
}
