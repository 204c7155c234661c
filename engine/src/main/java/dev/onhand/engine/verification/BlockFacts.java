package dev.onhand.engine.verification;

import org.jspecify.annotations.Nullable;

/**
 * A block as it was sealed, and the movements that are there now.
 *
 * @param block as it is stored
 * @param hash its place in the chain, as it is stored
 * @param previous the block before it; null for the first
 * @param found the movements that are there now
 */
public record BlockFacts(SealBlock block, Sha256 hash, @Nullable Previous previous, Found found) {

  /** What a block needs to know of the one before it. */
  public record Previous(long lastPosition, long lastId, Sha256 hash) {}

  /**
   * The movements whose ids are above the last id of the block before and not above this block's.
   *
   * @param firstId 0 if there is none
   * @param lastId 0 if there is none
   * @param contentHash of what is there; null if nothing is
   */
  public record Found(long movements, long firstId, long lastId, @Nullable Sha256 contentHash) {}
}
