package dev.onhand.engine.explain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is to be explained of a product.
 *
 * @param at as it was then, by when movements happened; null: as it is
 * @param channel code of a channel whose orders' share is wanted too; null: none
 * @param listed how many movements, reservations and lines are shown singly below a number, 1 to
 *     {@value #LISTED_MAX}; the rest is counted
 */
public record Question(@Nullable Instant at, @Nullable String channel, int listed) {

  public static final int LISTED_USUAL = 5;
  public static final int LISTED_MAX = 200;

  public Question {
    if (listed < 1 || listed > LISTED_MAX) {
      throw new IllegalArgumentException(
          "limit must be from 1 to %d, not %d".formatted(LISTED_MAX, listed));
    }
  }
}
