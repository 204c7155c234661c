package dev.onhand.engine.channels;

import dev.onhand.core.ledger.SellerId;
import java.time.Instant;
import java.util.List;

/** What channels were asked last, and what they answered; {@link Accounts#count} keeps it. */
public interface LastCalls {

  /** Those of a channel, the newest first. */
  List<LastCall> list(SellerId seller, long channel);

  /**
   * Forgets what was asked before.
   *
   * @return how many; 0: there are no more
   */
  long forgetBefore(SellerId seller, Instant before);
}
