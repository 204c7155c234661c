package dev.onhand.server.orders;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.onhand.core.ledger.LocationRef;
import dev.onhand.core.ledger.State;
import dev.onhand.core.order.Freshness;
import dev.onhand.core.order.Item;
import dev.onhand.core.order.Order;
import dev.onhand.core.order.OrderSnapshot;
import dev.onhand.engine.orders.Destinations;
import dev.onhand.engine.orders.Holds;
import dev.onhand.engine.orders.Orders;
import dev.onhand.model.Gtin;
import dev.onhand.model.Quantity;
import dev.onhand.model.Sku;
import dev.onhand.model.Text;
import dev.onhand.server.web.FieldError;
import dev.onhand.server.web.Fields;
import dev.onhand.server.web.ProblemException;
import dev.onhand.server.web.Required;
import dev.onhand.server.web.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;

/** Orders as they are handed in. */
final class OrderRequests {

  static final int ORDERS_MAX = 1_000;

  /** By how much a channel's clock may be ahead of ours. */
  private static final Duration AHEAD_MAX = Duration.ofMinutes(10);

  private static final double LATITUDE_MAX = 90;
  private static final double LONGITUDE_MAX = 180;

  private OrderRequests() {}

  /** Where a country and postcode are. */
  @FunctionalInterface
  interface Places {
    OrderSnapshot.ShipTo find(String country, @Nullable String postcode);
  }

  /**
   * Where an order goes: coordinates, or a country with or without a postcode. Only the coordinates
   * are kept.
   *
   * @param latitude degrees north, -90 to 90, with longitude
   * @param longitude degrees east, -180 to 180
   * @param country two-letter code of ISO 3166-1; not needed with coordinates
   * @param postcode as written there, up to 20 characters
   */
  record ShipTo(
      @Nullable Double latitude,
      @Nullable Double longitude,
      @Nullable String country,
      @Nullable String postcode) {

    private OrderSnapshot.ShipTo place(Places places) {
      if (latitude != null || longitude != null || (country == null && postcode == null)) {
        return at("ship_to");
      }
      Fields fields = new Fields();
      var code = fields.required("ship_to/country", country, Destinations::country);
      var area =
          fields.optional(
              "ship_to/postcode",
              postcode,
              text -> Text.identifier("postcode", text, Destinations.POSTCODE_LENGTH_MAX));
      return fields.build(() -> places.find(code.get(), area.orNull()));
    }

    /** Its coordinates, which must be there. */
    OrderSnapshot.ShipTo at(String at) {
      Fields fields = new Fields();
      var north =
          fields.required(
              at + "/latitude", latitude, degrees -> range("latitude", degrees, LATITUDE_MAX));
      var east =
          fields.required(
              at + "/longitude", longitude, degrees -> range("longitude", degrees, LONGITUDE_MAX));
      return fields.build(() -> new OrderSnapshot.ShipTo(north.get(), east.get()));
    }

    private static double range(String what, double degrees, double max) {
      if (!(Math.abs(degrees) <= max)) {
        throw new IllegalArgumentException(
            "%s must be from -%.0f to %.0f".formatted(what, max, max));
      }
      return degrees;
    }
  }

  /**
   * Where units came back to.
   *
   * @param location code of the location; not given: where they were shipped from
   * @param state available, damaged or quality_control
   */
  record ReturnedTo(@Nullable String location, @Required @Nullable String state) {

    private OrderSnapshot.ReturnedTo place() {
      Fields fields = new Fields();
      var code = fields.optional("returned_to/location", location, OrderRequests::code);
      var found = fields.required("returned_to/state", state, text -> returnedState("state", text));
      return fields.build(() -> new OrderSnapshot.ReturnedTo(code.orNull(), found.get()));
    }
  }

