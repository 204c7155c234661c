package dev.onhand.engine.verification;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * How blocks are chained. The hash of a block is the SHA-256 of 96 bytes: the hash of the block
 * before it, its own content hash, then first position, last position, first id and last id as
 * 64-bit big-endian numbers. So the hash of the last block stands for the whole journal, in its
 * order.
 */
public final class SealChain {

  /** What stands before the first block: the SHA-256 of nothing. */
  public static final Sha256 START = sha256(new byte[0]);

  private SealChain() {}

  /** The hash of a block that follows one with the given hash. */
  public static Sha256 hash(Sha256 previous, SealBlock block) {
    return sha256(
        ByteBuffer.allocate(2 * Sha256.BYTES + 4 * Long.BYTES)
            .put(previous.bytes())
            .put(block.contentHash().bytes())
            .putLong(block.firstPosition())
            .putLong(block.lastPosition())
            .putLong(block.firstId())
            .putLong(block.lastId())
            .array());
  }

  private static Sha256 sha256(byte[] bytes) {
    try {
      return Sha256.of(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
