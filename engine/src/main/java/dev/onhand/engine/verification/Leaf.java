package dev.onhand.engine.verification;

import dev.onhand.core.ledger.MovementId;

/**
 * The short hash of a movement as it is now.
 *
 * @param hash the first 64 bits of the SHA-256 of its bytes
 */
public record Leaf(MovementId movement, long hash) {}
