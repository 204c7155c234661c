package dev.onhand.engine.verification;

import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.MovementId;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.order.Order;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reservations and movements side by side. A reservation of an order is a row that says what its
 * movements add up to: those that orders plan ({@code order:…}), that reverse one of these, or that
 * mend them ({@value #MENDING_PREFIX}…). What other movements add up to in the state reserved was
 * reserved by hand and has no row.
 */
public interface ReservationBooks {

  /** What keys of movements begin with that mend reservations. */
  String MENDING_PREFIX = "reservation-audit:";

  /**
   * A reservation whose row says another number than its movements.
   *
   * @param reference of the order, as movements name their cause
   * @param held what the row says; 0: there is none
   * @param moved what the movements add up to
   * @param lastMovement the last of them; null: there is none
   * @param order the order of that reference that has such a line; null: there is none
   */
  record Difference(
      String reference,
      String line,
      ProductId product,
      LocationId location,
      long held,
      long moved,
      @Nullable MovementId lastMovement,
      Order.@Nullable Name order) {}

  /**
   * A level whose reserved units are not those of its movements, or fewer than orders hold there.
   *
   * @param stored what the level says
   * @param moved what all its movements add up to
   * @param forOrders what those of orders add up to, of these
   * @param lastMovement the last of all; null: there is none
   */
  record LevelDifference(
      ProductId product,
      LocationId location,
      long stored,
      long moved,
      long forOrders,
      @Nullable MovementId lastMovement) {}

  /**
   * What is reserved.
   *
   * @param units by the levels
   * @param forOrders by the rows of reservations
   * @param rows how many of these there are
   */
  record Totals(long units, long forOrders, long rows) {}

  /**
   * An order whose own sum is not that of its reservations.
   *
   * @param stored what the order says
   * @param held what its reservations add up to
   */
  record SumDifference(Order.Name order, long stored, long held) {}

  /** More held than the order wants, and the order. */
  record Stale(Order order, String line, ProductId product, long held, long wanted) {}

  Totals totals(SellerId seller);

  /** The reservations of a span that differ, all of one moment. */
  List<Difference> differences(SellerId seller, ProductSpan span);

  /** The levels of a span that differ, all of one moment. */
  List<LevelDifference> levels(SellerId seller, ProductSpan span);

  /** The orders whose sums differ, all of one moment. */
  List<SumDifference> sums(SellerId seller);

  /** Reservations that are past their end, or whose order does not want them. */
  List<Stale> stale(SellerId seller, Instant now);

  /**
   * Writes the row of a reservation anew from its movements, with its order locked, and keeps what
   * was wrong as a finding in the same commit.
   *
   * @return whether it could be: there is such a line, and its movements do not add up to less than
   *     nothing
   */
  boolean rebuild(SellerId seller, Difference difference, LevelAudit.Author author);

  /**
   * Writes the sum of an order anew from its reservations, with the order locked.
   *
   * @return whether there is such an order
   */
  boolean sumAnew(SellerId seller, Order.Name order);
}
