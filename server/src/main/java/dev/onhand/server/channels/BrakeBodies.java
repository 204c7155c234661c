package dev.onhand.server.channels;

import dev.onhand.core.listing.Brake;
import dev.onhand.engine.channels.HeldChange;
import dev.onhand.server.web.Fields;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.PublicId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Brakes, and what they hold back, as they are asked for and answered. */
final class BrakeBodies {

  private BrakeBodies() {}

  /**
   * Numbers that a brake holds back until a person decides.
   *
   * @param channel the channel's code
   * @param state waiting, approved (its listings are told), rejected (they are told nothing until
   *     what they should show is as it was) or over (all of it was undone before anybody decided)
   * @param heldAt since when
   * @param decidedAt when somebody decided
   * @param decidedBy who
   * @param raised listings that would show more
   * @param lowered listings that would show less
   * @param zeroed those of them that would show nothing
   * @param unitsRaised by how much in all
   * @param unitsLost by how much the others would show less
   * @param holding listings that it holds back now
   */
  record HeldChangeBody(
      String object,
      String id,
      String channel,
      String state,
      Instant heldAt,
      @Nullable Instant decidedAt,
      @Nullable String decidedBy,
      long raised,
      long lowered,
      long zeroed,
      long unitsRaised,
      long unitsLost,
      long holding) {

    static HeldChangeBody of(HeldChange change) {
      HeldChange.Counts counts = change.counts();
      return new HeldChangeBody(
          "held_change",
          PublicId.of(IdKind.HELD_CHANGE, change.id()),
          change.channel(),
          change.state().code(),
          change.heldAt(),
          change.decidedAt(),
          change.decidedBy(),
          counts.raised(),
          counts.lowered(),
          counts.zeroed(),
          counts.unitsRaised(),
          counts.unitsLost(),
          counts.holding());
    }
  }

  /**
   * A listing that is or was held back.
   *
   * @param id the listing's
   * @param title as the channel shows it
   * @param sku the product's
   * @param from what it showed when it was held
   * @param to what it was to show
   * @param desired what it should show now
   * @param held whether it is held back now
   */
  record HeldListingBody(
      String object,
      String id,
      String title,
      @Nullable String sku,
      long from,
      long to,
      @Nullable Long desired,
      boolean held) {

    static HeldListingBody of(HeldChange.Line line) {
      return new HeldListingBody(
          "held_listing",
          PublicId.of(IdKind.LISTING, line.listing()),
          line.title(),
          line.sku(),
          line.from(),
          line.to(),
          line.desired(),
          line.isHeld());
    }
  }

  /**
   * How much of a channel may change within an hour without approval. What orders did is not
   * counted.
   *
   * @param channel the channel's code
   * @param listingsAbove so many listings are raised, and as many set to nothing, in any case
   * @param zeroedPercent and so many of a hundred are set to nothing
   * @param raisedPercent and so many of a hundred are raised
   * @param unitsAbove so many units are added, and as many taken away, in any case
   * @param unitsPercent and so many for a hundred that the channel shows
   * @param version what If-Match may name to change them while they are still these
   */
  record BrakeBody(
      String object,
      String channel,
      long listingsAbove,
      int zeroedPercent,
      int raisedPercent,
      long unitsAbove,
      int unitsPercent,
      long version) {

    static BrakeBody of(String channel, Brake brake) {
      return new BrakeBody(
          "brake",
          channel,
          brake.listingsAbove(),
          brake.zeroedPercent(),
          brake.raisedPercent(),
          brake.unitsAbove(),
          brake.unitsPercent(),
          BrakeEdits.version(brake));
    }
  }

  /**
   * The same as it is set; what is not given stays as it is.
   *
   * @param listingsAbove 0 to 1000000000000
   * @param zeroedPercent 0 to 100
   * @param raisedPercent 0 to 100
   * @param unitsAbove 0 to 1000000000000
   * @param unitsPercent 0 to 1000000
   */
  record BrakeToPatch(
      @Nullable Long listingsAbove,
      @Nullable Integer zeroedPercent,
      @Nullable Integer raisedPercent,
      @Nullable Long unitsAbove,
      @Nullable Integer unitsPercent) {

    Brake applied(Brake before) {
      return Fields.checked(
          () ->
              new Brake(
                  listingsAbove == null ? before.listingsAbove() : listingsAbove,
                  zeroedPercent == null ? before.zeroedPercent() : zeroedPercent,
                  raisedPercent == null ? before.raisedPercent() : raisedPercent,
                  unitsAbove == null ? before.unitsAbove() : unitsAbove,
                  unitsPercent == null ? before.unitsPercent() : unitsPercent));
    }
  }
}
