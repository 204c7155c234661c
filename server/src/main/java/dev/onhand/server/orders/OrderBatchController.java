package dev.onhand.server.orders;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.onhand.engine.access.Scope;
import dev.onhand.engine.ledger.LedgerBusyException;
import dev.onhand.engine.ledger.LedgerCalls;
import dev.onhand.engine.orders.Destinations;
import dev.onhand.engine.orders.OrderResult;
import dev.onhand.engine.orders.Orders;
import dev.onhand.server.access.Caller;
import dev.onhand.server.access.Needs;
import dev.onhand.server.orders.OrderBodies.DoubtfulShipmentBody;
import dev.onhand.server.orders.OrderBodies.MovedBody;
import dev.onhand.server.orders.OrderBodies.SkippedBody;
import dev.onhand.server.orders.OrderRequests.BatchOrder;
import dev.onhand.server.orders.OrderRequests.OrderBatch;
import dev.onhand.server.orders.OrderRequests.Places;
import dev.onhand.server.web.FieldError;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.ProblemCode;
import dev.onhand.server.web.ProblemException;
import dev.onhand.server.web.PublicId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Orders, hundreds at a time, each with an outcome of its own. */
@RestController
class OrderBatchController {

  private final Orders orders;
  private final LedgerCalls ledger;
  private final Deliveries deliveries;
  private final Destinations destinations;
  private final InstantSource clock;

  OrderBatchController(
      Orders orders,
      LedgerCalls ledger,
      Deliveries deliveries,
      Destinations destinations,
      InstantSource clock) {
    this.orders = orders;
    this.ledger = ledger;
    this.deliveries = deliveries;
    this.destinations = destinations;
    this.clock = clock;
  }

  /**
   * What became of a batch of orders.
   *
   * @param accepted how many orders were taken in
   * @param refused how many were not
   * @param data an outcome for each order, in their order
   */
  record OrderBatchBody(String object, int accepted, int refused, List<OrderOutcome> data) {

    static OrderBatchBody of(List<OrderOutcome> outcomes) {
      int accepted =
          (int)
              outcomes.stream().filter(one -> one.outcome().equals(OrderOutcome.ACCEPTED)).count();
      return new OrderBatchBody("batch", accepted, outcomes.size() - accepted, outcomes);
    }
  }

