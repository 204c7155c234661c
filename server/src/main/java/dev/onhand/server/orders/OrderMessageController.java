package dev.onhand.server.orders;

import dev.onhand.core.order.Order;
import dev.onhand.engine.access.Scope;
import dev.onhand.engine.channels.OrderMessage;
import dev.onhand.engine.channels.OrderMessage.Came;
import dev.onhand.engine.channels.OrderMessages;
import dev.onhand.engine.orders.OrderRows;
import dev.onhand.server.access.Caller;
import dev.onhand.server.access.Needs;
import dev.onhand.server.orders.OrderBodies.MovedBody;
import dev.onhand.server.web.Fields;
import dev.onhand.server.web.ListBody;
import dev.onhand.server.web.ProblemException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What channels said of orders. */
@RestController
class OrderMessageController {

  private static final String PATH = "/api/v1/orders/{channel}/{external_id}/messages";

  private final OrderMessages messages;
  private final OrderRows orders;

  OrderMessageController(OrderMessages messages, OrderRows orders) {
    this.messages = messages;
    this.orders = orders;
  }

  /**
   * Something that a channel said of an order.
   *
   * @param way told: the channel called us; read: it was asked
   * @param topic what happened, as a channel that calls puts it
   * @param cameAt when it was told, or asked for
   * @param document what was said, as JSON: names of fields, and values of those that say which
   *     order, which goods, how many, in which state and since when; others are masked. Of an order
   *     that was read it is what is used of it
   * @param outcome of what was told: waiting, done, failed, or forgotten; of what was read: applied
   *     or refused
   * @param verdict of what was read, against what was known: newer, same, older, contradicts
   * @param moved what it moved
   * @param why it failed, or was refused
   */
  record OrderMessageBody(
      String object,
      String way,
      @Nullable String topic,
      Instant cameAt,
      String document,
      String outcome,
      @Nullable String verdict,
      @Nullable MovedBody moved,
      @Nullable String why) {

    static OrderMessageBody of(OrderMessage message) {
      return switch (message.came()) {
        case Came.Told(String topic, var state, String error) ->
            of(
                message,
                "told",
                topic,
                state == null ? "forgotten" : state.code(),
                null,
                null,
                error);
        case Came.Read(var verdict, var moved) ->
            of(
                message,
                "read",
                null,
                "applied",
                OrderBodies.code(verdict),
                MovedBody.of(moved),
                null);
        case Came.Refused(String code) -> of(message, "read", null, "refused", null, null, code);
      };
    }

    private static OrderMessageBody of(
        OrderMessage message,
        String way,
        @Nullable String topic,
        String outcome,
        @Nullable String verdict,
        @Nullable MovedBody moved,
        @Nullable String why) {
      return new OrderMessageBody(
          "order_message",
          way,
          topic,
          message.at(),
          message.document(),
          outcome,
          verdict,
          moved,
          why);
    }
  }

  /** Lists what the channel said of an order, newest first: the last 20 of what is kept of it. */
  @GetMapping(path = PATH, produces = "application/json")
  @Needs(Scope.ORDERS_READ)
  ListBody<OrderMessageBody> listOrderMessages(
      Caller caller, @PathVariable String channel, @PathVariable("external_id") String externalId) {
    Order.Name name = Fields.checked(() -> new Order.Name(channel, externalId));
    if (orders.find(caller.seller(), name).isEmpty()) {
      throw ProblemException.notFound("order", name.reference());
    }
    return ListBody.whole(
        "/api/v1/orders/%s/%s/messages".formatted(channel, externalId),
        messages.list(caller.seller(), name).stream().map(OrderMessageBody::of).toList());
  }
}
