package dev.onhand.engine.verification;

import dev.onhand.core.ledger.SellerId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Hashes the sealed journal anew, slice by slice. */
final class SealCheck {

  /** What one slice holds: a fifth of a second's hashing. */
  private static final long POSITIONS_A_SLICE = 40_000;

  private final SealAudit seals;
  private final SellerId seller;
  private final Consumer<Discrepancy> found;
  private final AtomicLong positions = new AtomicLong();

  /**
   * @param found told of each discrepancy, on any thread
   */
  SealCheck(SealAudit seals, SellerId seller, Consumer<Discrepancy> found) {
    this.seals = seals;
    this.seller = seller;
    this.found = found;
  }

  /** Whether all sealed movements are what they were when they were sealed. */
  static boolean holds(SealAudit seals, SellerId seller) {
    AtomicBoolean holds = new AtomicBoolean(true);
    SealCheck check = new SealCheck(seals, seller, discrepancy -> holds.set(false));
    check.slices(seals.end(seller).position()).forEach(slice -> slice.work().run());
    return holds.get();
  }

  /** The work to be done, in pieces that can be done in any order or side by side. */
  List<Slices.Task> slices(long lastPosition) {
    List<Slices.Task> slices = new ArrayList<>();
    for (long after = 0; after < lastPosition; after += POSITIONS_A_SLICE) {
      long from = after;
      long to = Math.min(lastPosition, after + POSITIONS_A_SLICE);
      slices.add(
          new Slices.Task("positions %d to %d".formatted(from + 1, to), () -> check(from, to)));
    }
    return slices;
  }

  /** How many positions were checked so far. */
  long positions() {
    return positions.get();
  }

  private void check(long after, long to) {
    for (BlockFacts block : seals.blocks(seller, after, to)) {
      positions.addAndGet(block.block().size());
      BlockAudit.chain(block).forEach(found);
      if (!BlockAudit.holdsItsMovements(block)) {
        SealAudit.Leaves leaves = seals.leaves(seller, block);
        BlockAudit.differences(block, leaves.sealed(), leaves.now()).forEach(found);
      }
    }
  }
}
