package dev.onhand.core.ledger;

import dev.onhand.core.ledger.Outcome.AlreadyRecorded;
import dev.onhand.core.ledger.Outcome.Recorded;
import dev.onhand.model.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides one command against the books: the ledger's rules, in order of precedence. Pure: the same
 * books, command, id and time always give the same outcome, and nothing is changed.
 */
public final class Decider {

  /**
   * Clocks of shops, marketplaces and ours differ by minutes; what is further ahead is a mistake.
   */
  public static final Duration FUTURE_MAX = Duration.ofMinutes(10);

  private Decider() {}

  /**
   * @param id the id the movement gets if there is one
   * @param now the time of recording
   */
  public static Outcome decide(Books books, Command command, MovementId id, Instant now) {
    // What is in the journal stays true whatever happened since, so the key is looked at first.
    Optional<Movement> known = books.findMovement(command.key());
    if (known.isPresent()) {
      return repeat(command, known.get());
    }
    Instant occurredAt = command.details().occurredAt();
    if (occurredAt != null && occurredAt.isAfter(now.plus(FUTURE_MAX))) {
      return new Outcome.OccurredInFuture(occurredAt, now);
    }
    return switch (command) {
      case Command.Move move -> move(books, move, id, now);
      case Command.SetOnHand set -> setOnHand(books, set, id, now);
      case Command.Reverse reverse -> reverse(books, reverse, id, now);
    };
  }

  /** What a command gets whose key is in the journal already. */
  static Outcome repeat(Command command, Movement known) {
    return known.digest().equals(Digest.of(command))
        ? new AlreadyRecorded(known)
        : new Outcome.KeyUsedDifferently(command.key(), known.id());
  }

  private static Outcome move(Books books, Command.Move move, MovementId id, Instant now) {
    Stocked product = books.findProduct(move.product()).orElse(null);
    if (product == null) {
      return new Outcome.UnknownProduct(move.product());
    }
    LocationId location = books.findLocation(move.location()).orElse(null);
    if (location == null) {
      return new Outcome.UnknownLocation(move.location());
    }
    LocationId to = null;
    if (move.to() != null) {
      to = books.findLocation(move.to()).orElse(null);
      if (to == null) {
        return new Outcome.UnknownLocation(move.to());
      }
    }
    Outcome.Refused without = withoutStock(product, move.product());
    if (without != null) {
      return without;
    }
    if (location.equals(to)) {
      return new Outcome.SameLocation(move.location());
    }
    Outcome.StaleQuantity stale = staleness(books.level(product, location), move.expectedOnHand());
    if (stale != null) {
      return stale;
    }
    Reason reason = move.reason();
    Draft draft =
        new Draft(
            move,
            product,
            reason,
            move.quantity(),
            reason.from(location, to, move.state()),
            reason.to(location, to, move.state()),
            move.mode(),
            null);
    return record(books, draft, id, now);
  }

  /** The refusal of a product that can have no stock, or null. */
  private static Outcome.@Nullable Refused withoutStock(Stocked product, ProductRef named) {
    return switch (product.tracking()) {
      case TRACKED, UNTRACKED -> null;
      case PLACEHOLDER -> new Outcome.PlaceholderProduct(named);
      case BUNDLE -> new Outcome.BundleProduct(named);
    };
  }

  private static Outcome setOnHand(Books books, Command.SetOnHand set, MovementId id, Instant now) {
    Stocked product = books.findProduct(set.product()).orElse(null);
    if (product == null) {
      return new Outcome.UnknownProduct(set.product());
    }
    LocationId location = books.findLocation(set.location()).orElse(null);
    if (location == null) {
      return new Outcome.UnknownLocation(set.location());
    }
    Outcome.Refused without = withoutStock(product, set.product());
    if (without != null) {
      return without;
    }
    Level level = books.level(product, location);
    Outcome.StaleQuantity stale = staleness(level, set.expectedOnHand());
    if (stale != null) {
      return stale;
    }
    long missing = set.onHand() - level.onHand();
    if (missing == 0) {
      return new Outcome.Unchanged(product.id(), location, level.onHand());
    }
    if (Math.abs(missing) > Quantity.UNITS_MAX) {
      return new Outcome.LimitExceeded(State.AVAILABLE, missing);
    }
    Reason reason = missing > 0 ? set.basis().more : set.basis().fewer;
    Draft draft =
        new Draft(
            set,
            product,
            reason,
            Quantity.of(Math.abs(missing)),
            reason.from(location, null, null),
            reason.to(location, null, null),
            Command.Mode.WISH,
            null);
    return record(books, draft, id, now);
  }

