package dev.onhand.server.access;

import java.util.regex.Pattern;

/**
 * Whether a password is one of those that are tried first. Lists of those that leaked begin with
 * the same few words, with figures and signs around them; of the words alone nearly all are too
 * short here anyway.
 */
final class CommonPasswords {

  /** The words that lead such lists, and those that somebody would try here. */
  private static final Pattern WORDS =
      Pattern.compile(
          "(password|passwort|passwd|passw0rd|p@ssword|p@ssw0rd|motdepasse|contrasena|welcome|willkommen|bienvenue"
              + "|letmein|qwerty|qwertz|azerty|qwertyuiop|asdfgh|zxcvbn|iloveyou|princess|sunshine|football"
              + "|baseball|monkey|dragon|superman|batman|master|shadow|michael|charlie|jordan|admin|administrator"
              + "|root|login|secret|changeme|default|temp|test|guest|user|owner|manager|demo|onhand|inventory|stock"
              + "|warehouse|seller|company|spring|summer|autumn|winter|monday|january|december|abc|trustno|hello"
              + "|starwars|pokemon|whatever|computer|internet|access|server|samsung|google|amazon|magento|shopify)");

  private CommonPasswords() {}

  /**
   * Whether it is nothing but such words, figures and signs.
   *
   * @param lower in lower case
   */
  static boolean contain(String lower) {
    String rest = WORDS.matcher(lower).replaceAll("");
    return !rest.equals(lower) && rest.chars().noneMatch(Character::isLetter);
  }
}
