package dev.onhand.server.webhooks;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.webhooks.Deliveries;
import dev.onhand.engine.webhooks.Webhook;
import dev.onhand.engine.webhooks.Webhooks;
import dev.onhand.server.jobs.JobBodies.QueueBody;
import dev.onhand.server.jobs.QueueLines;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.PublicId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What waits to be sent to webhooks, as queues. */
final class WebhookQueues implements QueueLines {

  private final Webhooks webhooks;
  private final Deliveries deliveries;

  WebhookQueues(Webhooks webhooks, Deliveries deliveries) {
    this.webhooks = webhooks;
    this.deliveries = deliveries;
  }

  @Override
  public List<QueueBody> lines(SellerId seller, Instant now) {
    return webhooks.list(seller).stream().map(webhook -> line(webhook, now)).toList();
  }

  private QueueBody line(Webhook webhook, Instant now) {
    Deliveries.Backlog backlog =
        deliveries.backlog(webhook.seller(), webhook.id(), now.truncatedTo(ChronoUnit.DAYS));
    Instant dueAt = backlog.dueAt();
    return new QueueBody(
        "queue",
        "webhook/" + PublicId.of(IdKind.WEBHOOK, webhook.id()),
        backlog.waiting(),
        backlog.sending(),
        backlog.delivered(),
        backlog.failed(),
        QueueBody.seconds(dueAt == null || dueAt.isAfter(now) ? null : dueAt, now),
        Stream.of(webhook.health().lastDeliveredAt(), webhook.health().lastFailedAt())
            .filter(Objects::nonNull)
            .max(Instant::compareTo)
            .orElse(null),
        nextAt(webhook, dueAt),
        null);
  }

  private static @Nullable Instant nextAt(Webhook webhook, @Nullable Instant dueAt) {
    if (webhook.state() != Webhook.State.ACTIVE || dueAt == null) {
      return null;
    }
    Instant rest = webhook.health().restUntil();
    return rest != null && rest.isAfter(dueAt) ? rest : dueAt;
  }
}
