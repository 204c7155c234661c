package dev.onhand.engine.access;

import dev.onhand.model.Text;
import java.text.Normalizer;
import java.time.Instant;
import java.util.Locale;

/**
 * A person to be made.
 *
 * @param login 1 to {@value #LOGIN_LENGTH_MAX} characters without spaces, such as an e-mail address
 * @param name 1 to {@value #NAME_LENGTH_MAX} characters
 * @param createdBy the actor who asked for it
 */
public record NewUser(String login, String name, Role role, String createdBy, Instant createdAt) {

  /** With "user:" before it, it is the actor of what the person does, so it must fit there. */
  public static final int LOGIN_LENGTH_MAX = 100;

  public static final int NAME_LENGTH_MAX = 200;

  public NewUser {
    login = requireLogin(login);
    name = requireName(name);
  }

  /** A person's name, if it is a good one. */
  public static String requireName(String name) {
    return Text.identifier("name", name, NAME_LENGTH_MAX);
  }

  /** What a person signs in with, if it is a good one. */
  public static String requireLogin(String login) {
    String good = Text.identifier("login", login, LOGIN_LENGTH_MAX);
    if (good.codePoints().anyMatch(Character::isWhitespace)) {
      throw new IllegalArgumentException("login must not contain spaces");
    }
    return good;
  }

  /** How a login is compared: without regard to case. */
  public static String folded(String login) {
    return Normalizer.normalize(login, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
  }
}
