/**
 * Proof that the books are true: movements are sealed in hash-chained blocks, and levels,
 * checkpoints and seals are recomputed from the movements and compared. What follows from the
 * movements is repaired; movements and seals never are. Start reading at {@link
 * dev.onhand.engine.verification.Verification}.
 */
@NullMarked
package dev.onhand.engine.verification;

import org.jspecify.annotations.NullMarked;
