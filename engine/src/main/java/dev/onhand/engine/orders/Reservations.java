package dev.onhand.engine.orders;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.paging.Slice;

/** What is reserved for orders, as lists show it. */
public interface Reservations {

  /** Open reservations, newest first, by id. */
  Slice<Reservation> list(SellerId seller, ReservationFilter filter, PageRequest page);
}