  /**
   * A line of an order, as its channel shows it.
   *
   * @param line its name within the order, which stays the same
   * @param listing the listing it was sold from, as the channel names it, up to 512 characters;
   *     where that is matched to a product, the product counts, and quantities are of the listing
   * @param sku what was sold, as the channel names it; sku, gtin or both
   * @param gtin the same by its GTIN, for where the SKU is not given or not known; 0000000000000
   *     says that the channel matched nothing
   * @param quantity units that were ordered, from 0
   * @param cancelled how many of them are not wanted any more; not given: 0
   * @param shipped how many left; not given: 0
   * @param returned how many came back; not given: 0
   * @param location code of the location they were shipped from, if the channel knows
   * @param returnedTo where and in which state they came back; not given: available, where they
   *     were shipped from
   */
  record SnapshotLine(
      @Required @Nullable String line,
      @Nullable String listing,
      @Nullable String sku,
      @Nullable String gtin,
      @Required @Nullable Long quantity,
      @Nullable Long cancelled,
      @Nullable Long shipped,
      @Nullable Long returned,
      @Nullable String location,
      @Nullable ReturnedTo returnedTo) {

    private OrderSnapshot.Line of() {
      Fields fields = new Fields();
      var name =
          fields.required(
              "line",
              line,
              text -> Text.identifier("line", text, OrderSnapshot.Line.ID_LENGTH_MAX));
      var sold = fields.optional("listing", listing, Item::listing);
      var label = fields.optional("sku", sku, Sku::new);
      var number = fields.optional("gtin", gtin, Gtin::new);
      if (sku == null && gtin == null) {
        fields.add(
            new FieldError("/sku", FieldError.MISSING, "sku is missing: give sku, gtin or both"));
      }
      var ordered = fields.required("quantity", quantity, units -> units("quantity", units));
      var notWanted = fields.optional("cancelled", cancelled, units -> units("cancelled", units));
      var left = fields.optional("shipped", shipped, units -> units("shipped", units));
      var back = fields.optional("returned", returned, units -> units("returned", units));
      var from = fields.optional("location", location, OrderRequests::code);
      OrderSnapshot.ReturnedTo to = fields.nested(returnedTo, ReturnedTo::place);
      return fields.build(
          () ->
              new OrderSnapshot.Line(
                  name.get(),
                  new Item(sold.orNull(), label.orNull(), number.orNull()),
                  ordered.get(),
                  orZero(notWanted.orNull()),
                  orZero(left.orNull()),
                  orZero(back.orNull()),
                  from.orNull(),
                  to));
    }

    private static long orZero(@Nullable Long units) {
      return units == null ? 0 : units;
    }

    private static long units(String what, long units) {
      if (units < 0 || units > Quantity.UNITS_MAX) {
        throw new IllegalArgumentException(
            "%s must be a whole number from 0 to %d".formatted(what, Quantity.UNITS_MAX));
      }
      return units;
    }
  }

