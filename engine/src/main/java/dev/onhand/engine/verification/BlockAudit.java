package dev.onhand.engine.verification;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Checks a sealed block against its movements and the block before it. Pure. */
final class BlockAudit {

  /** More of one block tell a person nothing more. */
  private static final int DIFFERENCES_MAX = 100;

  private BlockAudit() {}

  /** Whether the block has its place in the chain. */
  static List<Discrepancy> chain(BlockFacts facts) {
    List<Discrepancy> found = new ArrayList<>();
    SealBlock block = facts.block();
    BlockFacts.Previous previous = facts.previous();
    long positionBefore = previous == null ? 0 : previous.lastPosition();
    if (block.firstPosition() != positionBefore + 1) {
      found.add(
          Discrepancy.seal(
              block.firstPosition(),
              null,
              "a block that begins at position " + block.firstPosition(),
              "position " + (positionBefore + 1)));
    }
    Sha256 hash = SealChain.hash(previous == null ? SealChain.START : previous.hash(), block);
    if (!hash.equals(facts.hash())) {
      found.add(
          Discrepancy.seal(
              block.firstPosition(),
              null,
              "chain hash " + facts.hash() + " of the block to position " + block.lastPosition(),
              hash.hex()));
    }
    return found;
  }

  /** Whether the block's movements are those that were sealed. */
  static boolean holdsItsMovements(BlockFacts facts) {
    BlockFacts.Found found = facts.found();
    return found.movements() == facts.block().size()
        && found.firstId() == facts.block().firstId()
        && found.lastId() == facts.block().lastId()
        && facts.block().contentHash().equals(found.contentHash());
  }

  /**
   * Which movements of a block are not those that were sealed.
   *
   * @param sealed short hashes of the movements as they were sealed, in order of position
   * @param now the movements as they are, in order of id
   */
  static List<Discrepancy> differences(BlockFacts facts, List<Long> sealed, List<Leaf> now) {
    SealBlock block = facts.block();
    List<Discrepancy> found = new Differences(block, sealed, now).find();
    if (found.isEmpty()) {
      found.add(
          Discrepancy.seal(
              block.firstPosition(),
              null,
              "content hash "
                  + block.contentHash()
                  + " of the block to position "
                  + block.lastPosition(),
              String.valueOf(facts.found().contentHash())));
    }
    return found;
  }

  /** Walks both sequences side by side. A hash is in a sequence once, for it covers the id. */
  private static final class Differences {
    private final SealBlock block;
    private final List<Long> sealed;
    private final List<Leaf> now;
    private final Set<Long> sealedHashes;
    private final Set<Long> hashesNow = new HashSet<>();
    private final List<Discrepancy> found = new ArrayList<>();
    private int i;
    private int j;

    Differences(SealBlock block, List<Long> sealed, List<Leaf> now) {
      this.block = block;
      this.sealed = sealed;
      this.now = now;
      this.sealedHashes = new HashSet<>(sealed);
      now.forEach(leaf -> hashesNow.add(leaf.hash()));
    }

    List<Discrepancy> find() {
      while ((i < sealed.size() || j < now.size()) && found.size() < DIFFERENCES_MAX) {
        step();
      }
      return found;
    }

    private void step() {
      boolean isMissing = i < sealed.size() && !hashesNow.contains(sealed.get(i));
      boolean isNew = j < now.size() && !sealedHashes.contains(now.get(j).hash());
      if (isMissing && isNew) {
        changed();
      } else if (isMissing || j == now.size()) {
        found.add(
            Discrepancy.seal(
                position(), null, "no movement", "the one sealed as " + hex(sealed.get(i))));
        i++;
      } else if (isNew || i == sealed.size()) {
        found.add(
            Discrepancy.seal(
                null,
                now.get(j).movement(),
                "a movement between those of the block from position " + block.firstPosition(),
                "none: it was not sealed"));
        j++;
      } else if (sealed.get(i) == now.get(j).hash()) {
        i++;
        j++;
      } else {
        changed();
      }
    }

    private void changed() {
      found.add(
          Discrepancy.seal(
              position(),
              now.get(j).movement(),
              "changed: hash " + hex(now.get(j).hash()),
              "as it was sealed: hash " + hex(sealed.get(i))));
      i++;
      j++;
    }

    private long position() {
      return block.firstPosition() + i;
    }

    private static String hex(long hash) {
      return java.util.HexFormat.of().toHexDigits(hash);
    }
  }
}
