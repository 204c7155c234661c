package dev.onhand.server.orders;

import dev.onhand.core.order.Freshness;
import dev.onhand.core.order.Order;
import dev.onhand.core.order.OrderSnapshot;
import dev.onhand.core.order.StatusMap;
import dev.onhand.engine.access.Scope;
import dev.onhand.engine.ledger.LedgerCalls;
import dev.onhand.engine.orders.Destinations;
import dev.onhand.engine.orders.OrderFilter;
import dev.onhand.engine.orders.OrderResult;
import dev.onhand.engine.orders.OrderRows;
import dev.onhand.engine.orders.Orders;
import dev.onhand.engine.orders.Shortfall;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.server.access.Caller;
import dev.onhand.server.access.Needs;
import dev.onhand.server.orders.OrderBodies.DeliveredOrderBody;
import dev.onhand.server.orders.OrderBodies.OrderBody;
import dev.onhand.server.orders.OrderBodies.OrderSummaryBody;
import dev.onhand.server.orders.OrderRequests.NewStatus;
import dev.onhand.server.orders.OrderRequests.Snapshot;
import dev.onhand.server.web.Answers;
import dev.onhand.server.web.Fields;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.ListBody;
import dev.onhand.server.web.PageOf;
import dev.onhand.server.web.ProblemCode;
import dev.onhand.server.web.ProblemException;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Orders of the seller's channels. */
@RestController
@RequestMapping(path = "/api/v1", produces = "application/json")
class OrderController {

  static final String PATH = "/api/v1/orders";

  private static final String ORDER = "/orders/{channel}/{external_id}";

  private final Orders orders;
  private final OrderRows rows;
  private final LedgerCalls ledger;
  private final Deliveries deliveries;
  private final Destinations destinations;
  private final InstantSource clock;

  OrderController(
      Orders orders,
      OrderRows rows,
      LedgerCalls ledger,
      Deliveries deliveries,
      Destinations destinations,
      InstantSource clock) {
    this.orders = orders;
    this.rows = rows;
    this.ledger = ledger;
    this.deliveries = deliveries;
    this.destinations = destinations;
    this.clock = clock;
  }

  /**
   * Hands in an order as its channel shows it now, all of it. Handing in the same again, or an
   * older one, changes nothing: so it needs no Idempotency-Key. A channel that is not yet known is
   * made. An order is never blocked: lines that cannot be reserved in full wait, unless
   * skip_missing is false; then nothing is kept, and the answer names them. Nothing is kept either
   * of an order that the books refuse (a key that is taken, a level at its limit): the answer says
   * why, and it has no effect later. With {@code holds} it takes over what is held for a cart: the
   * holds end and the order reserves their units, in one commit.
   *
   * @param skipMissing false: refuse it where lines cannot be reserved in full
   */
  @PutMapping(ORDER)
  @Needs(Scope.ORDERS_WRITE)
  @Answers(ledger = true, problems = ProblemCode.INSUFFICIENT_STOCK)
  DeliveredOrderBody putOrder(
      Caller caller,
      @PathVariable String channel,
      @PathVariable("external_id") String externalId,
      @RequestParam(name = "skip_missing", defaultValue = "true") boolean skipMissing,
      @RequestBody Snapshot body) {
    Order.Name name = name(channel, externalId);
    OrderSnapshot snapshot =
        body.whole(
            clock.instant(),
            (country, postcode) -> destinations.find(caller.seller(), country, postcode));
    return deliver(
        caller, new Orders.Delivery(name, snapshot, body.taken()), shortfall(skipMissing));
  }

  static Shortfall shortfall(boolean skipMissing) {
    return skipMissing ? Shortfall.SKIP : Shortfall.REFUSE;
  }

  /**
   * Reserves all open units of an order, whatever its status. Doing it again changes nothing.
   *
   * @param skipMissing false: reserve nothing where lines cannot be reserved in full
   */
  @PostMapping(ORDER + "/reserve")
  @Needs(Scope.ORDERS_WRITE)
  @Answers(ledger = true, problems = ProblemCode.INSUFFICIENT_STOCK)
  DeliveredOrderBody reserveOrder(
      Caller caller,
      @PathVariable String channel,
      @PathVariable("external_id") String externalId,
      @RequestParam(name = "skip_missing", defaultValue = "true") boolean skipMissing) {
    return operate(
        caller,
        name(channel, externalId),
        StatusMap.Operation.RESERVE_FOR_ORDER,
        shortfall(skipMissing));
  }

