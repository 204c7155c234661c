package dev.onhand.connector;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some orders.
 *
 * @param next null: there are no more
 * @param left how many come behind these, where the channel says; null: not known
 */
public record OrderPage(List<RemoteOrder> orders, @Nullable Cursor next, @Nullable Long left) {

  public OrderPage {
    orders = List.copyOf(orders);
  }

  /** Of a channel that does not say how many there are. */
  public OrderPage(List<RemoteOrder> orders, @Nullable Cursor next) {
    this(orders, next, null);
  }
}
