package dev.onhand.server.webhooks;

import dev.onhand.connector.StandardWebhooks;
import dev.onhand.connector.http.WebhookCalls;
import dev.onhand.engine.events.EventFeed;
import dev.onhand.engine.events.EventType;
import dev.onhand.engine.webhooks.Deliveries;
import dev.onhand.engine.webhooks.Deliveries.NewDelivery;
import dev.onhand.engine.webhooks.Delivery;
import dev.onhand.engine.webhooks.DeliveryWorker;
import dev.onhand.engine.webhooks.Webhook;
import dev.onhand.engine.webhooks.WebhookData;
import dev.onhand.engine.webhooks.Webhooks;
import dev.onhand.model.Secret;
import dev.onhand.server.access.Caller;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.ProblemCode;
import dev.onhand.server.web.ProblemException;
import dev.onhand.server.web.PublicId;
import dev.onhand.server.web.Versions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Sets up where events are sent, and sends them again, for the API and the pages. */
public final class OutgoingWebhooks {

  /** An event of no feed. */
  private static final String TEST = "webhook.test";

  /** For so long a receiver may still know the old secret only. */
  private static final Duration OLD_SECRET = Duration.ofHours(24);

  private final Webhooks webhooks;
  private final Deliveries deliveries;
  private final WebhookCalls calls;
  private final EventFeed feed;
  private final DeliveryWorker worker;
  private final WebhookLoop loop;
  private final JsonMapper json;
  private final RandomGenerator random;
  private final InstantSource clock;

  OutgoingWebhooks(
      Webhooks webhooks,
      Deliveries deliveries,
      WebhookCalls calls,
      EventFeed feed,
      DeliveryWorker worker,
      WebhookLoop loop,
      JsonMapper json,
      RandomGenerator random,
      InstantSource clock) {
    this.webhooks = webhooks;
    this.deliveries = deliveries;
    this.calls = calls;
    this.feed = feed;
    this.worker = worker;
    this.loop = loop;
    this.json = json;
    this.random = random;
    this.clock = clock;
  }

  /**
   * A webhook with a secret that is told this once.
   *
   * @param secret what calls are signed with
   */
  public record Made(Webhook webhook, Secret secret) {}

  public Webhook find(Caller caller, String id) {
    return PublicId.look(IdKind.WEBHOOK, id, number -> webhooks.find(caller.seller(), number))
        .orElseThrow(() -> missing(id));
  }

  private static ProblemException missing(String id) {
    return ProblemException.notFound("webhook", id);
  }

  /**
   * What a person says of a webhook.
   *
   * @param types codes of the events that it wants; none: all
   * @throws ProblemException naming what is wrong
   */
  public WebhookData data(String url, String description, List<String> types) {
    return new WebhookBodies.NewWebhook(url, description, List.copyOf(types)).data(calls);
  }

  WebhookData data(WebhookBodies.NewWebhook body) {
    return body.data(calls);
  }

  WebhookData data(Webhook before, WebhookBodies.WebhookChange body) {
    return body.data(before.data(), calls);
  }

  /**
   * Up to where nothing is told to who is made now. It is read before anything is written: it takes
   * the seller's head alone for a moment, which nobody may wait for.
   */
  public long end(Caller caller) {
    return feed.end(caller.seller());
  }

  /**
   * Makes a webhook; {@link #wake} once that is committed.
   *
   * @param after it is told of events with higher numbers
   */
  public Made make(Caller caller, WebhookData data, long after) {
    Secret secret = StandardWebhooks.newSecret(random::nextBytes);
    Webhook made =
        Versions.saved(
            webhooks.create(caller.seller(), data, secret, after, caller.actor(), clock.instant()),
            "webhook",
            data.url().toString());
    return new Made(made, secret);
  }

  /** There may be something to send. */
  public void wake() {
    loop.wake();
  }

  /** Removes a webhook with all that was or is to be sent to it. */
  public void remove(Caller caller, String id) {
    Webhook there = find(caller, id);
    webhooks.remove(caller.seller(), there.id());
    worker.resumed(there, caller.actor());
  }

  /** Sends nothing to a webhook until it is resumed. Events wait. */
  public Webhook pause(Caller caller, String id) {
    return set(caller, find(caller, id), Webhook.State.PAUSED);
  }

