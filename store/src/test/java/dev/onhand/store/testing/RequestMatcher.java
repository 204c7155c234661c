package dev.onhand.store.testing;

import java.util.List;
import java.util.Locale;

/** Knows a request among what a client sends. */
@FunctionalInterface
public interface RequestMatcher {

  /** Whether this is one. */
  boolean matches(Request request);

  /**
   * What came in one packet, and what was begun in an earlier one and is whole with it.
   *
   * @param text the packet as Latin 1, with the end of what came before
   * @param newFrom where in the text the packet begins
   * @param statements what PostgreSQL is asked to execute, in lower case
   */
  record Request(String text, int newFrom, List<String> statements) {}

  /** A request that contains a text, such as {@code POST /movements}. */
  static RequestMatcher containing(String text) {
    return request ->
        request.text().indexOf(text, Math.max(0, request.newFrom() - text.length() + 1)) >= 0;
  }

  /**
   * The execution of a statement of PostgreSQL that begins with these words, such as {@code
   * commit}, be it sent as text or prepared before.
   */
  static RequestMatcher statement(String beginning) {
    String lower = beginning.toLowerCase(Locale.ROOT);
    return request -> request.statements().stream().anyMatch(sql -> sql.startsWith(lower));
  }
}
