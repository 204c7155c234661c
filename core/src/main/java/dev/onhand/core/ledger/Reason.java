package dev.onhand.core.ledger;

import static dev.onhand.core.ledger.Outside.COUNT;
import static dev.onhand.core.ledger.Outside.CUSTOMER;
import static dev.onhand.core.ledger.Outside.LOSS;
import static dev.onhand.core.ledger.Outside.OPENING;
import static dev.onhand.core.ledger.Outside.PRODUCTION;
import static dev.onhand.core.ledger.Outside.PROMOTION;
import static dev.onhand.core.ledger.Outside.SUPPLIER;
import static dev.onhand.core.ledger.State.AVAILABLE;
import static dev.onhand.core.ledger.State.DAMAGED;
import static dev.onhand.core.ledger.State.IN_TRANSIT;
import static dev.onhand.core.ledger.State.QUALITY_CONTROL;
import static dev.onhand.core.ledger.State.RESERVED;
import static dev.onhand.core.ledger.State.SET_ASIDE;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Why units moved. Each reason fixes between which places it moves them; where one end has several
 * states to choose from, the first is taken unless the caller names another.
 */
public enum Reason {
  OPENING_STOCK(out(OPENING), in(AVAILABLE)),
  PURCHASE(out(SUPPLIER), in(AVAILABLE)),
  SALE_RETURN(out(CUSTOMER), in(AVAILABLE, DAMAGED, QUALITY_CONTROL)),
  TRANSFER_OUT(in(AVAILABLE), at2(IN_TRANSIT)),
  TRANSFER_IN(in(IN_TRANSIT), in(AVAILABLE)),
  TRANSFER_LOST(in(IN_TRANSIT), out(LOSS)),
  TRANSFER_BACK(in(IN_TRANSIT), at2(AVAILABLE)),
  STOCK_COUNT_CORRECTION(out(COUNT), in(AVAILABLE)),
  STOCK_COUNT_CORRECTION_MINUS(in(AVAILABLE), out(COUNT)),
  RECOVERY_FOUND(out(LOSS), in(AVAILABLE)),
  MANUFACTURING_IN(out(PRODUCTION), in(AVAILABLE)),
  MANUFACTURING_OUT(in(AVAILABLE), out(PRODUCTION)),
  MANUAL_IN(out(COUNT), in(AVAILABLE)),
  MANUAL_OUT(in(AVAILABLE), out(COUNT)),
  SALE(in(AVAILABLE, RESERVED), out(CUSTOMER)),
  PURCHASE_RETURN(in(AVAILABLE), out(SUPPLIER)),
  DAMAGE(in(AVAILABLE), out(LOSS)),
  LOST_MISSING(in(AVAILABLE), out(LOSS)),
  THEFT(in(AVAILABLE), out(LOSS)),
  EXPIRED(in(AVAILABLE), out(LOSS)),
  QUALITY_CONTROL_FAILURE("quality_control", in(AVAILABLE), out(LOSS)),
  PROMOTIONAL(in(AVAILABLE), out(PROMOTION)),
  RESERVE(in(AVAILABLE), in(RESERVED)),
  RELEASE(in(RESERVED), in(AVAILABLE)),
  SET_ASIDE_UNITS("set_aside", in(AVAILABLE), in(SET_ASIDE, DAMAGED, QUALITY_CONTROL)),
  PUT_BACK(in(SET_ASIDE, DAMAGED, QUALITY_CONTROL), in(AVAILABLE)),
  SCRAP(in(DAMAGED, QUALITY_CONTROL), out(LOSS)),
  RETURN_DAMAGED(in(DAMAGED, QUALITY_CONTROL), out(SUPPLIER)),
  REGRADE_OUT(in(AVAILABLE), out(PRODUCTION)),
  REGRADE_IN(out(PRODUCTION), in(AVAILABLE)),
  /** The reverse of one movement, once; its places are those of the movement it reverses. */
  REVERSAL(null, null);

