package dev.onhand.server.orders;

import dev.onhand.core.ledger.LocationRef;
import dev.onhand.core.order.Order;
import dev.onhand.engine.orders.ChannelData;
import dev.onhand.engine.orders.Hold;
import dev.onhand.engine.orders.OrderResult;
import dev.onhand.engine.orders.Reservation;
import dev.onhand.model.Quantity;
import dev.onhand.model.Sku;
import dev.onhand.model.Text;
import dev.onhand.server.orders.OrderBodies.Names;
import dev.onhand.server.orders.OrderBodies.PlaceBody;
import dev.onhand.server.web.FieldError;
import dev.onhand.server.web.Fields;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.PublicId;
import dev.onhand.server.web.Required;
import dev.onhand.server.web.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reservations and holds as they are asked for and answered. */
final class ReservationBodies {

  private ReservationBodies() {}

  /**
   * Units that are held at a location for a line of an order.
   *
   * @param quantity units of the product
   * @param channel code of the order's channel; hold: of a hold
   * @param order what the channel calls the order; a hold's reference
   * @param orderId the order
   * @param line its name within the order
   * @param reservedSince when the first of them were reserved
   * @param ageSeconds how long ago that is
   * @param expiresAt when it ends by itself; null: it does not
   * @param note what was said when the hold was made
   */
  record ReservationBody(
      String object,
      String id,
      String sku,
      String productId,
      String location,
      String locationId,
      long quantity,
      String channel,
      String order,
      String orderId,
      String line,
      Instant reservedSince,
      long ageSeconds,
      @Nullable Instant expiresAt,
      @Nullable String note) {

    static ReservationBody of(Reservation reservation, Instant now) {
      return new ReservationBody(
          "reservation",
          PublicId.of(IdKind.RESERVATION, reservation.id()),
          reservation.sku(),
          PublicId.of(IdKind.PRODUCT, reservation.product().value()),
          reservation.location(),
          PublicId.of(IdKind.LOCATION, reservation.locationId().value()),
          reservation.units(),
          reservation.order().channel(),
          reservation.order().externalId(),
          PublicId.of(IdKind.ORDER, reservation.orderId()),
          reservation.line(),
          reservation.since(),
          Math.max(0, Duration.between(reservation.since(), now).toSeconds()),
          reservation.until(),
          reservation.note());
    }
  }

  /**
   * Units to be held for a while, such as for a cart: all or none.
   *
   * @param sku of the product or bundle
   * @param quantity 1 to a thousand millions
   * @param reference what it is called; the same again is the same hold again, with the end it has
   * @param location code of the only location to hold them at; not given: chosen by the sourcing
   *     rule, and split if need be
   * @param minutes how long, 1 to 525600; not given, without expires_at: as the channel hold says
   * @param expiresAt when it ends, in place of minutes
   * @param note why
   */
  record NewHold(
      @Required @Nullable String sku,
      @Required @Nullable Long quantity,
      @Required @Nullable String reference,
      @Nullable String location,
      @Nullable Integer minutes,
      @Nullable String expiresAt,
      @Nullable String note) {

    Hold of(Instant now) {
      Fields fields = new Fields();
      var product = fields.required("sku", sku, Sku::new);
      var units = fields.required("quantity", quantity, NewHold::units);
      var name =
          fields.required(
              "reference",
              reference,
              text -> Text.identifier("reference", text, Order.Name.EXTERNAL_ID_LENGTH_MAX));
      var at = fields.optional("location", location, ReservationBodies::code);
      var lasts = fields.optional("minutes", minutes, NewHold::minutes);
      var end = fields.optional("expires_at", expiresAt, text -> future(text, now));
      var why =
          fields.optional("note", note, text -> Text.free("note", text, Hold.NOTE_LENGTH_MAX));
      if (minutes != null && expiresAt != null) {
        fields.add(
            new FieldError(
                "/expires_at", FieldError.INVALID, "give minutes or expires_at, not both"));
      }
      return fields.build(
          () ->
              new Hold(
                  name.get(),
                  product.get(),
                  units.get(),
                  at.orNull(),
                  lasts.orNull() == null ? end.orNull() : now.plus(Duration.ofMinutes(lasts.get())),
                  why.orNull()));
    }

    private static long units(long units) {
      if (units < 1 || units > Quantity.UNITS_MAX) {
        throw new IllegalArgumentException(
            "quantity must be a whole number from 1 to " + Quantity.UNITS_MAX);
      }
      return units;
    }

    private static int minutes(int minutes) {
      if (minutes < 1 || minutes > ChannelData.HOLD_MINUTES_MAX) {
        throw new IllegalArgumentException(
            "minutes must be from 1 to " + ChannelData.HOLD_MINUTES_MAX);
      }
      return minutes;
    }

    private static Instant future(String text, Instant now) {
      Instant end = Times.instant("expires_at", text);
      if (!end.isAfter(now)) {
        throw new IllegalArgumentException("expires_at must be later than now, which is " + now);
      }
      return end;
    }
  }

  static String code(String text) {
    return Text.identifier("location", text, LocationRef.CODE_LENGTH_MAX);
  }

  /**
   * A hold.
   *
   * @param reference what it is called
   * @param orderId the order of the channel hold that it is
   * @param sku of what is held
   * @param quantity as it was asked for
   * @param state held; released, also where it ended by itself
   * @param expiresAt when it ends, or ended, by itself
   * @param byLocation what is held where, by product and location
   */
  record HoldBody(
      String object,
      String reference,
      String orderId,
      @Nullable String sku,
      long quantity,
      String state,
      @Nullable Instant expiresAt,
      List<PlaceBody> byLocation) {

    static HoldBody of(OrderResult result, Names names) {
      Order order = result.order();
      Order.Line line = order.lines().values().iterator().next();
      return new HoldBody(
          "hold",
          order.name().externalId(),
          PublicId.of(IdKind.ORDER, result.id()),
          line.item().sku() == null ? null : line.item().sku().value(),
          line.ordered(),
          line.reserved() > 0 ? "held" : "released",
          order.holdUntil(),
          line.doings().stream()
              .filter(doing -> doing.reserved() > 0)
              .map(doing -> PlaceBody.of(doing, names))
              .toList());
    }
  }

  /**
   * Where a line's units should be reserved.
   *
   * @param to code of the location
   * @param from code of the only location to take them from; not given: from wherever they are
   * @param quantity how many units of the line should be reserved there, with those that are; not
   *     given: all that are reserved
   */
  record Resource(@Required @Nullable String to, @Nullable String from, @Nullable Long quantity) {}
}