  /**
   * An order as its channel shows it now, as a whole: what is not among its lines is not ordered
   * any more.
   *
   * @param status as the channel calls it; what it means for stock is the channel's to say
   * @param updatedAt when the order changed, by the channel's clock; at most 10 minutes from now
   * @param version the channel's own counter of changes
   * @param holdUntil when a hold ends; not given: when the channel's setting says
   * @param shipTo where it goes, for those who source from what is nearest
   * @param priority higher is filled first where stock is short, -1000000 to 1000000; not given: 0
   * @param holds references of holds that it takes over, at most 200; one that is over or not known
   *     is left alone
   * @param lines all of them, up to 2,000
   */
  record Snapshot(
      @Required @Nullable String status,
      @Nullable String updatedAt,
      @Nullable Long version,
      @Nullable String holdUntil,
      @Nullable ShipTo shipTo,
      @Nullable Integer priority,
      @Nullable List<@Nullable String> holds,
      @Required @Nullable List<@Nullable SnapshotLine> lines) {

    /** The holds that it takes over. */
    List<String> taken() {
      return OrderRequests.taken(holds);
    }

    /**
     * @param now when it reached us
     */
    OrderSnapshot whole(Instant now, Places places) {
      if (lines == null) {
        throw ProblemException.invalid(
            List.of(
                new FieldError(
                    "/lines",
                    FieldError.MISSING,
                    "lines is missing; POST a status without lines to …/status")));
      }
      return of(now, places);
    }

    OrderSnapshot of(Instant now, Places places) {
      Fields fields = new Fields();
      var state = fields.required("status", status, OrderRequests::status);
      var changed =
          fields.optional("updated_at", updatedAt, text -> pastTime("updated_at", text, now));
      var end = fields.optional("hold_until", holdUntil, text -> Times.instant("hold_until", text));
      OrderSnapshot.ShipTo destination = fields.nested(shipTo, to -> to.place(places));
      var rank = fields.optional("priority", priority, this::withLines);
      List<OrderSnapshot.Line> all = lines == null ? null : linesOf(fields, lines);
      return fields.build(
          () ->
              new OrderSnapshot(
                  state.get(),
                  new Freshness(changed.orNull(), version, now),
                  all,
                  end.orNull(),
                  destination,
                  Objects.requireNonNullElse(rank.orNull(), 0)));
    }

    private int withLines(int rank) {
      if (lines == null) {
        throw new IllegalArgumentException(
            "priority comes with the lines of an order: give lines too, or leave it out");
      }
      return OrderSnapshot.priority(rank);
    }
  }

  /**
   * A status of an order, without its lines: it concerns all units that are still open.
   *
   * @param status as the channel calls it
   * @param updatedAt when the order changed, by the channel's clock; at most 10 minutes from now
   * @param version the channel's own counter of changes
   */
  record NewStatus(
      @Required @Nullable String status, @Nullable String updatedAt, @Nullable Long version) {

    OrderSnapshot of(Instant now) {
      return new Snapshot(status, updatedAt, version, null, null, null, null, null)
          .of(
              now,
              (country, postcode) -> {
                throw new IllegalStateException("a status goes nowhere");
              });
    }
  }

  /**
   * An order of a batch.
   *
   * @param channel code of the channel it comes from
   * @param externalId what the channel calls it
   * @param status as the channel calls it
   * @param updatedAt when the order changed, by the channel's clock; at most 10 minutes from now
   * @param version the channel's own counter of changes
   * @param holdUntil when a hold ends; not given: when the channel's setting says
   * @param shipTo where it goes, for those who source from what is nearest
   * @param priority higher is filled first where stock is short, -1000000 to 1000000; not given: 0
   * @param holds references of holds that it takes over, at most 200; with lines only. One that is
   *     over or not known is left alone, and so is one that another order took over
   * @param lines all of them, up to 2,000; not given: only the status is known
   */
  record BatchOrder(
      @Required @Nullable String channel,
      @Required @Nullable String externalId,
      @Required @Nullable String status,
      @Nullable String updatedAt,
      @Nullable Long version,
      @Nullable String holdUntil,
      @Nullable ShipTo shipTo,
      @Nullable Integer priority,
      @Nullable List<@Nullable String> holds,
      @Nullable List<@Nullable SnapshotLine> lines) {

    /**
     * @param now when it reached us
     * @throws ProblemException with all that is wrong
     */
    Orders.Delivery delivery(Instant now, Places places) {
      Fields fields = new Fields();
      Order.Name name = fields.nested(this, BatchOrder::name);
      OrderSnapshot snapshot =
          fields.nested(
              new Snapshot(status, updatedAt, version, holdUntil, shipTo, priority, null, lines),
              given -> given.of(now, places));
      List<String> taken = fields.nested(holds, OrderRequests::taken);
      if (!fields.errors().isEmpty() || name == null || snapshot == null) {
        throw ProblemException.invalid(fields.errors());
      }
      return Fields.checked(
          () -> new Orders.Delivery(name, snapshot, taken == null ? List.of() : taken));
    }

    private Order.Name name() {
      Fields fields = new Fields();
      var code = fields.required("channel", channel, text -> new Order.Name(text, "x").channel());
      var id =
          fields.required(
              "external_id", externalId, text -> new Order.Name("x", text).externalId());
      return fields.build(() -> new Order.Name(code.get(), id.get()));
    }
  }

