package dev.onhand.engine.stock;

import dev.onhand.core.ledger.Level;
import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.model.Sku;
import java.time.Instant;

/**
 * What is there of a product at a location.
 *
 * @param level units by state, the floor in force and the version
 * @param floorIsOwn whether the floor was set for this level; else it is the product's
 * @param updatedAt when it last changed
 */
public record StockLevel(
    ProductId product,
    Sku sku,
    String name,
    LocationId location,
    String locationCode,
    Level level,
    boolean floorIsOwn,
    Instant updatedAt) {}
