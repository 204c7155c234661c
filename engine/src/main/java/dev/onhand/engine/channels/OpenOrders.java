package dev.onhand.engine.channels;

import dev.onhand.core.ledger.SellerId;
import java.time.Instant;
import java.util.List;

/** Orders of channels that are not over. */
public interface OpenOrders {

  /**
   * An order, by our id and the channel's.
   *
   * @param seenAt when it came in first
   */
  record Open(long id, String externalId, Instant seenAt) {}

  /**
   * Those of a channel that hold or want units, by id.
   *
   * @param after behind this id; 0: from the first
   */
  List<Open> list(SellerId seller, long channel, long after, int max);
}
