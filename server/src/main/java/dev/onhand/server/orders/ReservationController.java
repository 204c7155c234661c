package dev.onhand.server.orders;

import dev.onhand.core.ledger.LocationRef;
import dev.onhand.core.ledger.ProductRef;
import dev.onhand.core.order.Order;
import dev.onhand.engine.access.Scope;
import dev.onhand.engine.ledger.LedgerCalls;
import dev.onhand.engine.orders.Hold;
import dev.onhand.engine.orders.HoldResult;
import dev.onhand.engine.orders.Holds;
import dev.onhand.engine.orders.OrderResult;
import dev.onhand.engine.orders.OrderRows;
import dev.onhand.engine.orders.Orders;
import dev.onhand.engine.orders.ReservationFilter;
import dev.onhand.engine.orders.Reservations;
import dev.onhand.engine.orders.ResourceResult;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.model.Quantity;
import dev.onhand.server.access.Caller;
import dev.onhand.server.access.Needs;
import dev.onhand.server.movements.Refusals;
import dev.onhand.server.orders.OrderBodies.DeliveredOrderBody;
import dev.onhand.server.orders.ReservationBodies.HoldBody;
import dev.onhand.server.orders.ReservationBodies.NewHold;
import dev.onhand.server.orders.ReservationBodies.ReservationBody;
import dev.onhand.server.orders.ReservationBodies.Resource;
import dev.onhand.server.web.Answers;
import dev.onhand.server.web.FieldError;
import dev.onhand.server.web.Fields;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.ListBody;
import dev.onhand.server.web.PageOf;
import dev.onhand.server.web.ProblemCode;
import dev.onhand.server.web.ProblemException;
import dev.onhand.server.web.Refs;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What is reserved for orders, where, and for how long. */
@RestController
@RequestMapping(path = "/api/v1", produces = "application/json")
class ReservationController {

  private static final String PATH = "/reservations";

  private final Reservations reservations;
  private final Holds holds;
  private final Orders orders;
  private final OrderRows rows;
  private final LedgerCalls ledger;
  private final Deliveries deliveries;
  private final InstantSource clock;

  ReservationController(
      Reservations reservations,
      Holds holds,
      Orders orders,
      OrderRows rows,
      LedgerCalls ledger,
      Deliveries deliveries,
      InstantSource clock) {
    this.reservations = reservations;
    this.holds = holds;
    this.orders = orders;
    this.rows = rows;
    this.ledger = ledger;
    this.deliveries = deliveries;
    this.clock = clock;
  }

  /**
   * Lists what is reserved for orders and held for carts, newest first. Units that somebody
   * reserved by a movement of their own are not for an order, and are not here.
   *
   * @param sku SKU or id of the product
   * @param location code or id of the location
   * @param channel code of the order's channel; hold: only holds
   * @param order what the channel calls the order; the reference of a hold
   * @param olderThan only what began at least so long ago, such as PT24H
   * @param expiringWithin only what ends by itself within that time, such as PT10M, or should have
   */
  @GetMapping(PATH)
  @Needs(Scope.ORDERS_READ)
  ListBody<ReservationBody> listReservations(
      Caller caller,
      @RequestParam(required = false) @Nullable String sku,
      @RequestParam(required = false) @Nullable String location,
      @RequestParam(required = false) @Nullable String channel,
      @RequestParam(required = false) @Nullable String order,
      @RequestParam(name = "older_than", required = false) @Nullable String olderThan,
      @RequestParam(name = "expiring_within", required = false) @Nullable String expiringWithin,
      @PageOf(IdKind.RESERVATION) PageRequest page) {
    Instant now = clock.instant();
    Fields fields = Fields.ofParameters();
    Fields.Field<ProductRef> product = fields.optional("sku", sku, Refs::product);
    Fields.Field<LocationRef> place = fields.optional("location", location, Refs::location);
    var age = fields.optional("older_than", olderThan, text -> duration("older_than", text));
    var left =
        fields.optional(
            "expiring_within", expiringWithin, text -> duration("expiring_within", text));
    ReservationFilter filter =
        fields.build(
            () ->
                new ReservationFilter(
                    product.orNull(),
                    place.orNull(),
                    channel,
                    order,
                    age.orNull() == null ? null : now.minus(age.get()),
                    left.orNull() == null ? null : now.plus(left.get())));
    return ListBody.of(
        "/api/v1" + PATH,
        reservations.list(caller.seller(), filter, page),
        reservation -> ReservationBody.of(reservation, now));
  }

  private static final Duration LONGEST = Duration.ofDays(36_500);

  private static Duration duration(String what, String text) {
    try {
      Duration duration = Duration.parse(text);
      if (!duration.isNegative() && duration.compareTo(LONGEST) <= 0) {
        return duration;
      }
    } catch (DateTimeParseException e) {
      // told below
    }
    throw new IllegalArgumentException(
        what + " must be a duration as ISO 8601 writes it, such as PT30M, PT24H or P7D");
  }

