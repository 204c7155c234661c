package dev.onhand.sandbox.shop;

import java.time.Instant;

/**
 * A listing as it stands at one moment.
 *
 * @param id the marketplace's id, in its own form
 * @param number the same listing by number, for marketplaces that have both
 * @param quantity the number that a push sets
 * @param held units of the shop's own open orders, where the shop holds them beside the quantity
 *     and not by lowering it; else 0
 * @param updatedAt in the shop's time
 */
public record Listing(
    String id, long number, Item item, State state, int quantity, int held, Instant updatedAt) {

  /** Whether it can be bought. */
  public enum State {
    ONLINE,
    PAUSED,
    /** Marked as out of stock, whatever its quantity. */
    WITHHELD,
    DELETED
  }

  /** What a buyer can take now. */
  public int listed() {
    return state == State.ONLINE ? Math.max(0, quantity - held) : 0;
  }

  public String sku() {
    return item.sku();
  }

  /** The same listing with another quantity, as a reply may claim it to be. */
  public Listing withQuantity(int newQuantity) {
    return with(newQuantity, held);
  }

  Listing with(int newQuantity, int newHeld) {
    return new Listing(id, number, item, state, newQuantity, newHeld, updatedAt);
  }

  Listing with(State newState) {
    return new Listing(id, number, item, newState, quantity, held, updatedAt);
  }

  Listing with(Item newItem) {
    return new Listing(id, number, newItem, state, quantity, held, updatedAt);
  }

  Listing at(Instant newUpdatedAt) {
    return new Listing(id, number, item, state, quantity, held, newUpdatedAt);
  }
}
