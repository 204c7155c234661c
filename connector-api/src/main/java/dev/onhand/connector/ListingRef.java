package dev.onhand.connector;

import org.jspecify.annotations.Nullable;

/**
 * Which listing, in the channel's words.
 *
 * @param externalId what the channel knows it by, made by the connector where it takes several
 *     parts
 * @param sku the seller's SKU there, where the channel has one; an empty one is none
 */
public record ListingRef(String externalId, @Nullable String sku) {

  public ListingRef {
    sku = orNull(sku);
  }

  /** What a channel says; null where it says nothing, as some do by an empty text. */
  static @Nullable String orNull(@Nullable String said) {
    return said == null || said.isEmpty() ? null : said;
  }
}
