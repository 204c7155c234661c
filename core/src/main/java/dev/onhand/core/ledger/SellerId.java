package dev.onhand.core.ledger;

/**
 * A seller: the owner of products, locations and movements. Nothing ever crosses from one seller to
 * another.
 */
public record SellerId(long value) implements Comparable<SellerId> {
  @Override
  public int compareTo(SellerId other) {
    return Long.compare(value, other.value);
  }
}
