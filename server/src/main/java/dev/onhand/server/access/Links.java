package dev.onhand.server.access;

import dev.onhand.engine.access.TokenHash;
import dev.onhand.engine.access.User;
import dev.onhand.engine.access.Users;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Makes the links by which people set their passwords, each once. */
public final class Links {

  /** So long such a link is good: time to be handed over, and not to lie about. */
  static final Duration LENGTH = Duration.ofHours(24);

  /** Where such links lead; the secret follows. */
  public static final String PATH = "/welcome/";

  private static final int SECRET_BYTES = 32;

  private final Users users;
  private final InstantSource clock;
  private final RandomGenerator random;

  Links(Users users, InstantSource clock, RandomGenerator random) {
    this.users = users;
    this.clock = clock;
    this.random = random;
  }

  /**
   * A link.
   *
   * @param path on this server, with the secret: for the person it is for, and nobody else
   */
  public record Link(String path, Instant endsAt) {
    @Override
    public String toString() {
      return "a link until " + endsAt;
    }
  }

  /** A new link for somebody; an earlier one is over. */
  public Link make(User user) {
    String secret = newSecret();
    Instant endsAt = clock.instant().plus(LENGTH);
    users.makeLink(user.seller(), user.id(), TokenHash.of(secret), endsAt);
    return new Link(PATH + secret, endsAt);
  }

  String newSecret() {
    byte[] bytes = new byte[SECRET_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Whose link this is; empty: it is over, or was never one. */
  public Optional<User> find(String secret) {
    return users.ofLink(TokenHash.of(secret), clock.instant());
  }
}
