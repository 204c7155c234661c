package dev.onhand.connector;

import org.jspecify.annotations.Nullable;

/**
 * Which listing, in the channel's words.
 *
 * @param externalId what the channel knows it by, made by the connector where it takes several
 *     parts
 * @param sku the seller's SKU there, where the channel has one
 */
public record ListingRef(String externalId, @Nullable String sku) {}
