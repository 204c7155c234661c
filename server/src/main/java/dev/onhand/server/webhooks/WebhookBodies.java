package dev.onhand.server.webhooks;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.onhand.connector.http.WebhookCalls;
import dev.onhand.engine.events.EventType;
import dev.onhand.engine.webhooks.Delivery;
import dev.onhand.engine.webhooks.Webhook;
import dev.onhand.engine.webhooks.WebhookData;
import dev.onhand.model.Secret;
import dev.onhand.model.Text;
import dev.onhand.server.web.Fields;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.PublicId;
import dev.onhand.server.web.Required;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Webhooks as they are sent and answered. */
final class WebhookBodies {

  private WebhookBodies() {}

  /**
   * An address that is told of events.
   *
   * @param id for ever the same
   * @param url where they are posted
   * @param description what it is for
   * @param types which events it wants; none: all, also of kinds that come later
   * @param state active, paused (a person said so) or disabled (nobody answered for days)
   * @param reason why it is in its state
   * @param stateSince since when
   * @param failures in a row
   * @param restsUntil nothing is sent before
   * @param lastDeliveredAt when something arrived last
   * @param lastFailedAt when something last did not
   * @param lastFailure what was answered then, or why there was no answer
   * @param collectedTo the last event that was looked at for it
   * @param oldSecretUntil up to when the secret before the present one signs too
   * @param createdBy who made it
   * @param version what the ETag says
   * @param secret what calls are signed with: in the answer that makes or rotates it, and never
   *     again
   */
  record WebhookBody(
      String object,
      String id,
      String url,
      String description,
      List<String> types,
      String state,
      @Nullable String reason,
      Instant stateSince,
      int failures,
      @Nullable Instant restsUntil,
      @Nullable Instant lastDeliveredAt,
      @Nullable Instant lastFailedAt,
      @Nullable String lastFailure,
      String collectedTo,
      @Nullable Instant oldSecretUntil,
      Instant createdAt,
      String createdBy,
      long version,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String secret) {

    static WebhookBody of(Webhook webhook) {
      return of(webhook, null);
    }

    static WebhookBody of(Webhook webhook, @Nullable Secret secret) {
      return new WebhookBody(
          "webhook",
          PublicId.of(IdKind.WEBHOOK, webhook.id()),
          webhook.data().url().toString(),
          webhook.data().description(),
          EventType.codes(webhook.data().types()),
          webhook.state().code(),
          webhook.reason(),
          webhook.stateSince(),
          webhook.health().failures(),
          webhook.health().restUntil(),
          webhook.health().lastDeliveredAt(),
          webhook.health().lastFailedAt(),
          webhook.health().lastFailure(),
          PublicId.of(IdKind.EVENT, webhook.collectedTo()),
          webhook.oldSecretUntil(),
          webhook.createdAt(),
          webhook.createdBy(),
          webhook.version(),
          secret == null ? null : secret.reveal());
    }

    /** The same without the secret. */
    WebhookBody withoutSecret() {
      return new WebhookBody(
          object,
          id,
          url,
          description,
          types,
          state,
          reason,
          stateSince,
          failures,
          restsUntil,
          lastDeliveredAt,
          lastFailedAt,
          lastFailure,
          collectedTo,
          oldSecretUntil,
          createdAt,
          createdBy,
          version,
          null);
    }

    /** The secret is in the answer alone, and in nothing that prints this. */
    @Override
    public String toString() {
      return "webhook " + id;
    }
  }

  /**
   * A webhook to be made.
   *
   * @param url where events are posted: https, of the open internet
   * @param description what it is for, up to 200 characters
   * @param types which events it wants; not given: all
   */
  record NewWebhook(
      @Required @Nullable String url,
      @Nullable String description,
      @Nullable List<@Nullable String> types) {

    WebhookData data(WebhookCalls calls) {
      Fields fields = new Fields();
      var urlField = fields.required("url", url, calls::address);
      var descriptionField =
          fields.optional("description", description, WebhookBodies::description);
      var typesField = fields.optional("types", types, WebhookBodies::types);
      return fields.build(
          () ->
              new WebhookData(
                  urlField.get(),
                  Objects.requireNonNullElse(descriptionField.orNull(), ""),
                  Objects.requireNonNullElse(typesField.orNull(), Set.of())));
    }
  }