  /**
   * Holds units for a while, such as for a cart: all or none. The reference is the key: the same
   * request again gives the same hold, and 200 in place of 201. What is held is given back when the
   * time is over, or by release.
   */
  @PostMapping(PATH)
  @Needs(Scope.ORDERS_WRITE)
  @Answers(
      status = 201,
      ledger = true,
      problems = {ProblemCode.CONFLICT, ProblemCode.KEY_USED_DIFFERENTLY})
  ResponseEntity<HoldBody> holdUnits(Caller caller, @RequestBody NewHold body) {
    Hold hold = body.of(clock.instant().truncatedTo(ChronoUnit.MICROS));
    HoldResult result = ledger.await(holds.hold(caller.seller(), hold, caller.actor()));
    return switch (result) {
      case HoldResult.Held(OrderResult order, boolean isNew) ->
          ResponseEntity.status(isNew ? HttpStatus.CREATED : HttpStatus.OK)
              .body(answer(caller, order));
      case HoldResult.Refused(var refusal) ->
          throw Refusals.problem(refusal, "", hold.location() == null ? "sku" : null);
      case HoldResult.TooFew(long free, long wanted) -> throw tooFew(hold, free, wanted);
      case HoldResult.UsedDifferently used ->
          throw new ProblemException(
              ProblemCode.KEY_USED_DIFFERENTLY,
              "The reference '%s' already stands for a hold of something else. Take another one."
                  .formatted(hold.reference()));
      case HoldResult.Over over ->
          throw new ProblemException(
              ProblemCode.CONFLICT,
              "The hold '%s' is over. Take another reference for a new one."
                  .formatted(hold.reference()));
    };
  }

  private static ProblemException tooFew(Hold hold, long free, long wanted) {
    String detail =
        "Only %d of %d units of '%s' can be held%s. Nothing was held."
            .formatted(
                free,
                wanted,
                hold.sku(),
                hold.location() == null ? "" : " at '" + hold.location() + "'");
    return new ProblemException(ProblemCode.INSUFFICIENT_STOCK, detail)
        .withErrors(
            List.of(new FieldError("/quantity", ProblemCode.INSUFFICIENT_STOCK.code(), detail)));
  }

  private HoldBody answer(Caller caller, OrderResult order) {
    OrderLog.write(order);
    return HoldBody.of(order, deliveries.names(caller.seller(), order));
  }

  /**
   * Gives back what is held, by the hold's reference. What is over stays so. What an order has
   * reserved is given back when its channel says so.
   */
  @PostMapping(PATH + "/{reference}/release")
  @Needs(Scope.ORDERS_WRITE)
  @Answers(ledger = true)
  HoldBody releaseHold(Caller caller, @PathVariable String reference) {
    Order.Name name = Fields.checked(() -> Holds.name(reference));
    if (rows.find(caller.seller(), name).isEmpty()) {
      throw ProblemException.notFound("hold", reference);
    }
    CompletableFuture<OrderResult> released =
        holds.release(caller.seller(), reference, caller.actor());
    return answer(caller, deliveries.result(() -> ledger.await(released)));
  }

  /**
   * Reserves a line's units at another location than where they are, all or none, in one step: so
   * that nobody else gets them in between. It names a goal: where the units are there already,
   * nothing is moved. No later snapshot of the order moves them back.
   */
  @PostMapping("/orders/{channel}/{external_id}/lines/{line}/resource")
  @Needs(Scope.ORDERS_WRITE)
  @Answers(ledger = true, problems = ProblemCode.CONFLICT)
  DeliveredOrderBody resourceOrderLine(
      Caller caller,
      @PathVariable String channel,
      @PathVariable("external_id") String externalId,
      @PathVariable String line,
      @RequestBody Resource body) {
    Order.Name name = Fields.checked(() -> new Order.Name(channel, externalId));
    if (rows.find(caller.seller(), name).isEmpty()) {
      throw ProblemException.notFound("order", name.reference());
    }
    Fields fields = new Fields();
    var to = fields.required("to", body.to(), ReservationBodies::code);
    var from = fields.optional("from", body.from(), ReservationBodies::code);
    var quantity = fields.optional("quantity", body.quantity(), ReservationController::units);
    CompletableFuture<ResourceResult> done =
        fields.build(
            () ->
                orders.resource(
                    caller.seller(),
                    name,
                    line,
                    from.orNull(),
                    to.get(),
                    quantity.orNull(),
                    caller.actor()));
    return switch (ledger.await(done)) {
      case ResourceResult.Done(OrderResult order) -> {
        OrderLog.write(order);
        yield deliveries.body(caller.seller(), order);
      }
      case ResourceResult.UnknownOrder unknown ->
          throw ProblemException.notFound("order", name.reference());
      case ResourceResult.UnknownLine unknown ->
          throw ProblemException.notFound("line", name.reference() + "/" + line);
      case ResourceResult.Refused(var refusal) -> throw Refusals.problem(refusal, "", "to");
      case ResourceResult.TooFewReserved(long reserved, long wanted) ->
          throw new ProblemException(
              ProblemCode.CONFLICT,
              "Only %d units are reserved for the line%s, not %d. Nothing was moved."
                  .formatted(reserved, body.from() == null ? "" : " there", wanted));
    };
  }

  private static long units(long units) {
    if (units < 1 || units > Quantity.UNITS_MAX) {
      throw new IllegalArgumentException(
          "quantity must be a whole number from 1 to " + Quantity.UNITS_MAX);
    }
    return units;
  }
}
