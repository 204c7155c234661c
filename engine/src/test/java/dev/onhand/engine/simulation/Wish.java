package dev.onhand.engine.simulation;

import dev.onhand.core.ledger.Cause;
import dev.onhand.core.ledger.Command;
import dev.onhand.core.ledger.Details;
import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.LocationRef;
import dev.onhand.core.ledger.MovementId;
import dev.onhand.core.ledger.MovementKey;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.ProductRef;
import dev.onhand.core.ledger.Reason;
import dev.onhand.core.ledger.State;
import dev.onhand.model.Quantity;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A command before it meets a ledger: products and locations are numbers, other movements are named
 * by their key, so that a run can be acted out on any ledger and after parts of it were left out.
 *
 * @param reason null: set on hand; {@link Reason#REVERSAL}: reverse {@code reversedKey}
 * @param units to move; to have on hand where it is set
 * @param offset what to add to what is on hand for the expectation; null: expects nothing
 * @param occurredAt null: now
 * @param byId whether product and location are given by id: bit 0 the product, bit 1 the location
 */
public record Wish(
    String key,
    @Nullable Reason reason,
    int product,
    int location,
    int secondLocation,
    @Nullable State state,
    long units,
    boolean fact,
    @Nullable Integer offset,
    @Nullable Instant occurredAt,
    String reversedKey,
    int byId) {

  private static final MovementId NO_MOVEMENT = new MovementId(Long.MAX_VALUE);

  /** What wishes mean on one ledger. */
  public interface Names {

    /** The id of a product, by its number; {@link World#NO_PRODUCT} has one that is unknown. */
    ProductId product(int number);

    LocationId location(int number);

    /** The movement recorded under a key, null if there is none. */
    @Nullable MovementId movement(String key);

    /** On hand, as far as the caller knows. */
    long onHand(int product, int location);
  }

  public Command command(Names names) {
    Command.Mode mode = fact ? Command.Mode.FACT : Command.Mode.WISH;
    Details details = new Details(Cause.of(Cause.Kind.IMPORT, "run"), "tester", null, occurredAt);
    if (reason == Reason.REVERSAL) {
      MovementId reversed = names.movement(reversedKey);
      return new Command.Reverse(
          new MovementKey(key), reversed == null ? NO_MOVEMENT : reversed, mode, details);
    }
    Long expected = offset == null ? null : names.onHand(product, location) + offset;
    ProductRef productRef =
        (byId & 1) == 0 ? ProductRef.sku(World.sku(product)) : names.product(product);
    if (reason == null) {
      return new Command.SetOnHand(
          new MovementKey(key),
          productRef,
          ref(location, names),
          units,
          Command.Basis.COUNT,
          expected,
          details);
    }
    return new Command.Move(
        new MovementKey(key),
        productRef,
        reason,
        Quantity.of(units),
        ref(location, names),
        reason.needsSecondLocation() ? ref(secondLocation, names) : null,
        state,
        mode,
        expected,
        details);
  }

  private LocationRef ref(int number, Names names) {
    return (byId & 2) == 0 ? LocationRef.code(World.code(number)) : names.location(number);
  }

  @Override
  public String toString() {
    String what = reason == null ? "set" : reason.name().toLowerCase(Locale.ROOT);
    return "%s %s p%d l%d%s %d%s%s%s%s%s"
        .formatted(
            what,
            key,
            product,
            location,
            reason != null && reason.needsSecondLocation() ? "->l" + secondLocation : "",
            units,
            state == null ? "" : " " + state,
            fact ? " fact" : "",
            offset == null ? "" : " expect%+d".formatted(offset),
            occurredAt == null ? "" : " at " + occurredAt,
            reversedKey.isEmpty() ? "" : " of " + reversedKey);
  }
}
