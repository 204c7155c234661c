package dev.onhand.core.batch;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a batch is for. */
public enum BatchKind {
  /** Units that came are scanned, and added. */
  TOP_UP,
  /** Some products of a location are counted. */
  COUNT,
  /** All products of a location are counted. */
  STOCK_TAKE;

  /** As written in the database and the API. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether scans say how many there are; else they say how many came. */
  public boolean counts() {
    return this != TOP_UP;
  }

  /**
   * The kind of this code.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static BatchKind read(String code) {
    return find(code)
        .orElseThrow(
            () -> new IllegalArgumentException("kind must be one of top_up, count, stock_take"));
  }

  public static Optional<BatchKind> find(String code) {
    return Arrays.stream(values()).filter(kind -> kind.code().equals(code)).findFirst();
  }
}
