package dev.onhand.engine.channels;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.order.Order;
import java.time.Instant;
import java.util.List;

/**
 * Where it is kept what channels said of orders. Only the newest is: it is there to be looked at,
 * and nothing is decided by it.
 */
public interface OrderMessages {

  /** So many of an order are shown. */
  int SHOWN_MAX = 20;

  /** So many of a seller are kept, about. */
  int KEPT_MAX = 100_000;

  /** Keeps some that were read, in one round trip. What is {@code Told} is kept by the inbox. */
  void keep(SellerId seller, long channel, List<OrderMessage> read);

  /** The newest of an order, newest first. */
  List<OrderMessage> list(SellerId seller, Order.Name order);

  /**
   * Forgets some of what came before.
   *
   * @return how many; 0: there are no more
   */
  long forgetBefore(SellerId seller, Instant before);
}
