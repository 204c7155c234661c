package dev.onhand.engine.orders;

import dev.onhand.core.ledger.Outcome;

/** What came of a wish to reserve a line's units somewhere else. */
public sealed interface ResourceResult {

  /** They are there; how many were moved is in {@link OrderResult#moved}. */
  record Done(OrderResult order) implements ResourceResult {}

  record UnknownOrder() implements ResourceResult {}

  record UnknownLine() implements ResourceResult {}

  /** The location is not known, or has too few units free. */
  record Refused(Outcome.Refused refusal) implements ResourceResult {}

  /**
   * Less is reserved for the line than is to be moved.
   *
   * @param reserved units of the product that are
   */
  record TooFewReserved(long reserved, long wanted) implements ResourceResult {}
}