  /**
   * A change of a webhook: what is not given stays.
   *
   * @param url where events are posted
   * @param description what it is for, up to 200 characters
   * @param types which events it wants; an empty list: all
   */
  record WebhookChange(
      @Nullable String url, @Nullable String description, @Nullable List<@Nullable String> types) {

    WebhookData data(WebhookData before, WebhookCalls calls) {
      Fields fields = new Fields();
      var urlField = fields.optional("url", url, calls::address);
      var descriptionField =
          fields.optional("description", description, WebhookBodies::description);
      var typesField = fields.optional("types", types, WebhookBodies::types);
      return fields.build(
          () ->
              new WebhookData(
                  Objects.requireNonNullElse(urlField.orNull(), before.url()),
                  Objects.requireNonNullElse(descriptionField.orNull(), before.description()),
                  Objects.requireNonNullElse(typesField.orNull(), before.types())));
    }
  }

  private static String description(String text) {
    return Text.free("description", text, WebhookData.DESCRIPTION_LENGTH_MAX);
  }

  private static Set<EventType> types(List<@Nullable String> codes) {
    return EventType.read(codes.stream().map(String::valueOf).toList());
  }

  /**
   * What is to be sent again: all after an event, what failed, or all of a time.
   *
   * @param after the id of an event: all after it that the webhook wants, whether it was sent
   *     before or not
   * @param failed whether what was given up is tried anew
   * @param from all that was to be sent from this time on, whatever became of it, as long as it is
   *     kept; with a zone
   * @param to and before this time; not given: until now
   */
  record ReplayOrder(
      @Nullable String after,
      @Nullable Boolean failed,
      @Nullable String from,
      @Nullable String to) {}

  /**
   * What is sent again.
   *
   * @param deliveries how many; null where all after an event is sent again, which are counted as
   *     they are sent
   */
  record ReplayBody(String object, @Nullable Long deliveries) {}

  /**
   * An event on its way to a webhook.
   *
   * @param webhookId where it is sent
   * @param eventId what is sent as webhook-id, the same each time
   * @param type of the event
   * @param state waiting, delivered or failed (it was sent as often as is tried)
   * @param attempts how often it was sent since it was made, or replayed
   * @param dueAt when it is sent next; null: it is not
   * @param endedAt when it arrived, or was given up
   */
  record DeliveryBody(
      String object,
      String id,
      String webhookId,
      String eventId,
      String type,
      String state,
      int attempts,
      @Nullable Instant dueAt,
      Instant createdAt,
      @Nullable Instant endedAt) {

    static DeliveryBody of(Delivery delivery) {
      return new DeliveryBody(
          "delivery",
          PublicId.of(IdKind.DELIVERY, delivery.id()),
          PublicId.of(IdKind.WEBHOOK, delivery.webhook()),
          PublicId.of(IdKind.EVENT, delivery.event()),
          delivery.type(),
          delivery.state().code(),
          delivery.attempts(),
          delivery.state() == Delivery.State.WAITING ? delivery.dueAt() : null,
          delivery.createdAt(),
          delivery.endedAt());
    }
  }

  /**
   * An event on its way to a webhook, with what was sent and each time it was.
   *
   * @param delivery where it stands
   * @param body what is sent, the same each time
   * @param attempts each time it was sent, the first first
   */
  record DeliveryDetailBody(
      String object, String id, DeliveryBody delivery, String body, List<AttemptBody> attempts) {

    static DeliveryDetailBody of(Delivery delivery, List<Delivery.Attempt> attempts) {
      return new DeliveryDetailBody(
          "delivery_detail",
          PublicId.of(IdKind.DELIVERY, delivery.id()),
          DeliveryBody.of(delivery),
          delivery.body(),
          attempts.stream().map(AttemptBody::of).toList());
    }
  }

  /**
   * One time a delivery was sent.
   *
   * @param number from 1, over all replays
   * @param sentAt when it left
   * @param endedAt null: it is under way or was cut short, and whether it arrived is not known
   * @param status of the answer; null: there was none
   * @param answer the beginning of what was answered, or why there is no answer
   */
  record AttemptBody(
      int number,
      Instant sentAt,
      @Nullable Instant endedAt,
      @Nullable Integer status,
      @Nullable String answer) {

    static AttemptBody of(Delivery.Attempt attempt) {
      return new AttemptBody(
          attempt.number(),
          attempt.sentAt(),
          attempt.endedAt(),
          attempt.status(),
          attempt.answer());
    }
  }
}
