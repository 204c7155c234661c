package dev.onhand.engine.catalogue;

import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.Stocked.Tracking;
import dev.onhand.model.Gtin;
import dev.onhand.model.Sku;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A product as it is kept, with what is there of it.
 *
 * @param floor the least that available may be where no level says otherwise; null: no least
 * @param onHand over all locations, in units
 * @param available over all locations, in units
 * @param version grows with every change of the product itself
 */
public record Product(
    ProductId id,
    Sku sku,
    @Nullable Gtin gtin,
    String name,
    Tracking tracking,
    @Nullable Long floor,
    long onHand,
    long available,
    Instant createdAt,
    Instant updatedAt,
    long version) {}
