package dev.onhand.engine.verification;

import dev.onhand.core.ledger.SellerId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The sealed journal, to be checked. */
public interface SealAudit {

  /**
   * The head and the last block, of one moment.
   *
   * @param sealedId the head's: the last id that is sealed
   * @param last the last block and its hash; null if there is none
   */
  record End(long position, Sha256 hash, long sealedId, @Nullable LastBlock last) {}

  /** The last block. */
  record LastBlock(long lastPosition, long lastId, Sha256 hash) {}

  /**
   * What a block holds by the short hashes that were kept, and what it holds now.
   *
   * @param sealed in order of position
   * @param now in order of id
   */
  record Leaves(List<Long> sealed, List<Leaf> now) {}

  End end(SellerId seller);

  /**
   * Blocks that end above one position and not above another, in order, each with what it must
   * follow and what is there now.
   */
  List<BlockFacts> blocks(SellerId seller, long afterPosition, long toPosition);

  /** What a block holds, movement by movement. */
  Leaves leaves(SellerId seller, BlockFacts block);

  /** The hash of the block that ends at a position; empty if none does. */
  Optional<Sha256> hashAt(SellerId seller, long position);
}
