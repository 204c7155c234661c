package dev.onhand.core.ledger;

import dev.onhand.model.Quantity;
import org.jspecify.annotations.Nullable;

/** What a caller wants the ledger to record. Each leads to one movement at most, under its key. */
public sealed interface Command {

  MovementKey key();

  Details details();

  /**
   * Move units for a reason.
   *
   * @param to the other location of a transfer, else null
   * @param state which of the reason's states is meant where it has several; null: its usual one
   * @param mode whether the books may refuse
   * @param expectedOnHand if not null, refuse unless on hand at the location is just this
   */
  record Move(
      MovementKey key,
      ProductRef product,
      Reason reason,
      Quantity quantity,
      LocationRef location,
      @Nullable LocationRef to,
      @Nullable State state,
      Mode mode,
      @Nullable Long expectedOnHand,
      Details details)
      implements Command {

    public Move {
      if (reason == Reason.REVERSAL) {
        throw new IllegalArgumentException(
            "reason 'reversal' is not given by hand: reverse the movement by its id");
      }
      if (reason.needsSecondLocation() && to == null) {
        throw new IllegalArgumentException(
            "reason '" + reason.code() + "' needs to_location: it moves units between locations");
      }
      if (!reason.needsSecondLocation() && to != null) {
        throw new IllegalArgumentException("reason '" + reason.code() + "' takes no to_location");
      }
      if (state != null && !reason.statesToChoose().contains(state)) {
        throw new IllegalArgumentException(
            reason.statesToChoose().isEmpty()
                ? "reason '" + reason.code() + "' takes no state"
                : "reason '%s' takes one of the states %s, not '%s'"
                    .formatted(
                        reason.code(),
                        String.join(
                            ", ", reason.statesToChoose().stream().map(State::code).toList()),
                        state.code()));
      }
    }

    /**
     * The usual movement: at one location, in the usual state, refused if the stock is not there.
     */
    public static Move of(
        String key, String sku, Reason reason, long units, String location, Details details) {
      return new Move(
          new MovementKey(key),
          ProductRef.sku(sku),
          reason,
          Quantity.of(units),
          LocationRef.code(location),
          null,
          null,
          Mode.WISH,
          null,
          details);
    }
  }

  /**
   * Bring on hand at a location to a number, by the movement that is missing between available and
   * {@link Outside#COUNT}.
   *
   * @param onHand 0 to {@link Quantity#UNITS_MAX}
   * @param basis what the number rests on
   * @param expectedOnHand if not null, refuse unless on hand is just this before
   */
  record SetOnHand(
      MovementKey key,
      ProductRef product,
      LocationRef location,
      long onHand,
      Basis basis,
      @Nullable Long expectedOnHand,
      Details details)
      implements Command {
    public SetOnHand {
      if (onHand < 0 || onHand > Quantity.UNITS_MAX) {
        throw new IllegalArgumentException(
            "on_hand must be a whole number from 0 to " + Quantity.UNITS_MAX + ", not " + onHand);
      }
    }
  }

  /**
   * Undo one movement by its mirror image. A movement is reversed once at most, and a reversal
   * never.
   */
  record Reverse(MovementKey key, MovementId movement, Mode mode, Details details)
      implements Command {}

  /** Whether the books may say no. */
  enum Mode {
    /** Refused where it would take available below its floor. */
    WISH,
    /**
     * It did happen (goods left the house): recorded, and a level below its floor is marked as
     * such.
     */
    FACT
  }

  /** What a number to set on hand to rests on. */
  enum Basis {
    COUNT(Reason.STOCK_COUNT_CORRECTION, Reason.STOCK_COUNT_CORRECTION_MINUS),
    MANUAL(Reason.MANUAL_IN, Reason.MANUAL_OUT);

    final Reason more;
    final Reason fewer;

    Basis(Reason more, Reason fewer) {
      this.more = more;
      this.fewer = fewer;
    }
  }
}
