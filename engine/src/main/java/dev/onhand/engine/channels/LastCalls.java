package dev.onhand.engine.channels;

import dev.onhand.core.ledger.SellerId;
import java.time.Instant;
import java.util.List;

/** Where it is kept what channels were asked last, and what they answered. */
public interface LastCalls {

  /** Keeps calls in the place of those of the same purposes and ends. */
  void keep(SellerId seller, long channel, List<LastCall> calls);

  /** Those of a channel, the newest first. */
  List<LastCall> list(SellerId seller, long channel);

  /**
   * Forgets what was asked before.
   *
   * @return how many; 0: there are no more
   */
  long forgetBefore(SellerId seller, Instant before);
}
