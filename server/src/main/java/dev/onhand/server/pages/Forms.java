package dev.onhand.server.pages;

import dev.onhand.model.Text;
import dev.onhand.server.web.Fields;
import dev.onhand.server.web.ProblemException;
import java.util.random.RandomGenerator;

/** What forms have in common. */
final class Forms {

  /** As long as a key of a form is, and some more. */
  private static final int KEY_LENGTH_MAX = 64;

  private Forms() {}

  /** A key under which what a form says is recorded: sent twice, it is recorded once. */
  static String key(RandomGenerator random) {
    return "page-" + Long.toHexString(random.nextLong()) + Long.toHexString(random.nextLong());
  }

  /**
   * A form's key as it came back.
   *
   * @throws ProblemException if it is none
   */
  static String once(String key) {
    return Fields.checked(() -> Text.identifier("key", key, KEY_LENGTH_MAX));
  }

  /**
   * A password that was to be typed twice.
   *
   * @throws ProblemException if both are not the same
   */
  static String twice(String password, String again) {
    if (!password.equals(again)) {
      throw ProblemException.invalid("again", "again is not what you typed before");
    }
    return password;
  }

  /**
   * That somebody means what cannot be undone: they typed what it is done to.
   *
   * @param name what was to be typed
   * @throws ProblemException if it was not
   */
  static void requireTyped(String typed, String name) {
    if (!typed.strip().equals(name.strip())) {
      throw notTyped(name);
    }
  }

  /** What is said to who did not type it. */
  static ProblemException notTyped(String name) {
    return ProblemException.invalid(
        "typed", "Nothing was changed: to go through with it, type %s".formatted(name));
  }
}
