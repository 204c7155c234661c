package dev.onhand.engine.webhooks;

import dev.onhand.connector.StandardWebhooks;
import dev.onhand.connector.http.HttpReply;
import dev.onhand.connector.http.WebhookCalls;
import dev.onhand.connector.http.WebhookCalls.Outcome;
import dev.onhand.core.alert.AlertKind;
import dev.onhand.engine.access.TokenSecret;
import dev.onhand.engine.alerts.Alert.Severity;
import dev.onhand.engine.alerts.Alerts;
import dev.onhand.engine.channels.Lease;
import dev.onhand.engine.channels.LeaseLostException;
import dev.onhand.engine.events.EventFeed;
import dev.onhand.engine.events.EventPage;
import dev.onhand.engine.webhooks.Deliveries.NewDelivery;
import dev.onhand.engine.webhooks.Deliveries.Result;
import dev.onhand.engine.webhooks.Deliveries.Sending;
import dev.onhand.model.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works one webhook, step by step: makes deliveries of what the feed has for it, and sends some
 * that are due. That a delivery is to be sent is committed before it is, and what came of it after;
 * in between is no transaction. Who ends in between is taken for not having sent it: it is sent
 * again, under the same id.
 */
public final class DeliveryWorker {

  private static final Logger LOG = LoggerFactory.getLogger(DeliveryWorker.class);

  /** The kind of the alert that a webhook is told nothing any more. */
  public static final String DISABLED = AlertKind.WEBHOOK_DISABLED.code();

  /** The feed keeps the rest until these are on their way. */
  private static final int AHEAD = 200;

  /** At once, to one that answers. */
  private static final int SENDING = 4;

  /** One that failed so often in a row is asked by one delivery whether it answers again. */
  private static final int FAILING = 3;

  private static final Duration REST_MIN = Duration.ofSeconds(1);
  private static final Duration REST_MAX = Duration.ofMinutes(5);

  /** Longer than a call may take, and what is noted after it. */
  private static final Duration AGAIN = Duration.ofSeconds(60);

  private static final int ANSWER_LENGTH_MAX = 1_000;

  private final Webhooks webhooks;
  private final Deliveries deliveries;
  private final EventFeed feed;
  private final EventForm form;
  private final WebhookCalls calls;
  private final Alerts alerts;
  private final Consumer<Verdict> observer;
  private final RandomGenerator random;
  private final InstantSource clock;

  /**
   * @param observer is told of each verdict
   * @param random for the jitter of pauses
   */
  public DeliveryWorker(
      Webhooks webhooks,
      Deliveries deliveries,
      EventFeed feed,
      EventForm form,
      WebhookCalls calls,
      Alerts alerts,
      Consumer<Verdict> observer,
      RandomGenerator random,
      InstantSource clock) {
    this.webhooks = webhooks;
    this.deliveries = deliveries;
    this.feed = feed;
    this.form = form;
    this.calls = calls;
    this.alerts = alerts;
    this.observer = observer;
    this.random = random;
    this.clock = clock;
  }

  /**
   * Takes a step.
   *
   * @return whether there may be more to do at once
   * @throws LeaseLostException if another works it
   */
  public boolean step(Webhook webhook, Lease lease) throws InterruptedException {
    Instant now = clock.instant();
    Instant rest = webhook.health().restUntil();
    if (webhook.state() != Webhook.State.ACTIVE || (rest != null && rest.isAfter(now))) {
      return false;
    }
    boolean isFailing = webhook.health().failures() >= FAILING;
    boolean hasMore = !isFailing && collect(webhook, lease, now);
    List<Sending> claimed = deliveries.claim(webhook, lease, isFailing ? 1 : SENDING, now, AGAIN);
    if (!claimed.isEmpty()) {
      sendAll(webhook, claimed);
    }
    return hasMore || !claimed.isEmpty();
  }

  /** Whether the feed has more. */
  private boolean collect(Webhook webhook, Lease lease, Instant now) {
    if (deliveries.untried(webhook.seller(), webhook.id()) >= AHEAD) {
      return false;
    }
    EventPage page =
        feed.read(webhook.seller(), webhook.collectedTo(), webhook.data().wanted(), AHEAD);
    if (page.next() > webhook.collectedTo()) {
      List<NewDelivery> made =
          page.events().stream()
              .map(event -> new NewDelivery(event.number(), event.type().code(), form.json(event)))
              .toList();
      deliveries.collect(webhook, lease, made, page.next(), now);
    }
    return page.hasMore();
  }

