package dev.onhand.sandbox.mirakl;

import dev.onhand.sandbox.wire.Request;
import java.util.Optional;

/**
 * Pages by the number of what comes before.
 *
 * @param max how many there are on a page
 */
record Pages(long offset, int max) {
  private static final int MAX = 100;
  private static final int USUAL = 10;

  /** Empty: no such page may be asked for. */
  static Optional<Pages> of(Request request) {
    Optional<Integer> max = number(request.parameter("max").orElse("" + USUAL));
    Optional<Integer> offset = number(request.parameter("offset").orElse("0"));
    return max.filter(it -> it >= 1 && it <= MAX)
        .flatMap(it -> offset.map(from -> new Pages(from, it)));
  }

  private static Optional<Integer> number(String text) {
    return text.matches("\\d{1,9}") ? Optional.of(Integer.parseInt(text)) : Optional.empty();
  }
}
