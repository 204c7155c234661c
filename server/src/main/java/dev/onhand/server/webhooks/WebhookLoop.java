package dev.onhand.server.webhooks;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.access.Sellers;
import dev.onhand.engine.channels.Lease;
import dev.onhand.engine.webhooks.DeliveryWorker;
import dev.onhand.engine.webhooks.Webhook;
import dev.onhand.engine.webhooks.Webhooks;
import dev.onhand.server.leases.LeasedLoop;
import dev.onhand.server.leases.Node;
import dev.onhand.server.web.NanoTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Works all webhooks that this node can have the lease of. */
final class WebhookLoop implements AutoCloseable {

  private static final Duration LEASE = Duration.ofSeconds(60);

  /** Longer than a call may take: who takes over finds nothing of ours still under way. */
  private static final Duration LEASE_LEFT_MIN = Duration.ofSeconds(30);

  private final LeasedLoop<Long, Webhook> loop;

  WebhookLoop(
      Sellers sellers, Webhooks webhooks, DeliveryWorker worker, Node node, NanoTime nanoTime) {
    this.loop =
        new LeasedLoop<>(
            "webhook",
            sellers,
            new Work(webhooks, worker, node),
            node,
            LEASE.minus(LEASE_LEFT_MIN),
            nanoTime);
  }

  private record Work(Webhooks webhooks, DeliveryWorker worker, Node node)
      implements LeasedLoop.Work<Long, Webhook> {

    @Override
    public List<Long> names(SellerId seller) {
      return webhooks.list(seller).stream().map(Webhook::id).toList();
    }

    @Override
    public Optional<Webhook> find(SellerId seller, Long id) {
      return webhooks.find(seller, id);
    }

    @Override
    public Optional<Lease> lease(Webhook webhook) {
      return webhooks.lease(webhook.seller(), webhook.id(), node.name(), LEASE);
    }

    @Override
    public void endLeases(SellerId seller) {
      webhooks.endLeases(seller);
    }

    @Override
    public void release(Webhook webhook, Lease lease) {
      webhooks.release(webhook.seller(), webhook.id(), lease);
    }

    @Override
    public boolean step(Webhook webhook, Lease lease) throws InterruptedException {
      return worker.step(webhook, lease);
    }
  }

  void start() {
    loop.start();
  }

  /** Lets all look for something to do now, and for webhooks that are new. */
  void wake() {
    loop.wake();
  }

  @Override
  public void close() {
    loop.close();
  }
}
