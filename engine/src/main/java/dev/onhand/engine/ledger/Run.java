package dev.onhand.engine.ledger;

/** Whether what is asked for is done, or only said. */
public enum Run {
  /** It is done. */
  LIVE,
  /** What would come of it is said, and nothing is kept. */
  DRY
}
