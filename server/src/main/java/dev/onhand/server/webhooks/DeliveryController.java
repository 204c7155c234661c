package dev.onhand.server.webhooks;

import dev.onhand.engine.access.Scope;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.webhooks.Deliveries;
import dev.onhand.engine.webhooks.Delivery;
import dev.onhand.engine.webhooks.Webhook;
import dev.onhand.model.Codes;
import dev.onhand.server.access.Caller;
import dev.onhand.server.access.Needs;
import dev.onhand.server.web.Answers;
import dev.onhand.server.web.Fields;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.ListBody;
import dev.onhand.server.web.PageOf;
import dev.onhand.server.web.ProblemCode;
import dev.onhand.server.web.ProblemException;
import dev.onhand.server.web.PublicId;
import dev.onhand.server.web.Times;
import dev.onhand.server.webhooks.WebhookBodies.DeliveryBody;
import dev.onhand.server.webhooks.WebhookBodies.DeliveryDetailBody;
import dev.onhand.server.webhooks.WebhookBodies.ReplayBody;
import dev.onhand.server.webhooks.WebhookBodies.ReplayOrder;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What is sent to webhooks. */
@RestController
@RequestMapping(path = WebhookController.PATH, produces = "application/json")
class DeliveryController {

  private final OutgoingWebhooks desk;
  private final Deliveries deliveries;

  DeliveryController(OutgoingWebhooks desk, Deliveries deliveries) {
    this.desk = desk;
    this.deliveries = deliveries;
  }

  /** Lists what was or is to be sent to a webhook, newest first. It is kept for 30 days. */
  @GetMapping("/{id}/deliveries")
  @Needs(Scope.EVENTS_READ)
  ListBody<DeliveryBody> listWebhookDeliveries(
      Caller caller,
      @PathVariable String id,
      @RequestParam(required = false) @Nullable String state,
      @PageOf(IdKind.DELIVERY) PageRequest page) {
    Webhook webhook = desk.find(caller, id);
    Fields fields = Fields.ofParameters();
    var wanted = fields.optional("state", state, DeliveryController::state);
    Delivery.@Nullable State only =
        fields.<Fields.Field<Delivery.State>>build(() -> wanted).orNull();
    return ListBody.of(
        WebhookController.PATH + "/" + id + "/deliveries",
        deliveries.list(caller.seller(), webhook.id(), only, page),
        DeliveryBody::of);
  }

  private static Delivery.State state(String code) {
    return Codes.read("state", Delivery.State.values(), Delivery.State::code, code);
  }

  /** Shows a delivery with its body and each time it was sent. */
  @GetMapping("/{id}/deliveries/{delivery}")
  @Needs(Scope.EVENTS_READ)
  DeliveryDetailBody showWebhookDelivery(
      Caller caller, @PathVariable String id, @PathVariable String delivery) {
    Delivery found = desk.delivery(caller, desk.find(caller, id), delivery);
    return DeliveryDetailBody.of(found, deliveries.attempts(caller.seller(), found.id()));
  }

  /** Sends a delivery again, under the same id, whatever became of it. */
  @PostMapping("/{id}/deliveries/{delivery}/replay")
  @Needs(Scope.WEBHOOKS_WRITE)
  DeliveryBody replayWebhookDelivery(
      Caller caller, @PathVariable String id, @PathVariable String delivery) {
    return DeliveryBody.of(desk.replay(caller, id, delivery));
  }

  /**
   * Sends much again, each under its own id: all after an event that the webhook wants, all that
   * failed, or all that was to be sent in a time.
   */
  @PostMapping("/{id}/replay")
  @Needs(Scope.WEBHOOKS_WRITE)
  ReplayBody replayWebhook(Caller caller, @PathVariable String id, @RequestBody ReplayOrder body) {
    Fields fields = new Fields();
    var after = fields.optional("after", body.after(), text -> PublicId.get(IdKind.EVENT, text));
    Long from = fields.<Fields.Field<Long>>build(() -> after).orNull();
    var begin = fields.optional("from", body.from(), text -> Times.instant("from", text));
    var end = fields.optional("to", body.to(), text -> Times.instant("to", text));
    Instant since = fields.<Fields.Field<Instant>>build(() -> begin).orNull();
    boolean failed = Boolean.TRUE.equals(body.failed());
    if ((failed ? 1 : 0) + (from == null ? 0 : 1) + (since == null ? 0 : 1) != 1
        || (since == null && body.to() != null)) {
      throw ProblemException.invalid(
          "/after",
          "give after, the id of an event; or failed, which is true; or from and, if not until now, to: one of the three");
    }
    if (since != null) {
      return new ReplayBody("replay", desk.replayBetween(caller, id, since, end.orNull()));
    }
    if (from == null) {
      return new ReplayBody("replay", desk.replayFailed(caller, id));
    }
    desk.replayAfter(caller, id, from);
    return new ReplayBody("replay", null);
  }

  /** Sends a webhook an event of type webhook.test, which nothing else is told of. */
  @PostMapping("/{id}/test")
  @Needs(Scope.WEBHOOKS_WRITE)
  @Answers(status = 202, problems = ProblemCode.CONFLICT)
  ResponseEntity<DeliveryBody> testWebhook(Caller caller, @PathVariable String id) {
    return ResponseEntity.accepted().body(DeliveryBody.of(desk.test(caller, id)));
  }
}
