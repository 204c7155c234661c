package dev.onhand.engine.orders;

/** What is done about lines that cannot be reserved in full. */
public enum Shortfall {
  /** They wait, as a backorder or parked; the others are reserved. */
  SKIP,
  /** Nothing of the delivery is kept, and it is said which lines they are. */
  REFUSE
}
