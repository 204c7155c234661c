package dev.onhand.server.webhooks;

import dev.onhand.engine.access.Scope;
import dev.onhand.engine.catalogue.Edit;
import dev.onhand.engine.webhooks.Webhook;
import dev.onhand.engine.webhooks.WebhookData;
import dev.onhand.engine.webhooks.Webhooks;
import dev.onhand.server.access.Caller;
import dev.onhand.server.access.Needs;
import dev.onhand.server.web.Answers;
import dev.onhand.server.web.ListBody;
import dev.onhand.server.web.OnceOnly;
import dev.onhand.server.web.ProblemCode;
import dev.onhand.server.web.Versions;
import dev.onhand.server.webhooks.WebhookBodies.NewWebhook;
import dev.onhand.server.webhooks.WebhookBodies.WebhookBody;
import dev.onhand.server.webhooks.WebhookBodies.WebhookChange;
import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Where events are sent. */
@RestController
@RequestMapping(path = WebhookController.PATH, produces = "application/json")
class WebhookController {

  static final String PATH = "/api/v1/webhooks";

  private final Webhooks webhooks;
  private final OutgoingWebhooks desk;
  private final OnceOnly once;
  private final InstantSource clock;

  WebhookController(Webhooks webhooks, OutgoingWebhooks desk, OnceOnly once, InstantSource clock) {
    this.webhooks = webhooks;
    this.desk = desk;
    this.once = once;
    this.clock = clock;
  }

  /** Lists webhooks, newest first, without their secrets. */
  @GetMapping
  @Needs(Scope.EVENTS_READ)
  ListBody<WebhookBody> listWebhooks(Caller caller) {
    return ListBody.whole(
        PATH, webhooks.list(caller.seller()).stream().map(WebhookBody::of).toList());
  }

  /**
   * Makes a webhook, which is told of what happens from now on. The answer that is kept for the
   * Idempotency-Key is without the secret: who lost it rotates it.
   */
  @PostMapping
  @Needs(Scope.WEBHOOKS_WRITE)
  @Answers(
      status = 201,
      body = WebhookBody.class,
      problems = {ProblemCode.CONFLICT, ProblemCode.KEY_USED_DIFFERENTLY})
  ResponseEntity<?> createWebhook(
      Caller caller, HttpServletRequest request, @RequestBody NewWebhook body) {
    WebhookData data = desk.data(body);
    long after = desk.end(caller);
    ResponseEntity<?> answer =
        once.answer(
            caller.seller(),
            request,
            body,
            () -> create(caller, data, after),
            made -> made instanceof WebhookBody webhook ? webhook.withoutSecret() : made);
    desk.wake();
    return answer;
  }

  private ResponseEntity<WebhookBody> create(Caller caller, WebhookData data, long after) {
    OutgoingWebhooks.Made made = desk.make(caller, data, after);
    return ResponseEntity.status(HttpStatus.CREATED)
        .header("ETag", Versions.etag(made.webhook().version()))
        .body(WebhookBody.of(made.webhook(), made.secret()));
  }

  /** Shows a webhook, and how it fares. */
  @GetMapping("/{id}")
  @Needs(Scope.EVENTS_READ)
  ResponseEntity<WebhookBody> showWebhook(Caller caller, @PathVariable String id) {
    return answer(desk.find(caller, id));
  }

  private static ResponseEntity<WebhookBody> answer(Webhook webhook) {
    return ResponseEntity.ok()
        .header("ETag", Versions.etag(webhook.version()))
        .body(WebhookBody.of(webhook));
  }

  /** Changes a webhook: what is not given stays. */
  @PatchMapping("/{id}")
  @Needs(Scope.WEBHOOKS_WRITE)
  @Answers(problems = ProblemCode.PRECONDITION_FAILED)
  ResponseEntity<WebhookBody> changeWebhook(
      Caller caller,
      @PathVariable String id,
      @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
      @RequestBody WebhookChange body) {
    Webhook before = desk.find(caller, id);
    Edit edit = new Edit(caller.actor(), clock.instant(), Versions.expected(ifMatch));
    WebhookData data = desk.data(before, body);
    return answer(
        Versions.saved(webhooks.change(caller.seller(), before.id(), data, edit), "webhook", id));
  }

  /** Removes a webhook with all that was or is to be sent to it. */
  @DeleteMapping("/{id}")
  @Needs(Scope.WEBHOOKS_WRITE)
  @Answers(status = 204)
  ResponseEntity<Void> removeWebhook(Caller caller, @PathVariable String id) {
    desk.remove(caller, id);
    return ResponseEntity.noContent().build();
  }

  /** Sends nothing to a webhook until it is resumed. Events wait. */
  @PostMapping("/{id}/pause")
  @Needs(Scope.WEBHOOKS_WRITE)
  ResponseEntity<WebhookBody> pauseWebhook(Caller caller, @PathVariable String id) {
    return answer(desk.pause(caller, id));
  }

  /** Lets a webhook work again, from where it stopped. */
  @PostMapping("/{id}/resume")
  @Needs(Scope.WEBHOOKS_WRITE)
  ResponseEntity<WebhookBody> resumeWebhook(Caller caller, @PathVariable String id) {
    return answer(desk.resume(caller, id));
  }

  /** Signs with a new secret. For a day calls are signed with the old one too. */
  @PostMapping("/{id}/rotate")
  @Needs(Scope.WEBHOOKS_WRITE)
  ResponseEntity<WebhookBody> rotateWebhookSecret(Caller caller, @PathVariable String id) {
    OutgoingWebhooks.Made rotated = desk.rotate(caller, id);
    return ResponseEntity.ok()
        .header("ETag", Versions.etag(rotated.webhook().version()))
        .body(WebhookBody.of(rotated.webhook(), rotated.secret()));
  }
}
