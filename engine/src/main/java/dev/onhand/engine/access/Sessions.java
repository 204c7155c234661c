package dev.onhand.engine.access;

import java.time.Instant;
import java.util.Optional;

/** Where it is kept who is signed in. */
public interface Sessions {

  void start(Session session);

  /** The session with this secret, also if it is over. */
  Optional<Session> find(TokenHash hash);

  /** Notes that it was used. */
  void touch(TokenHash hash, Instant now);

  /** Ends it. One that is over already stays so. */
  void end(TokenHash hash);

  /** Forgets those that are over by then. */
  void forget(Instant now);
}
