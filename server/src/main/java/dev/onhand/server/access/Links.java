package dev.onhand.server.access;

import dev.onhand.engine.access.Persons;
import dev.onhand.engine.access.TokenHash;
import dev.onhand.engine.access.User;
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

  private final Persons persons;
  private final InstantSource clock;
  private final RandomGenerator random;

  Links(Persons persons, InstantSource clock, RandomGenerator random) {
    this.persons = persons;
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
    return make(user, false);
  }

  /** The same of those who run the server: also for who works for several sellers. */
  Link makeOfServer(User user) {
    return make(user, true);
  }

  private Link make(User user, boolean isOfServer) {
    String secret = newSecret();
    Instant endsAt = clock.instant().plus(LENGTH);
    persons.makeLink(user, new Persons.NewLink(TokenHash.of(secret), endsAt, isOfServer));
    return new Link(PATH + secret, endsAt);
  }

  String newSecret() {
    byte[] bytes = new byte[SECRET_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** What this link is good for; empty: it is over, or was never one. */
  public Optional<Persons.Link> find(String secret) {
    return persons.ofLink(TokenHash.of(secret), clock.instant());
  }
}
