package dev.onhand.engine.channels;

import dev.onhand.core.listing.ChangeType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A change of what a listing shows.
 *
 * @param before null: it was not known
 * @param after null: it is not known any more
 * @param order the channel's name of the order, of a sale
 * @param reference of a push: its attempt; of a read: its run
 */
public record ListingChange(
    long entry,
    @Nullable Long before,
    @Nullable Long after,
    ChangeType type,
    @Nullable String order,
    @Nullable String orderLine,
    @Nullable String reference,
    String actor,
    @Nullable String notes,
    Instant at) {}