  /**
   * What became of an order.
   *
   * @param index its place in the list, from 0
   * @param channel code of the channel it comes from
   * @param externalId what the channel calls it
   * @param outcome accepted or refused
   * @param orderId the order it is now; not there if it was refused
   * @param verdict newer, older, same or contradicts
   * @param reservedCount lines that hold all they should
   * @param skipped lines that do not
   * @param moved units of products that this moved
   * @param holdsTaken references of the holds that it took over; not there if there are none
   * @param doubtfulShipments what this shipped from a location in which something is wrong; not
   *     there if there is none
   * @param code why it was refused
   * @param detail the same in a sentence
   * @param errors what is wrong with its fields, if it is malformed
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record OrderOutcome(
      int index,
      @Nullable String channel,
      @Nullable String externalId,
      String outcome,
      @Nullable String orderId,
      @Nullable String verdict,
      @Nullable Integer reservedCount,
      @Nullable List<SkippedBody> skipped,
      @Nullable MovedBody moved,
      @Nullable List<String> holdsTaken,
      @Nullable List<DoubtfulShipmentBody> doubtfulShipments,
      @Nullable String code,
      @Nullable String detail,
      @Nullable List<FieldError> errors) {

    static final String ACCEPTED = "accepted";
    static final String REFUSED = "refused";

    static OrderOutcome accepted(int index, OrderResult result) {
      return new OrderOutcome(
          index,
          result.order().name().channel(),
          result.order().name().externalId(),
          ACCEPTED,
          PublicId.of(IdKind.ORDER, result.id()),
          OrderBodies.code(result.verdict()),
          result.reservedCount(),
          SkippedBody.of(result),
          MovedBody.of(result.moved()),
          result.holdsTaken().isEmpty() ? null : result.holdsTaken(),
          result.doubtful().isEmpty() ? null : DoubtfulShipmentBody.of(result),
          null,
          null,
          null);
    }

    static OrderOutcome refused(int index, @Nullable BatchOrder order, ProblemException problem) {
      return new OrderOutcome(
          index,
          order == null ? null : order.channel(),
          order == null ? null : order.externalId(),
          REFUSED,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          problem.code().code(),
          problem.detail(),
          problem.errors().isEmpty() ? null : problem.errors());
    }
  }

  /**
   * Hands in up to 1,000 orders, each as its channel shows it now, each with an outcome of its own.
   * Sending a batch again changes nothing. Nothing is kept of those that are refused.
   *
   * @param skipMissing false: refuse those of which lines cannot be reserved in full
   */
  @PostMapping(path = OrderController.PATH + ":batch", produces = "application/json")
  @Needs(Scope.ORDERS_WRITE)
  OrderBatchBody putOrders(
      Caller caller,
      @RequestParam(name = "skip_missing", defaultValue = "true") boolean skipMissing,
      @RequestBody OrderBatch body) {
    Instant now = clock.instant();
    Places places = (country, postcode) -> destinations.find(caller.seller(), country, postcode);
    List<Item> items = new ArrayList<>(body.orders().size());
    for (int i = 0; i < body.orders().size(); i++) {
      items.add(item(body, i, now, places));
    }
    List<Orders.Delivery> wellFormed =
        items.stream()
            .filter(Item.Ready.class::isInstance)
            .map(item -> ((Item.Ready) item).delivery())
            .toList();
    var answers =
        orders
            .deliverAll(
                caller.seller(), wellFormed, caller.actor(), OrderController.shortfall(skipMissing))
            .iterator();
    List<OrderOutcome> outcomes = new ArrayList<>(items.size());
    for (int i = 0; i < items.size(); i++) {
      BatchOrder order = body.orders().get(i);
      outcomes.add(
          switch (items.get(i)) {
            case Item.Ready(var delivery) -> outcome(caller, i, order, delivery, answers.next());
            case Item.Malformed malformed -> OrderOutcome.refused(i, order, malformed.problem());
          });
    }
    return OrderBatchBody.of(outcomes);
  }

  /** An order that can be handed in, or what is wrong with it. */
  private sealed interface Item {
    record Ready(Orders.Delivery delivery) implements Item {}

    record Malformed(ProblemException problem) implements Item {}
  }

  private static Item item(OrderBatch body, int index, Instant now, Places places) {
    BatchOrder order = body.orders().get(index);
    ProblemException malformed = body.malformed().get(index);
    if (malformed != null || order == null) {
      return new Item.Malformed(
          malformed == null ? ProblemException.invalid("", "an order is missing") : malformed);
    }
    try {
      return new Item.Ready(order.delivery(now, places));
    } catch (ProblemException problem) {
      return new Item.Malformed(problem);
    }
  }

  /**
   * What was not taken for lack of room is told for itself; where the database is gone, so is the
   * whole request, which may be sent again.
   */
  private OrderOutcome outcome(
      Caller caller,
      int index,
      @Nullable BatchOrder order,
      Orders.Delivery delivery,
      CompletableFuture<OrderResult> answer) {
    try {
      OrderResult result = deliveries.result(caller, delivery, () -> ledger.await(answer));
      OrderLog.write(result);
      return OrderOutcome.accepted(index, result);
    } catch (ProblemException refused) {
      return OrderOutcome.refused(index, order, refused);
    } catch (LedgerBusyException busy) {
      return OrderOutcome.refused(
          index,
          order,
          new ProblemException(
              ProblemCode.BUSY, "Too much is waiting. Send it again in a moment."));
    }
  }
}
