package dev.onhand.core.ledger;

/** Where units are: at a location in a state, or outside the seller's house. */
public sealed interface Place {

  record Inside(LocationId location, State state) implements Place {}

  record Beyond(Outside outside) implements Place {}

  /** {@code available} or {@code customer}: the state inside, the party outside. */
  default String code() {
    return switch (this) {
      case Inside inside -> inside.state().code();
      case Beyond beyond -> beyond.outside().code();
    };
  }

  /** Whether units in this place are counted as on hand at that location. */
  default boolean isOnHandAt(LocationId location) {
    return this instanceof Inside inside
        && inside.location().equals(location)
        && inside.state().isOnHand();
  }
}