  /**
   * Orders that are handed in together.
   *
   * @param orders 1 to 1,000
   * @param malformed what is wrong with orders that cannot be read, by their place in the list
   */
  @JsonDeserialize(using = OrderBatchReader.class)
  record OrderBatch(
      @Required List<@Nullable BatchOrder> orders,
      @JsonIgnore Map<Integer, ProblemException> malformed) {}

  /** The state that returned goods are in. */
  static State disposition(String code) {
    return returnedState("disposition", code);
  }

  private static State returnedState(String field, String code) {
    for (State one : List.of(State.AVAILABLE, State.DAMAGED, State.QUALITY_CONTROL)) {
      if (one.code().equals(code)) {
        return one;
      }
    }
    throw new IllegalArgumentException(field + " must be available, damaged or quality_control");
  }

  /**
   * Holds that an order takes over.
   *
   * @throws ProblemException with all that is wrong
   */
  private static List<String> taken(@Nullable List<@Nullable String> holds) {
    if (holds == null) {
      return List.of();
    }
    if (holds.size() > Orders.HOLDS_MAX) {
      throw ProblemException.invalid(
          "/holds",
          "holds must have at most %d entries, not %d".formatted(Orders.HOLDS_MAX, holds.size()));
    }
    Fields fields = new Fields();
    List<Fields.Field<String>> read = new ArrayList<>();
    for (int i = 0; i < holds.size(); i++) {
      read.add(fields.required("holds/" + i, holds.get(i), text -> Holds.name(text).externalId()));
    }
    return fields.build(() -> read.stream().map(Fields.Field::get).toList());
  }

  private static String status(String text) {
    return Text.identifier("status", text, OrderSnapshot.STATUS_LENGTH_MAX);
  }

  private static String code(String text) {
    return Text.identifier("location", text, LocationRef.CODE_LENGTH_MAX);
  }

  private static Instant pastTime(String what, String text, Instant now) {
    Instant time = Times.instant(what, text);
    if (time.isAfter(now.plus(AHEAD_MAX))) {
      throw new IllegalArgumentException(
          "%s must not lie in the future, but %s is %d minutes from now: the channel's clock, or its time zone, is wrong"
              .formatted(what, time, Duration.between(now, time).toMinutes()));
    }
    return time;
  }

  private static List<OrderSnapshot.Line> linesOf(
      Fields fields, List<@Nullable SnapshotLine> given) {
    List<OrderSnapshot.Line> lines = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (int i = 0; i < given.size(); i++) {
      SnapshotLine line = given.get(i);
      String at = "/lines/" + i;
      if (i == OrderSnapshot.LINES_MAX) {
        fields.add(
            new FieldError(
                "/lines",
                FieldError.INVALID,
                "lines must have at most %d entries, not %d"
                    .formatted(OrderSnapshot.LINES_MAX, given.size())));
        break;
      }
      if (line == null) {
        fields.add(new FieldError(at, FieldError.MISSING, "a line must not be null"));
        continue;
      }
      try {
        OrderSnapshot.Line read = line.of();
        lines.add(read);
        if (!names.add(read.id())) {
          fields.add(
              new FieldError(
                  at + "/line",
                  FieldError.INVALID,
                  "line '%s' is there twice; each line needs a name of its own"
                      .formatted(read.id())));
        }
      } catch (ProblemException problem) {
        problem.errors().forEach(error -> fields.add(error.below(at)));
      }
    }
    return lines;
  }
}
