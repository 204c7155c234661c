package dev.onhand.store.ledger;

/** Looks after rows of one type beside the ledger's own, inside the committer's transaction. */
public sealed interface RowKeeper permits CompanionWriter, PlanningRows {

  /** The type it looks after. */
  Class<?> type();
}
