package dev.onhand.engine.catalogue;

import dev.onhand.core.ledger.Stocked.Tracking;
import dev.onhand.model.Gtin;
import dev.onhand.model.Sku;
import org.jspecify.annotations.Nullable;

/**
 * A change of a product; null leaves a field as it is.
 *
 * @param tracking a change of it brings the usual floor of the new kind, unless a floor is given
 */
public record ProductPatch(
    @Nullable Sku sku,
    Patch<Gtin> gtin,
    @Nullable String name,
    @Nullable Tracking tracking,
    Patch<Long> floor) {}
