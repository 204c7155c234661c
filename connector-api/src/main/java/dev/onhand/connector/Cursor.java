package dev.onhand.connector;

/**
 * Where a page begins, as its connector writes it. Nobody else reads it.
 *
 * @param value empty: at the start
 */
public record Cursor(String value) {

  public static final Cursor START = new Cursor("");

  public boolean isStart() {
    return value.isEmpty();
  }
}
