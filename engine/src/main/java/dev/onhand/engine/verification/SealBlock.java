package dev.onhand.engine.verification;

/**
 * Movements that were sealed together: those with the ids from first to last have the positions
 * from first to last, in the order of their ids.
 *
 * @param contentHash over the movements themselves: the SHA-256 of the SHA-256s of their bytes (the
 *     database function {@code movement_bytes}), in the order of their ids
 */
public record SealBlock(
    long firstPosition, long lastPosition, long firstId, long lastId, Sha256 contentHash) {

  public long size() {
    return lastPosition - firstPosition + 1;
  }
}
