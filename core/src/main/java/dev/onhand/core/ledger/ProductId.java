package dev.onhand.core.ledger;

/** A product's identity, which a change of its SKU leaves as it is. */
public record ProductId(long value) implements ProductRef, Comparable<ProductId> {
  @Override
  public int compareTo(ProductId other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
