package dev.onhand.engine.views;

import java.util.regex.Pattern;

/**
 * Filters of a list under a name.
 *
 * @param query the filters, as the list's address has them behind its question mark
 * @param isUsual whether the list opens with it
 */
public record SavedView(String name, String query, boolean isUsual) {

  public static final int NAME_LENGTH_MAX = 60;
  public static final int QUERY_LENGTH_MAX = 1_000;

  /** What an address is made of: nothing that would end it, or the line it stands in. */
  private static final Pattern QUERY = Pattern.compile("[\\x21-\\x7e&&[^#]]+");

  /**
   * @throws IllegalArgumentException if it has no name or no filters, or too long ones
   */
  public SavedView {
    name = name.strip();
    if (name.isEmpty() || name.length() > NAME_LENGTH_MAX) {
      throw new IllegalArgumentException(
          "name must have 1 to %d characters".formatted(NAME_LENGTH_MAX));
    }
    if (query.isEmpty()) {
      throw new IllegalArgumentException("query has no filters; choose some and show the list");
    }
    if (query.length() > QUERY_LENGTH_MAX || !QUERY.matcher(query).matches()) {
      throw new IllegalArgumentException(
          "query must be filters of an address, at most %d characters long"
              .formatted(QUERY_LENGTH_MAX));
    }
  }
}
