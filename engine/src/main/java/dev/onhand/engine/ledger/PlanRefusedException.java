package dev.onhand.engine.ledger;

import dev.onhand.core.ledger.Outcome;

/** The books refused what was planned, so nothing of it was kept. */
public final class PlanRefusedException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final transient Outcome.Refused refusal;

  public PlanRefusedException(Outcome.Refused refusal) {
    super(refusal.detail());
    this.refusal = refusal;
  }

  public Outcome.Refused refusal() {
    return refusal;
  }
}
