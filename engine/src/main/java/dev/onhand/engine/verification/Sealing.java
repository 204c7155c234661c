package dev.onhand.engine.verification;

import dev.onhand.core.ledger.SellerId;

/** Seals all that a seller's journal holds, piece by piece. */
public final class Sealing {

  /** Far more than there ever is to do; it bounds a loop that could run beside a busy ledger. */
  private static final int RUNS_MAX = 10_000;

  private final Sealer sealer;

  public Sealing(Sealer sealer) {
    this.sealer = sealer;
  }

  /** Runs the sealer until nothing is left to seal, and gives the sum of its runs. */
  public Sealer.SealRun sealAll(SellerId seller) {
    Sealer.SealRun run = sealer.seal(seller);
    long sealed = run.sealed();
    for (int i = 1; run.more() && i < RUNS_MAX; i++) {
      run = sealer.seal(seller);
      sealed += run.sealed();
    }
    return new Sealer.SealRun(sealed, run.position(), run.more());
  }
}
