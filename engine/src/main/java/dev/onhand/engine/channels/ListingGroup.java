package dev.onhand.engine.channels;

import dev.onhand.core.listing.ListingRule;
import org.jspecify.annotations.Nullable;

/**
 * Listings of a channel for which one rule may hold. There is one as long as a listing is in it or
 * a rule is for it.
 *
 * @param listings how many are in it
 * @param rule null: that of the channel holds
 */
public record ListingGroup(String name, long listings, @Nullable ListingRule rule) {

  public static final int NAME_LENGTH_MAX = 64;
}