  private static Outcome reverse(Books books, Command.Reverse reverse, MovementId id, Instant now) {
    Movement original = books.findMovement(reverse.movement()).orElse(null);
    if (original == null) {
      return new Outcome.UnknownMovement(reverse.movement());
    }
    if (original.reverses() != null) {
      return new Outcome.NotReversible(original.id());
    }
    Optional<MovementId> reversal = books.findReversalOf(original.id());
    if (reversal.isPresent()) {
      return new Outcome.AlreadyReversed(original.id(), reversal.get());
    }
    Stocked product = books.findProduct(original.product()).orElse(null);
    if (product == null) {
      return new Outcome.UnknownProduct(original.product());
    }
    Draft draft =
        new Draft(
            reverse,
            product,
            Reason.REVERSAL,
            original.quantity(),
            original.to(),
            original.from(),
            reverse.mode(),
            original.id());
    return record(books, draft, id, now);
  }

  private static Outcome.@Nullable StaleQuantity staleness(Level level, @Nullable Long expected) {
    return expected == null || expected == level.onHand()
        ? null
        : new Outcome.StaleQuantity(expected, level.onHand());
  }

  /** A movement that all but the stock allows. */
  private record Draft(
      Command command,
      Stocked product,
      Reason reason,
      Quantity quantity,
      Place from,
      Place to,
      Command.Mode mode,
      @Nullable MovementId reverses) {}

  private static Outcome record(Books books, Draft draft, MovementId id, Instant now) {
    Level from = levelAt(draft.from(), draft, books);
    Level to = levelAt(draft.to(), draft, books);
    Outcome refusal = excess(draft, from, to);
    if (refusal == null) {
      refusal = shortfall(books, draft, from);
    }
    if (refusal != null) {
      return refusal;
    }
    long units = draft.quantity().units();
    Level fromAfter = plus(from, draft.from(), -units, now);
    boolean isOneLevel = isAtOneLocation(draft);
    Level toAfter = plus(isOneLevel ? fromAfter : to, draft.to(), units, now);
    return new Recorded(movement(draft, id, now, isOneLevel ? toAfter : fromAfter, toAfter));
  }

  private static boolean isAtOneLocation(Draft draft) {
    return draft.from() instanceof Place.Inside from
        && draft.to() instanceof Place.Inside to
        && from.location().equals(to.location());
  }

  private static @Nullable Level levelAt(Place place, Draft draft, Books books) {
    return place instanceof Place.Inside inside
        ? books.level(draft.product(), inside.location())
        : null;
  }

  private static @Nullable Level plus(@Nullable Level level, Place place, long units, Instant now) {
    return level != null && place instanceof Place.Inside inside
        ? level.plus(inside.state(), units, now)
        : null;
  }

  private static @Nullable Outcome excess(Draft draft, @Nullable Level from, @Nullable Level to) {
    long units = draft.quantity().units();
    if (from != null && draft.from() instanceof Place.Inside inside) {
      long after = from.of(inside.state()) - units;
      if (after < -Level.UNITS_MAX) {
        return new Outcome.LimitExceeded(inside.state(), after);
      }
    }
    if (to != null && draft.to() instanceof Place.Inside inside) {
      long after = to.of(inside.state()) + units;
      if (after > Level.UNITS_MAX) {
        return new Outcome.LimitExceeded(inside.state(), after);
      }
    }
    return null;
  }

  private static @Nullable Outcome shortfall(Books books, Draft draft, @Nullable Level from) {
    if (from == null || !(draft.from() instanceof Place.Inside inside)) {
      return null;
    }
    State state = inside.state();
    long present = from.of(state);
    long units = draft.quantity().units();
    Long floor = from.floorOf(state);
    boolean isFactFromAvailable = draft.mode() == Command.Mode.FACT && state == State.AVAILABLE;
    return floor != null && present - units < floor && !isFactFromAvailable
        ? new Outcome.InsufficientStock(
            new ProductRef.BySku(draft.product().sku()),
            named(books, draft.command(), inside.location()),
            state,
            present,
            floor,
            units)
        : null;
  }

  /** A location as the caller named it, if the caller did. */
  private static LocationRef named(Books books, Command command, LocationId location) {
    return switch (command) {
      case Command.Move move -> {
        if (isAt(books, move.location(), location)) {
          yield move.location();
        }
        yield move.to() != null && isAt(books, move.to(), location) ? move.to() : location;
      }
      case Command.SetOnHand set -> set.location();
      case Command.Reverse reverse -> location;
    };
  }

  private static boolean isAt(Books books, LocationRef ref, LocationId location) {
    return books.findLocation(ref).filter(location::equals).isPresent();
  }

  private static Movement movement(
      Draft draft, MovementId id, Instant now, @Nullable Level fromLevel, @Nullable Level toLevel) {
    Details details = draft.command().details();
    return new Movement(
        id,
        draft.command().key(),
        Digest.of(draft.command()),
        draft.product().id(),
        draft.reason(),
        draft.quantity(),
        draft.from(),
        balance(draft.from(), fromLevel),
        draft.to(),
        balance(draft.to(), toLevel),
        details.cause(),
        details.actor(),
        details.note(),
        draft.reverses(),
        details.occurredAt() == null ? now : details.occurredAt(),
        now);
  }

  private static Movement.@Nullable Balance balance(Place place, @Nullable Level after) {
    return place instanceof Place.Inside inside && after != null
        ? new Movement.Balance(after.of(inside.state()), after.onHand())
        : null;
  }
}
