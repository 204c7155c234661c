package dev.onhand.connector;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some orders.
 *
 * @param next null: there are no more
 */
public record OrderPage(List<RemoteOrder> orders, @Nullable Cursor next) {

  public OrderPage {
    orders = List.copyOf(orders);
  }
}
