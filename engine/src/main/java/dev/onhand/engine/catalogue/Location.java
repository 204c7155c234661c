package dev.onhand.engine.catalogue;

import dev.onhand.core.ledger.LocationId;
import java.time.Instant;

/**
 * A location as it is kept.
 *
 * @param version grows with every change
 */
public record Location(
    LocationId id, LocationData data, Instant createdAt, Instant updatedAt, long version) {}