  /** Lets a webhook work again, from where it stopped. */
  public Webhook resume(Caller caller, String id) {
    Webhook there = set(caller, find(caller, id), Webhook.State.ACTIVE);
    worker.resumed(there, caller.actor());
    loop.wake();
    return there;
  }

  private Webhook set(Caller caller, Webhook there, Webhook.State state) {
    return webhooks
        .setState(caller.seller(), there.id(), state, null, clock.instant())
        .orElseThrow(() -> missing(PublicId.of(IdKind.WEBHOOK, there.id())));
  }

  /** Signs with a new secret, and for a day with the old one too. */
  public Made rotate(Caller caller, String id) {
    Webhook there = find(caller, id);
    Secret secret = StandardWebhooks.newSecret(random::nextBytes);
    Instant now = clock.instant();
    return webhooks
        .rotate(caller.seller(), there.id(), secret, now.plus(OLD_SECRET), now)
        .map(rotated -> new Made(rotated, secret))
        .orElseThrow(() -> missing(id));
  }

  /**
   * Sends a webhook an event of type webhook.test, which nothing else is told of.
   *
   * @throws ProblemException if nothing is sent to it now
   */
  public Delivery test(Caller caller, String id) {
    Webhook webhook = find(caller, id);
    if (webhook.state() != Webhook.State.ACTIVE) {
      throw new ProblemException(
          ProblemCode.CONFLICT,
          "Nothing is sent to it while it is %s. Resume it first."
              .formatted(webhook.state().code()));
    }
    Instant now = clock.instant();
    long number = deliveries.drawNumber(caller.seller());
    TestEvent event =
        new TestEvent(
            PublicId.of(IdKind.EVENT, number),
            TEST,
            now,
            Map.of("webhook_id", PublicId.of(IdKind.WEBHOOK, webhook.id())));
    Delivery made =
        deliveries.add(
            caller.seller(),
            webhook.id(),
            new NewDelivery(number, TEST, json.writeValueAsString(event)),
            now);
    loop.wake();
    return made;
  }

  private record TestEvent(String id, String type, Instant timestamp, Map<String, String> data) {}

  public Delivery delivery(Caller caller, Webhook webhook, String id) {
    return PublicId.look(
            IdKind.DELIVERY, id, number -> deliveries.find(caller.seller(), webhook.id(), number))
        .orElseThrow(() -> ProblemException.notFound("delivery", id));
  }

  /** Sends a delivery again, under the same id, whatever became of it. */
  public Delivery replay(Caller caller, String id, String delivery) {
    Webhook webhook = find(caller, id);
    Delivery again =
        PublicId.look(
                IdKind.DELIVERY,
                delivery,
                number -> deliveries.replay(caller.seller(), webhook.id(), number, clock.instant()))
            .orElseThrow(() -> ProblemException.notFound("delivery", delivery));
    loop.wake();
    return again;
  }

  /**
   * Sends again what failed, each under its own id.
   *
   * @return how many
   */
  public long replayFailed(Caller caller, String id) {
    Webhook webhook = find(caller, id);
    long again = deliveries.replayFailed(caller.seller(), webhook.id(), clock.instant());
    loop.wake();
    return again;
  }

  /**
   * Sends again what the webhook was to be told in a time, whatever became of it.
   *
   * @param from included
   * @param end not included; null: now
   * @return how many
   */
  public long replayBetween(Caller caller, String id, Instant from, @Nullable Instant end) {
    Instant to = end == null ? clock.instant() : end;
    if (!from.isBefore(to)) {
      throw ProblemException.invalid("/to", "to must be after from");
    }
    Webhook webhook = find(caller, id);
    long again = deliveries.replayBetween(caller.seller(), webhook.id(), from, to, clock.instant());
    loop.wake();
    return again;
  }

  /** Sends all after an event again that the webhook wants. */
  void replayAfter(Caller caller, String id, long event) {
    Webhook webhook = find(caller, id);
    webhooks.rewind(caller.seller(), webhook.id(), event, clock.instant());
    loop.wake();
  }

  /** All event types there are, as the API names them. */
  public static List<String> types() {
    return EventType.codes(EventType.ALL);
  }
}
