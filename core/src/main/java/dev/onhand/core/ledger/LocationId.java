package dev.onhand.core.ledger;

/** A location's identity, which a change of its code leaves as it is. */
public record LocationId(long value) implements LocationRef, Comparable<LocationId> {
  @Override
  public int compareTo(LocationId other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
