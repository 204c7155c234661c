package dev.onhand.server.webhooks;

import dev.onhand.connector.StandardWebhooks;
import dev.onhand.connector.http.WebhookCalls;
import dev.onhand.engine.access.Scope;
import dev.onhand.engine.catalogue.Edit;
import dev.onhand.engine.events.EventFeed;
import dev.onhand.engine.webhooks.DeliveryWorker;
import dev.onhand.engine.webhooks.Webhook;
import dev.onhand.engine.webhooks.WebhookData;
import dev.onhand.engine.webhooks.Webhooks;
import dev.onhand.model.Secret;
import dev.onhand.server.access.Caller;
import dev.onhand.server.access.Needs;
import dev.onhand.server.web.Answers;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.ListBody;
import dev.onhand.server.web.OnceOnly;
import dev.onhand.server.web.ProblemCode;
import dev.onhand.server.web.ProblemException;
import dev.onhand.server.web.PublicId;
import dev.onhand.server.web.Versions;
import dev.onhand.server.webhooks.WebhookBodies.NewWebhook;
import dev.onhand.server.webhooks.WebhookBodies.WebhookBody;
import dev.onhand.server.webhooks.WebhookBodies.WebhookChange;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
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

  /** For so long a receiver may still know the old secret only. */
  private static final Duration OLD_SECRET = Duration.ofHours(24);

  private final Webhooks webhooks;
  private final WebhookCalls calls;
  private final EventFeed feed;
  private final DeliveryWorker worker;
  private final WebhookLoop loop;
  private final OnceOnly once;
  private final RandomGenerator random;
  private final InstantSource clock;

  WebhookController(
      Webhooks webhooks,
      WebhookCalls calls,
      EventFeed feed,
      DeliveryWorker worker,
      WebhookLoop loop,
      OnceOnly once,
      RandomGenerator random,
      InstantSource clock) {
    this.webhooks = webhooks;
    this.calls = calls;
    this.feed = feed;
    this.worker = worker;
    this.loop = loop;
    this.once = once;
    this.random = random;
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
    WebhookData data = body.data(calls);
    // Read before: it takes the seller's head alone for a moment, which nobody may wait for.
    long after = feed.end(caller.seller());
    ResponseEntity<?> answer =
        once.answer(
            caller.seller(),
            request,
            body,
            () -> create(caller, data, after),
            made -> made instanceof WebhookBody webhook ? webhook.withoutSecret() : made);
    loop.wake();
    return answer;
  }

  private ResponseEntity<WebhookBody> create(Caller caller, WebhookData data, long after) {
    Secret secret = StandardWebhooks.newSecret(random::nextBytes);
    Webhook made =
        Versions.saved(
            webhooks.create(caller.seller(), data, secret, after, caller.actor(), clock.instant()),
            "webhook",
            data.url().toString());
    return ResponseEntity.status(HttpStatus.CREATED)
        .header("ETag", Versions.etag(made.version()))
        .body(WebhookBody.of(made, secret));
  }

  /** Shows a webhook, and how it fares. */
  @GetMapping("/{id}")
  @Needs(Scope.EVENTS_READ)
  ResponseEntity<WebhookBody> showWebhook(Caller caller, @PathVariable String id) {
    return answer(found(webhooks, caller, id));
  }

  static Webhook found(Webhooks webhooks, Caller caller, String id) {
    return PublicId.look(IdKind.WEBHOOK, id, number -> webhooks.find(caller.seller(), number))
        .orElseThrow(() -> ProblemException.notFound("webhook", id));
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
    Webhook before = found(webhooks, caller, id);
    Edit edit = new Edit(caller.actor(), clock.instant(), Versions.expected(ifMatch));
    WebhookData data = body.data(before.data(), calls);
    return answer(
        Versions.saved(webhooks.change(caller.seller(), before.id(), data, edit), "webhook", id));
  }

  /** Removes a webhook with all that was or is to be sent to it. */
  @DeleteMapping("/{id}")
  @Needs(Scope.WEBHOOKS_WRITE)
  @Answers(status = 204)
  ResponseEntity<Void> removeWebhook(Caller caller, @PathVariable String id) {
    Webhook there = found(webhooks, caller, id);
    webhooks.remove(caller.seller(), there.id());
    worker.resumed(there, caller.actor());
    return ResponseEntity.noContent().build();
  }

  /** Sends nothing to a webhook until it is resumed. Events wait. */
  @PostMapping("/{id}/pause")
  @Needs(Scope.WEBHOOKS_WRITE)
  ResponseEntity<WebhookBody> pauseWebhook(Caller caller, @PathVariable String id) {
    return set(caller, id, Webhook.State.PAUSED);
  }

  /** Lets a webhook work again, from where it stopped. */
  @PostMapping("/{id}/resume")
  @Needs(Scope.WEBHOOKS_WRITE)
  ResponseEntity<WebhookBody> resumeWebhook(Caller caller, @PathVariable String id) {
    ResponseEntity<WebhookBody> answer = set(caller, id, Webhook.State.ACTIVE);
    worker.resumed(found(webhooks, caller, id), caller.actor());
    loop.wake();
    return answer;
  }

  private ResponseEntity<WebhookBody> set(Caller caller, String id, Webhook.State state) {
    Webhook there = found(webhooks, caller, id);
    return webhooks
        .setState(caller.seller(), there.id(), state, null, clock.instant())
        .map(WebhookController::answer)
        .orElseThrow(() -> ProblemException.notFound("webhook", id));
  }

  /** Signs with a new secret. For a day calls are signed with the old one too. */
  @PostMapping("/{id}/rotate")
  @Needs(Scope.WEBHOOKS_WRITE)
  ResponseEntity<WebhookBody> rotateWebhookSecret(Caller caller, @PathVariable String id) {
    Webhook there = found(webhooks, caller, id);
    Secret secret = StandardWebhooks.newSecret(random::nextBytes);
    Instant now = clock.instant();
    Webhook rotated =
        webhooks
            .rotate(caller.seller(), there.id(), secret, now.plus(OLD_SECRET), now)
            .orElseThrow(() -> ProblemException.notFound("webhook", id));
    return ResponseEntity.ok()
        .header("ETag", Versions.etag(rotated.version()))
        .body(WebhookBody.of(rotated, secret));
  }
}
