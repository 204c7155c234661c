package dev.onhand.engine.channels;

import dev.onhand.core.ledger.ProductId;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which listings are wanted.
 *
 * @param channel code; null: of all
 * @param product null: of all
 * @param only null: in any condition
 * @param group null: of any, or none
 */
public record ListingFilter(
    @Nullable String channel,
    @Nullable ProductId product,
    @Nullable Only only,
    @Nullable String group) {

  /** Of whatever group. */
  public ListingFilter(@Nullable String channel, @Nullable ProductId product, @Nullable Only only) {
    this(channel, product, only, null);
  }

  /** A condition. */
  public enum Only {
    /** Of no product, and not ignored. */
    UNMATCHED,
    /** Should show something else than it is believed to. */
    DUE,
    /** Refused by the channel. */
    REFUSED,
    /** Offers more than it should: it is to be told, or being told, or refused. */
    OVER,
    /** Was told a number, and nobody knows yet whether that arrived. */
    UNKNOWN;

    /**
     * As written in the API.
     *
     * @throws IllegalArgumentException if there is none of that name, saying which there are
     */
    public static Only named(String code) {
      return Arrays.stream(values())
          .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(code))
          .findFirst()
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "only must be unmatched, due, refused, over or unknown"));
    }
  }
}
