package dev.onhand.engine.verification;

import dev.onhand.core.ledger.MovementId;

/**
 * The short hash of a movement as it is now.
 *
 * @param hash the first 64 bits of the hash of its text
 */
public record Leaf(MovementId movement, long hash) {}
