package dev.onhand.core.ledger;

import dev.onhand.model.Quantity;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What became of a command. The refusals stand in order of precedence: where several would hold,
 * the first one listed is given. A refusal leaves no trace: the same key may succeed later.
 */
public sealed interface Outcome {

  /** The movement is in the journal, by this command. */
  record Recorded(Movement movement) implements Outcome {}

  /**
   * The movement was already in the journal, by the same command under the same key; this is the
   * first outcome again.
   */
  record AlreadyRecorded(Movement movement) implements Outcome {}

  /** On hand already was what it was to be set to: nothing moved. */
  record Unchanged(ProductId product, LocationId location, long onHand) implements Outcome {}

  /** Nothing moved, and why. */
  sealed interface Refused extends Outcome {

    /** The stable code of this refusal, as the API gives it. */
    default String code() {
      return getClass().getSimpleName().replaceAll("(?<=.)([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    /** A sentence for the person who asked, which says what to do. */
    String detail();
  }

  /** The key was used for another wish. */
  record KeyUsedDifferently(MovementKey key, MovementId movement) implements Refused {
    @Override
    public String detail() {
      return "The key '%s' was already used for another movement (%s). Use a new key for a new movement."
          .formatted(key, movement);
    }
  }

  /** A row that the caller had read changed before the list was decided. */
  record StaleVersion(String what, long expectedVersion, long version) implements Refused {
    @Override
    public String detail() {
      return "%s was changed meanwhile (version %d, not %d). Look again and decide anew."
          .formatted(what, version, expectedVersion);
    }
  }

  /** It is said to have happened later than now. */
  record OccurredInFuture(Instant occurredAt, Instant now) implements Refused {
    @Override
    public String detail() {
      return "occurred_at %s is in the future (it is %s now). Record a movement when it has happened."
          .formatted(occurredAt, now);
    }
  }

  record UnknownProduct(ProductRef product) implements Refused {
    @Override
    public String detail() {
      return "There is no product '%s'. Create it first.".formatted(product);
    }
  }

  record UnknownLocation(LocationRef location) implements Refused {
    @Override
    public String detail() {
      return "There is no location '%s'. Create it first.".formatted(location);
    }
  }

  record UnknownMovement(MovementId movement) implements Refused {
    @Override
    public String detail() {
      return "There is no movement %s.".formatted(movement);
    }
  }

  /** A placeholder product has no stock to move. */
  record PlaceholderProduct(ProductRef product) implements Refused {
    @Override
    public String detail() {
      return "Product '%s' is a placeholder and has no stock. Map the line to a real product."
          .formatted(product);
    }
  }

  /** A bundle has no stock of its own to move. */
  record BundleProduct(ProductRef product) implements Refused {
    @Override
    public String detail() {
      return "Product '%s' is a bundle and has no stock of its own. Move its components."
          .formatted(product);
    }
  }

  /** A transfer to where it comes from. */
  record SameLocation(LocationRef location) implements Refused {
    @Override
    public String detail() {
      return "Units cannot be transferred from '%s' to itself.".formatted(location);
    }
  }

  /** A reversal cannot be reversed: record what did happen anew. */
  record NotReversible(MovementId movement) implements Refused {
    @Override
    public String detail() {
      return "Movement %s is itself a reversal. Record a new movement instead.".formatted(movement);
    }
  }

  record AlreadyReversed(MovementId movement, MovementId reversal) implements Refused {
    @Override
    public String detail() {
      return "Movement %s was already reversed by movement %s.".formatted(movement, reversal);
    }
  }

  /** Somebody changed the stock since the caller looked. */
  record StaleQuantity(long expectedOnHand, long onHand) implements Refused {
    @Override
    public String detail() {
      return "On hand is %d, not %d as expected. Look again and decide anew."
          .formatted(onHand, expectedOnHand);
    }
  }

  /**
   * A level would leave the range that sums can hold, or would have to move by more than one
   * movement carries.
   *
   * @param units what the level would be; the units to move where those are too many
   */
  record LimitExceeded(State state, long units) implements Refused {
    @Override
    public String detail() {
      if (Math.abs(units) <= Level.UNITS_MAX) {
        return "This would move %d units of %s; one movement carries at most %d. Do it in steps."
            .formatted(Math.abs(units), state.code(), Quantity.UNITS_MAX);
      }
      return "This would bring %s to %d units; a level holds at most %d."
          .formatted(state.code(), units, Level.UNITS_MAX);
    }
  }

  /**
   * The units are not there, or are promised.
   *
   * @param location as the caller named it
   */
  record InsufficientStock(
      ProductRef product,
      LocationRef location,
      State state,
      long present,
      @Nullable Long floor,
      long wanted)
      implements Refused {
    @Override
    public String detail() {
      return "Only %d units of '%s' can be taken from %s; %d were asked for."
          .formatted(
              Math.max(0, present - (floor == null ? 0 : floor)), product, state.code(), wanted);
    }
  }

  /** Another command of the same all-or-nothing list was refused. */
  record ListRefused(int index, String cause) implements Refused {
    @Override
    public String detail() {
      return "Nothing was recorded, because item %d of the list was refused: %s"
          .formatted(index, cause);
    }
  }
}
