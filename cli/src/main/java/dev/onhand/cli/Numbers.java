package dev.onhand.cli;

import org.jspecify.annotations.Nullable;

/** Whole numbers as people type them. */
final class Numbers {

  private Numbers() {}

  /**
   * Digits, perhaps with a minus before them; no plus, blank, comma or exponent.
   *
   * @param what the option or parameter, for the message
   */
  static long whole(String what, String typed) {
    if (!typed.matches("-?[0-9]{1,18}")) {
      throw CommandException.usage(
          what + " must be a whole number, not '" + typed + "'", "for example: 12");
    }
    return Long.parseLong(typed);
  }

  /** Puts a floor that was typed into a request: a number, or 'none'. */
  static Json.Body floor(Json.Body body, @Nullable String typed) {
    if (typed == null) {
      return body;
    }
    return typed.equals("none")
        ? body.withNull("floor")
        : body.with("floor", whole("--floor", typed));
  }
}
