package dev.onhand.server.pages;

import dev.onhand.core.ledger.Cause;
import dev.onhand.core.ledger.Movement;
import dev.onhand.core.ledger.Place;
import dev.onhand.engine.journal.JournalEntry;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.PublicId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A movement as a row of a journal.
 *
 * @param change by how much on hand rose over all locations; 0: units changed their state or place
 * @param from a location and state, or a party outside
 * @param to as {@code from}
 * @param onHandAfter on hand at the location where the units are, or were; null: at none
 * @param cause what it refers to, as words; null: a person
 * @param causePath where that is shown; null: nowhere
 * @param isReversed whether another movement undid it
 */
public record MovementRow(
    String id,
    String sku,
    Instant occurredAt,
    Instant recordedAt,
    String reason,
    long units,
    long change,
    String from,
    String to,
    @Nullable Long onHandAfter,
    @Nullable String cause,
    @Nullable String causePath,
    String actor,
    @Nullable String note,
    boolean isReversed) {

  static MovementRow of(JournalEntry entry) {
    Movement movement = entry.movement();
    Movement.Balance after = movement.toAfter() == null ? movement.fromAfter() : movement.toAfter();
    return new MovementRow(
        PublicId.of(IdKind.MOVEMENT, movement.id().value()),
        entry.sku().value(),
        movement.occurredAt(),
        movement.recordedAt(),
        Show.words(movement.reason().code()),
        movement.quantity().units(),
        change(movement),
        place(movement.from(), entry.fromLocation()),
        place(movement.to(), entry.toLocation()),
        after == null ? null : after.onHand(),
        cause(movement.cause()),
        causePath(movement.cause()),
        movement.actor(),
        movement.note(),
        entry.reversedBy() != null);
  }

  /** By how much a movement raises on hand over all locations. */
  static long change(Movement movement) {
    long units = movement.quantity().units();
    return (isOnHand(movement.to()) ? units : 0) - (isOnHand(movement.from()) ? units : 0);
  }

  private static boolean isOnHand(Place place) {
    return place instanceof Place.Inside inside && inside.state().isOnHand();
  }

  private static String place(Place place, @Nullable String location) {
    String what = Show.words(place.code());
    return location == null ? what : location + ", " + what;
  }

  private static @Nullable String cause(Cause cause) {
    if (cause.reference() == null) {
      return cause.kind() == Cause.Kind.PERSON ? null : Show.words(cause.kind().code());
    }
    String line = cause.line() == null ? "" : ", line " + cause.line();
    return Show.words(cause.kind().code()) + " " + cause.reference() + line;
  }

  private static @Nullable String causePath(Cause cause) {
    String reference = cause.reference();
    return cause.kind() != Cause.Kind.ORDER || reference == null
        ? null
        : Show.referencePath(reference);
  }
}
