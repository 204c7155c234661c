package dev.onhand.server.movements;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.onhand.core.ledger.Cause;
import dev.onhand.core.ledger.ChangeType;
import dev.onhand.core.ledger.Movement;
import dev.onhand.core.ledger.MovementId;
import dev.onhand.core.ledger.Place;
import dev.onhand.engine.journal.JournalEntry;
import dev.onhand.engine.ledger.Run;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.PublicId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A movement, as answered.
 *
 * @param id null in a dry run: there is none
 * @param position its place in the journal, null until it is sealed
 * @param changeType the coarse kind that back offices know, null for units that only change state
 * @param reversedBy the movement that undid it
 * @param dryRun true if nothing was recorded, else not there
 */
public record MovementBody(
    String object,
    @Nullable String id,
    @Nullable Long position,
    String key,
    String productId,
    String sku,
    long quantity,
    String reason,
    @Nullable String changeType,
    End from,
    End to,
    CauseBody cause,
    String actor,
    @Nullable String note,
    @Nullable String reverses,
    @Nullable String reversedBy,
    Instant occurredAt,
    Instant recordedAt,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean dryRun) {

  /**
   * Where units came from or went.
   *
   * @param place a state of stock, or a party outside
   * @param location its code; null: outside
   * @param after units left in that state there
   * @param onHandAfter units left on hand there
   */
  public record End(
      String place,
      @Nullable String location,
      @Nullable String locationId,
      @Nullable Long after,
      @Nullable Long onHandAfter) {

    private static End of(Place place, @Nullable String code, Movement.@Nullable Balance after) {
      return new End(
          place.code(),
          code,
          place instanceof Place.Inside inside
              ? PublicId.of(IdKind.LOCATION, inside.location().value())
              : null,
          after == null ? null : after.inState(),
          after == null ? null : after.onHand());
    }
  }

  /** What it refers to. */
  public record CauseBody(String kind, @Nullable String reference, @Nullable String line) {

    public static CauseBody of(Cause cause) {
      return new CauseBody(cause.kind().code(), cause.reference(), cause.line());
    }
  }

  /** A movement of the journal. */
  public static MovementBody of(JournalEntry entry) {
    return of(entry, Run.LIVE);
  }

  /** A movement of the journal, or one that would come to be. */
  public static MovementBody of(JournalEntry entry, Run run) {
    Movement movement = entry.movement();
    return new MovementBody(
        "movement",
        run == Run.DRY ? null : id(movement.id()),
        entry.position(),
        movement.key().value(),
        PublicId.of(IdKind.PRODUCT, movement.product().value()),
        entry.sku().value(),
        movement.quantity().units(),
        movement.reason().code(),
        movement.reason().changeType().map(ChangeType::code).orElse(null),
        End.of(movement.from(), entry.fromLocation(), movement.fromAfter()),
        End.of(movement.to(), entry.toLocation(), movement.toAfter()),
        CauseBody.of(movement.cause()),
        movement.actor(),
        movement.note(),
        movement.reverses() == null ? null : id(movement.reverses()),
        entry.reversedBy() == null ? null : id(entry.reversedBy()),
        movement.occurredAt(),
        movement.recordedAt(),
        Runs.shown(run));
  }

  /** The same, marked as what a dry run says. */
  MovementBody asDryRun() {
    return new MovementBody(
        object,
        id,
        position,
        key,
        productId,
        sku,
        quantity,
        reason,
        changeType,
        from,
        to,
        cause,
        actor,
        note,
        reverses,
        reversedBy,
        occurredAt,
        recordedAt,
        true);
  }

  static String id(MovementId id) {
    return PublicId.of(IdKind.MOVEMENT, id.value());
  }
}
