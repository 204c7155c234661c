package dev.onhand.engine.transfer;

import dev.onhand.core.ledger.ProductRef;
import dev.onhand.model.Quantity;

/** So many units of a product. */
public record Units(ProductRef product, Quantity quantity) {}
