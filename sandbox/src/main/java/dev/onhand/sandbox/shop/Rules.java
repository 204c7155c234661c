package dev.onhand.sandbox.shop;

import java.util.Set;
import java.util.function.LongFunction;

/**
 * How a marketplace keeps stock, from its documentation.
 *
 * @param taking what an order does to its listing
 * @param takesWhenPaid whether that happens at payment, and not when the order is placed
 * @param givesBackCancelled whether a cancelled or unpaid unit can be bought again at once
 * @param restocksReturned whether a unit that comes back is added to the quantity
 * @param cancelsWholeLines whether a line is cancelled or returned as a whole only
 * @param cancelDoublesInParcels whether cancelling an open unit of a line that is partly fulfilled
 *     also raises the quantity, so that a unit appears from nowhere
 * @param quantityMin the least number that a push may set
 * @param quantityMax the greatest
 * @param movesUpdated what moves an order's time of change
 * @param listingId a listing's id from its number
 * @param orderId an order's id from its number
 */
public record Rules(
    Taking taking,
    boolean takesWhenPaid,
    boolean givesBackCancelled,
    boolean restocksReturned,
    boolean cancelsWholeLines,
    boolean cancelDoublesInParcels,
    int quantityMin,
    int quantityMax,
    Set<Happening> movesUpdated,
    LongFunction<String> listingId,
    LongFunction<String> orderId) {

  /** What an order does to its listing. */
  public enum Taking {
    /** It lowers the quantity that a push sets. */
    LOWERS_QUANTITY,
    /** Its units are held beside the quantity, which is lowered when they are fulfilled. */
    HOLDS_BESIDE,
    /** Nothing: only pushes and people change the quantity. */
    LEAVES_QUANTITY
  }

  public Rules {
    movesUpdated = Set.copyOf(movesUpdated);
  }

  /** Cancelled units come back, whole or in part, and every happening moves the time of change. */
  public static Rules of(Taking taking) {
    return new Rules(
        taking,
        false,
        true,
        true,
        false,
        false,
        0,
        1_000_000,
        Set.of(Happening.values()),
        Long::toString,
        Long::toString);
  }

  public Rules withIds(LongFunction<String> newListingId, LongFunction<String> newOrderId) {
    return new Rules(
        taking,
        takesWhenPaid,
        givesBackCancelled,
        restocksReturned,
        cancelsWholeLines,
        cancelDoublesInParcels,
        quantityMin,
        quantityMax,
        movesUpdated,
        newListingId,
        newOrderId);
  }

  public Rules withCancelling(
      boolean givesBack, boolean restocks, boolean wholeLines, boolean doublesInParcels) {
    return new Rules(
        taking,
        takesWhenPaid,
        givesBack,
        restocks,
        wholeLines,
        doublesInParcels,
        quantityMin,
        quantityMax,
        movesUpdated,
        listingId,
        orderId);
  }

  public Rules withTakingWhenPaid() {
    return new Rules(
        taking,
        true,
        givesBackCancelled,
        restocksReturned,
        cancelsWholeLines,
        cancelDoublesInParcels,
        quantityMin,
        quantityMax,
        movesUpdated,
        listingId,
        orderId);
  }

  public Rules withQuantities(int min, int max) {
    return new Rules(
        taking,
        takesWhenPaid,
        givesBackCancelled,
        restocksReturned,
        cancelsWholeLines,
        cancelDoublesInParcels,
        min,
        max,
        movesUpdated,
        listingId,
        orderId);
  }

  public Rules withMovesUpdated(Set<Happening> newMovesUpdated) {
    return new Rules(
        taking,
        takesWhenPaid,
        givesBackCancelled,
        restocksReturned,
        cancelsWholeLines,
        cancelDoublesInParcels,
        quantityMin,
        quantityMax,
        newMovesUpdated,
        listingId,
        orderId);
  }
}
