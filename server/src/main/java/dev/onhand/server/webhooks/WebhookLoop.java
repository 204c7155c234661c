package dev.onhand.server.webhooks;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.access.Seller;
import dev.onhand.engine.access.Sellers;
import dev.onhand.engine.channels.Lease;
import dev.onhand.engine.channels.LeaseLostException;
import dev.onhand.engine.webhooks.DeliveryWorker;
import dev.onhand.engine.webhooks.Webhook;
import dev.onhand.engine.webhooks.Webhooks;
import dev.onhand.server.web.NanoTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works all webhooks that this node can have the lease of, each on a thread of its own, so that
 * none waits for another. One that has nothing to do looks again when it is told to, and every
 * second.
 */
final class WebhookLoop implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(WebhookLoop.class);

  private static final Duration LEASE = Duration.ofSeconds(60);

  /**
   * With less left of a lease than this nothing is begun under it: longer than a call may take, so
   * who takes over finds nothing of ours still under way.
   */
  private static final Duration LEASE_LEFT_MIN = Duration.ofSeconds(30);

  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  /** All are listed, which takes its time where there are many sellers: then less often. */
  private static final int LOOK_PAUSE_FACTOR = 10;

  private static final Duration STOP_WAIT = Duration.ofSeconds(5);

  private final Sellers sellers;
  private final Webhooks webhooks;
  private final DeliveryWorker worker;
  private final String node;
  private final InstantSource clock;
  private final NanoTime nanoTime;
  private final Map<Key, Worked> working = new ConcurrentHashMap<>();
  private final CountDownLatch end = new CountDownLatch(1);
  private final Semaphore wake = new Semaphore(0);
  private final Thread thread = Thread.ofPlatform().name("webhooks").daemon().unstarted(this::run);

  private record Key(SellerId seller, long webhook) {}

  /** The thread of a webhook. */
  private record Worked(Thread thread, Semaphore wake) {}

  /**
   * @param node a name that no other node has
   */
  WebhookLoop(
      Sellers sellers,
      Webhooks webhooks,
      DeliveryWorker worker,
      String node,
      InstantSource clock,
      NanoTime nanoTime) {
    this.sellers = sellers;
    this.webhooks = webhooks;
    this.worker = worker;
    this.node = node;
    this.clock = clock;
    this.nanoTime = nanoTime;
  }

  void start() {
    thread.start();
  }

  /** Lets all look for something to do now, and for webhooks that are new. */
  void wake() {
    release(wake);
    working.values().forEach(worked -> release(worked.wake()));
  }

  private static void release(Semaphore semaphore) {
    if (semaphore.availablePermits() == 0) {
      semaphore.release();
    }
  }

  private void run() {
    try {
      while (end.getCount() > 0) {
        long start = nanoTime.now();
        look();
        long pause = Math.max(LOOK_EVERY.toNanos(), LOOK_PAUSE_FACTOR * (nanoTime.now() - start));
        await(wake, pause);
      }
    } catch (InterruptedException e) {
      LOG.debug("the loop of webhooks was interrupted and ends");
    }
  }

  private static void await(Semaphore wake, long nanosMax) throws InterruptedException {
    if (wake.tryAcquire(nanosMax, TimeUnit.NANOSECONDS)) {
      wake.drainPermits();
    }
  }

  /** Begins with webhooks that are new. */
  private void look() {
    try {
      for (Seller seller : sellers.all()) {
        for (Webhook webhook : webhooks.list(seller.id())) {
          working.computeIfAbsent(new Key(seller.id(), webhook.id()), this::begin);
        }
      }
    } catch (RuntimeException e) {
      LOG.debug("the webhooks could not be listed; trying again", e);
    }
  }

  private Worked begin(Key key) {
    Semaphore own = new Semaphore(0);
    Thread made =
        Thread.ofVirtual()
            .name("webhook-" + key.seller().value() + "-" + key.webhook())
            .start(() -> work(key, own));
    return new Worked(made, own);
  }

  /** Ends when it is removed. */
  private void work(Key key, Semaphore own) {
    @Nullable Lease lease = null;
    try {
      while (end.getCount() > 0) {
        boolean isBusy = false;
        try {
          Optional<Webhook> webhook = webhooks.find(key.seller(), key.webhook());
          if (webhook.isEmpty()) {
            working.remove(key);
            return;
          }
          lease = leased(key, lease);
          isBusy = lease != null && worker.step(webhook.get(), lease);
        } catch (LeaseLostException e) {
          LOG.debug("webhook {}: another node took over", key.webhook());
          lease = null;
        } catch (RuntimeException e) {
          LOG.debug("webhook {}: a step failed; trying again", key.webhook(), e);
        }
        if (!isBusy) {
          await(own, LOOK_EVERY.toNanos());
        }
      }
    } catch (InterruptedException e) {
      LOG.debug("webhook {}: interrupted, ends", key.webhook());
    } finally {
      release(key, lease);
    }
  }

  /** Null: another node has it. */
  private @Nullable Lease leased(Key key, @Nullable Lease lease) {
    Instant now = clock.instant();
    if (lease != null && lease.until().minus(LEASE_LEFT_MIN).isAfter(now)) {
      return lease;
    }
    return webhooks.lease(key.seller(), key.webhook(), node, now, LEASE).orElse(null);
  }

  private void release(Key key, @Nullable Lease lease) {
    if (lease == null) {
      return;
    }
    try {
      webhooks.release(key.seller(), key.webhook(), lease);
    } catch (RuntimeException e) {
      LOG.debug(
          "webhook {}: the lease could not be given back; it ends by itself", key.webhook(), e);
    }
  }

  @Override
  public void close() {
    end.countDown();
    wake();
    List<Worked> all = List.copyOf(working.values());
    try {
      Instant until = clock.instant().plus(STOP_WAIT);
      for (Worked worked : all) {
        Duration left = Duration.between(clock.instant(), until);
        if (left.isNegative() || !worked.thread().join(left)) {
          worked.thread().interrupt();
        }
      }
      thread.join(STOP_WAIT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
