package dev.onhand.engine.journal;

import dev.onhand.core.ledger.Movement;
import dev.onhand.core.ledger.MovementId;
import dev.onhand.model.Sku;
import org.jspecify.annotations.Nullable;

/**
 * A movement and what only the rest of the books knows of it.
 *
 * @param sku as the product is called now
 * @param fromLocation the code of the location it came from; null: from outside
 * @param toLocation the code of the location it went to; null: outside
 * @param position its place in the journal without gaps, from 1; null until it is sealed
 * @param reversedBy the movement that undid it
 */
public record JournalEntry(
    Movement movement,
    Sku sku,
    @Nullable String fromLocation,
    @Nullable String toLocation,
    @Nullable Long position,
    @Nullable MovementId reversedBy) {}
