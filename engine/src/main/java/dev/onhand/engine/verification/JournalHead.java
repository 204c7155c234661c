package dev.onhand.engine.verification;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a seller's sealed journal ends. Published and kept elsewhere, it shows if the journal's
 * tail is cut off later.
 *
 * @param position of the last sealed movement, 0 if none is
 * @param hash of the last block, which stands for all before it
 * @param sealedAt null if nothing is sealed
 * @param unsealed how many movements wait to be sealed
 */
public record JournalHead(long position, Sha256 hash, @Nullable Instant sealedAt, long unsealed) {}
