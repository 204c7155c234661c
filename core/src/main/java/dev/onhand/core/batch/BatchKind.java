package dev.onhand.core.batch;

import dev.onhand.model.Codes;
import java.util.Locale;

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
    return Codes.read("kind", values(), BatchKind::code, code);
  }
}