  private static final Map<String, Reason> BY_CODE =
      Arrays.stream(values()).collect(Collectors.toMap(Reason::code, Function.identity()));

  private final String code;
  private final @Nullable End from;
  private final @Nullable End to;

  Reason(@Nullable End from, @Nullable End to) {
    this(null, from, to);
  }

  Reason(@Nullable String code, @Nullable End from, @Nullable End to) {
    this.code = code == null ? name().toLowerCase(Locale.ROOT) : code;
    this.from = from;
    this.to = to;
  }

  /**
   * One end of a movement.
   *
   * @param outside the party outside, or null for an inside end
   * @param states the states to choose from at an inside end, the usual one first
   * @param secondLocation whether this end is at the command's second location (transfers)
   */
  record End(@Nullable Outside outside, List<State> states, boolean secondLocation) {}

  private static End out(Outside outside) {
    return new End(outside, List.of(), false);
  }

  private static End in(State... states) {
    return new End(null, List.of(states), false);
  }

  private static End at2(State state) {
    return new End(null, List.of(state), true);
  }

  /** As written in the database, the API and files. Two share their word with a state. */
  public String code() {
    return code;
  }

  public static Optional<Reason> find(String code) {
    return Optional.ofNullable(BY_CODE.get(code));
  }

  /** Whether units go from one location to another, so that a command must name both. */
  public boolean needsSecondLocation() {
    return (from != null && from.secondLocation()) || (to != null && to.secondLocation());
  }

  /** The states a caller may choose from; empty where the reason leaves no choice. */
  public List<State> statesToChoose() {
    if (from != null && from.states().size() > 1) {
      return from.states();
    }
    return to != null && to.states().size() > 1 ? to.states() : List.of();
  }

  /** Where units of this reason come from: the counterpart is {@link #to}. */
  Place from(LocationId location, @Nullable LocationId second, @Nullable State choice) {
    return place(from, location, second, choice);
  }

  Place to(LocationId location, @Nullable LocationId second, @Nullable State choice) {
    return place(to, location, second, choice);
  }

  private Place place(
      @Nullable End end, LocationId location, @Nullable LocationId second, @Nullable State choice) {
    if (end == null) {
      throw new IllegalStateException(this + " takes its places from the movement it reverses");
    }
    if (end.outside() != null) {
      return new Place.Beyond(end.outside());
    }
    LocationId where = end.secondLocation() ? second : location;
    if (where == null) {
      throw new IllegalStateException(this + " needs a second location");
    }
    State state = choice != null && end.states().size() > 1 ? choice : end.states().getFirst();
    return new Place.Inside(where, state);
  }

  /**
   * The coarse kind of change that back offices show beside the reason.
   *
   * @return empty for units that only change their state or are under way between locations
   */
  public Optional<ChangeType> changeType() {
    return switch (this) {
      case SALE -> Optional.of(ChangeType.SALE);
      case SALE_RETURN -> Optional.of(ChangeType.RETURN);
      case PURCHASE, PURCHASE_RETURN -> Optional.of(ChangeType.CONTAINER);
      case RESERVE, RELEASE, TRANSFER_OUT, TRANSFER_IN, TRANSFER_BACK -> Optional.empty();
      case OPENING_STOCK,
          TRANSFER_LOST,
          STOCK_COUNT_CORRECTION,
          STOCK_COUNT_CORRECTION_MINUS,
          RECOVERY_FOUND,
          MANUFACTURING_IN,
          MANUFACTURING_OUT,
          MANUAL_IN,
          MANUAL_OUT,
          DAMAGE,
          LOST_MISSING,
          THEFT,
          EXPIRED,
          QUALITY_CONTROL_FAILURE,
          PROMOTIONAL,
          SET_ASIDE_UNITS,
          PUT_BACK,
          SCRAP,
          RETURN_DAMAGED,
          REGRADE_OUT,
          REGRADE_IN,
          REVERSAL ->
          Optional.of(ChangeType.MANUAL);
    };
  }
}