  /** Ships all open units of an order, whatever its status. Doing it again changes nothing. */
  @PostMapping(ORDER + "/fulfill")
  @Needs(Scope.ORDERS_WRITE)
  @Answers(ledger = true)
  DeliveredOrderBody fulfillOrder(
      Caller caller, @PathVariable String channel, @PathVariable("external_id") String externalId) {
    return operate(
        caller, name(channel, externalId), StatusMap.Operation.FULFILL_ORDER, Shortfall.SKIP);
  }

  /** Gives back what is reserved for an order, whatever its status. Again it changes nothing. */
  @PostMapping(ORDER + "/release")
  @Needs(Scope.ORDERS_WRITE)
  @Answers(ledger = true)
  DeliveredOrderBody releaseOrder(
      Caller caller, @PathVariable String channel, @PathVariable("external_id") String externalId) {
    return operate(
        caller,
        name(channel, externalId),
        StatusMap.Operation.RELEASE_ORDER_RESERVATION,
        Shortfall.SKIP);
  }

  private DeliveredOrderBody operate(
      Caller caller, Order.Name name, StatusMap.Operation operation, Shortfall shortfall) {
    if (rows.find(caller.seller(), name).isEmpty()) {
      throw notFound(name);
    }
    OrderSnapshot snapshot =
        OrderSnapshot.statusOnly(operation.status(), new Freshness(null, null, clock.instant()));
    return deliver(caller, new Orders.Delivery(name, snapshot), shortfall);
  }

  /**
   * Hands in a status of an order without its lines: it concerns all units that are still open.
   * Handing in the same again changes nothing.
   */
  @PostMapping(ORDER + "/status")
  @Needs(Scope.ORDERS_WRITE)
  @Answers(ledger = true)
  DeliveredOrderBody setOrderStatus(
      Caller caller,
      @PathVariable String channel,
      @PathVariable("external_id") String externalId,
      @RequestBody NewStatus body) {
    Order.Name name = name(channel, externalId);
    return deliver(caller, new Orders.Delivery(name, body.of(clock.instant())), Shortfall.SKIP);
  }

  /**
   * Applies again what is known of an order. Onhand does so by itself when stock comes or a SKU
   * becomes known; where nothing is missing it changes nothing.
   */
  @PostMapping(ORDER + "/reapply")
  @Needs(Scope.ORDERS_WRITE)
  @Answers(ledger = true)
  DeliveredOrderBody reapplyOrder(
      Caller caller, @PathVariable String channel, @PathVariable("external_id") String externalId) {
    Order.Name name = name(channel, externalId);
    if (rows.find(caller.seller(), name).isEmpty()) {
      throw notFound(name);
    }
    CompletableFuture<OrderResult> applied = orders.reapply(caller.seller(), name, caller.actor());
    return answer(caller, deliveries.result(() -> ledger.await(applied)));
  }

  private DeliveredOrderBody deliver(Caller caller, Orders.Delivery delivery, Shortfall shortfall) {
    CompletableFuture<OrderResult> delivered =
        orders.deliver(caller.seller(), delivery, caller.actor(), shortfall);
    return answer(caller, deliveries.result(caller, delivery, () -> ledger.await(delivered)));
  }

  private DeliveredOrderBody answer(Caller caller, OrderResult result) {
    OrderLog.write(result);
    return deliveries.body(caller.seller(), result);
  }

  /** Shows an order: its lines, what was done for them and where, and every status it had. */
  @GetMapping(ORDER)
  @Needs(Scope.ORDERS_READ)
  OrderBody showOrder(
      Caller caller, @PathVariable String channel, @PathVariable("external_id") String externalId) {
    Order.Name name = name(channel, externalId);
    return rows.find(caller.seller(), name).map(OrderBody::of).orElseThrow(() -> notFound(name));
  }

  private static Order.Name name(String channel, String externalId) {
    return Fields.checked(() -> new Order.Name(channel, externalId));
  }

  private static ProblemException notFound(Order.Name name) {
    return ProblemException.notFound("order", name.reference());
  }

  /**
   * Lists orders, newest first.
   *
   * @param channel code; only those that come from it
   * @param status only those whose newest status is this one, as the channel writes it
   * @param backordered true: only those that wait for stock
   * @param parked true: only those with lines that nothing can be done for yet
   */
  @GetMapping("/orders")
  @Needs(Scope.ORDERS_READ)
  ListBody<OrderSummaryBody> listOrders(
      Caller caller,
      @RequestParam(required = false) @Nullable String channel,
      @RequestParam(required = false) @Nullable String status,
      @RequestParam(defaultValue = "false") boolean backordered,
      @RequestParam(defaultValue = "false") boolean parked,
      @PageOf(IdKind.ORDER) PageRequest page) {
    OrderFilter filter = new OrderFilter(channel, status, backordered, parked);
    return ListBody.of(PATH, rows.list(caller.seller(), filter, page), OrderSummaryBody::of);
  }
}
