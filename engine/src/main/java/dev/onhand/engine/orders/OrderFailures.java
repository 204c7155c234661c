package dev.onhand.engine.orders;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.paging.Slice;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Where snapshots are kept that could not be applied. */
public interface OrderFailures {

  /**
   * Keeps a failure. Where the same snapshot of the same order is open already, whenever it was
   * seen, it counts as a further try of it.
   *
   * @return as it is kept now, with the time of its next try
   */
  FailedOrder keep(SellerId seller, FailedOrder.Failure failure, Instant now);

  Optional<FailedOrder> find(SellerId seller, long id);

  /** Newest first. */
  Slice<FailedOrder> list(SellerId seller, boolean openOnly, PageRequest page);

  /** Those to be tried again now, the longest due first. */
  List<FailedOrder> due(SellerId seller, Instant now, int limit);

  /** How many are open. */
  long countOpen(SellerId seller);

  /** Closes one; nothing if it is closed already. */
  void settle(SellerId seller, long id, String by, Instant now);
}