  private void sendAll(Webhook webhook, List<Sending> claimed) throws InterruptedException {
    List<Secret> secrets = webhooks.secrets(webhook.seller(), webhook.id(), clock.instant());
    List<Thread> threads = new ArrayList<>();
    for (Sending sending : claimed) {
      threads.add(
          Thread.ofVirtual()
              .name("webhook-" + webhook.id() + "-" + sending.delivery())
              .start(() -> send(webhook, sending, secrets)));
    }
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      threads.forEach(Thread::interrupt);
      throw e;
    }
  }

  /** What cannot be noted is sent again. */
  private void send(Webhook webhook, Sending sending, List<Secret> secrets) {
    try {
      byte[] body = sending.body().getBytes(StandardCharsets.UTF_8);
      Outcome outcome =
          calls.post(
              webhook.data().url(),
              StandardWebhooks.sign(secrets, form.id(sending.event()), clock.instant(), body),
              body);
      note(webhook, sending, outcome);
    } catch (InterruptedException e) {
      LOG.debug("delivery {} was cut short and is sent again", sending.delivery());
    } catch (RuntimeException e) {
      LOG.debug("delivery {} could not be noted and is sent again", sending.delivery(), e);
    }
  }

  private void note(Webhook webhook, Sending sending, Outcome outcome) {
    Instant now = clock.instant();
    Verdict verdict = Verdict.of(outcome, sending.attemptOfRound(), random.nextDouble(), now);
    Result result =
        switch (outcome) {
          case Outcome.Answered(HttpReply reply) ->
              new Result(verdict, reply.status(), shown(reply.text()));
          case Outcome.NoAnswer(String why) -> new Result(verdict, null, shown(why));
        };
    if (verdict instanceof Verdict.GivenUp || verdict instanceof Verdict.Gone) {
      // First: who ends here has told a person, and the delivery is sent once more.
      disable(webhook, verdict, result, now);
    }
    deliveries.ended(webhook, sending, result, rest(webhook, verdict, now), now);
    observer.accept(verdict);
  }

  /** Who does not answer is left alone, for longer each time. */
  private static @Nullable Instant rest(Webhook webhook, Verdict verdict, Instant now) {
    return switch (verdict) {
      case Verdict.Arrived() -> null;
      case Verdict.Again(Instant at, boolean isThrottled) when isThrottled -> at;
      default -> {
        int failures = Math.min(webhook.health().failures(), Long.SIZE / 2);
        Duration longer = REST_MIN.multipliedBy(1L << Math.min(failures, 10));
        yield now.plus(longer.compareTo(REST_MAX) > 0 ? REST_MAX : longer);
      }
    };
  }

  private void disable(Webhook webhook, Verdict verdict, Result result, Instant now) {
    String why =
        verdict instanceof Verdict.Gone
            ? "it answered HTTP 410: it wants no more"
            : "an event was sent %d times in three days and never arrived; the last answer: %s"
                .formatted(
                    Verdict.PAUSES.size() + 1,
                    result.status() == null ? result.answer() : "HTTP " + result.status());
    alerts.raise(
        webhook.seller(),
        Severity.ERROR,
        DISABLED,
        subject(webhook),
        "No events are sent there any more: %s. They are kept. When it works again: 'onhand webhook resume ID', with the ID that 'onhand webhook list' shows."
            .formatted(why));
    webhooks.setState(webhook.seller(), webhook.id(), Webhook.State.DISABLED, why, now);
  }

  /** Closes the alert of a webhook that a person lets work again. */
  public void resumed(Webhook webhook, String by) {
    alerts.close(webhook.seller(), DISABLED, subject(webhook), by);
  }

  private static String subject(Webhook webhook) {
    return "%s (%d)".formatted(webhook.data().url().getHost(), webhook.id());
  }

  /** The beginning, without what a database or a terminal would trip over, or is a secret. */
  private static String shown(String text) {
    String plain =
        TokenSecret.mask(text)
            .replaceAll("whsec_[A-Za-z0-9+/=]+", "whsec_***")
            .replaceAll("[\\p{Cntrl}\\p{Cs}&&[^\\n\\t]]", "");
    return plain.substring(0, Math.min(plain.length(), ANSWER_LENGTH_MAX));
  }
}
