package dev.onhand.engine.orders;

/** Who hands in an order: it decides what becomes of one that the books refuse. */
public enum Bringer {
  /**
   * Somebody who is answered for each order. They know that it was refused and may have gone
   * another way; so nothing of it is kept, and nothing of it has an effect later.
   */
  CALLER,
  /**
   * A file: nobody waits for the answer to one order of it. What is refused is kept and tried
   * again.
   */
  FILE,
  /** A channel that is asked for its orders: likewise. */
  CHANNEL
}
