package dev.onhand.server.pages;

import dev.onhand.server.web.ProblemException;

/** What people type into forms. */
final class Typed {

  private Typed() {}

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
}
