package dev.onhand.core.ledger;

/**
 * A movement's identity: unique, growing roughly with time, with gaps. Its place in the journal is
 * its position.
 */
public record MovementId(long value) implements Comparable<MovementId> {
  @Override
  public int compareTo(MovementId other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
