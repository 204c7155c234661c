package dev.onhand.server.alerts;

import dev.onhand.engine.access.Seller;
import dev.onhand.engine.access.Sellers;
import dev.onhand.engine.alerts.AlertDelivery;
import dev.onhand.engine.alerts.AlertMessages;
import dev.onhand.engine.alerts.AlertWatch;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is done about alerts by the clock, for all sellers. One node at a time does it. */
public final class AlertRounds {

  private static final Logger LOG = LoggerFactory.getLogger(AlertRounds.class);

  /** So many sellers' people are told side by side: one whose mail server hangs keeps few. */
  private static final int SIDE_BY_SIDE = 16;

  /** What was told is kept for so long, to be seen. */
  private static final Duration KEPT = Duration.ofDays(30);

  private final Sellers sellers;
  private final AlertWatch watch;
  private final AlertDelivery delivery;
  private final AlertMessages messages;
  private final InstantSource clock;

  AlertRounds(
      Sellers sellers,
      AlertWatch watch,
      AlertDelivery delivery,
      AlertMessages messages,
      InstantSource clock) {
    this.sellers = sellers;
    this.watch = watch;
    this.delivery = delivery;
    this.messages = messages;
    this.clock = clock;
  }

  /** Looks at what rules watch. */
  public void watch() {
    sellers.all().forEach(seller -> safely(seller, one -> watch.look(one.id())));
  }

  /** Tells people of what opened. */
  public void deliver() {
    Semaphore free = new Semaphore(SIDE_BY_SIDE);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Seller seller : sellers.all()) {
        threads.execute(
            () -> {
              free.acquireUninterruptibly();
              try {
                safely(seller, this::deliver);
              } finally {
                free.release();
              }
            });
      }
    }
  }

  private void deliver(Seller seller) {
    try {
      delivery.deliver(seller);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // what was not told is told by the next round
    }
  }

  /** Forgets what was told long ago. */
  public void forget() {
    sellers
        .all()
        .forEach(
            seller ->
                safely(
                    seller, one -> messages.forgetBefore(one.id(), clock.instant().minus(KEPT))));
  }

  /** A seller who is in trouble must not keep the others waiting. */
  private static void safely(Seller seller, Consumer<Seller> work) {
    try {
      work.accept(seller);
    } catch (RuntimeException e) {
      LOG.warn("the alerts of seller {} wait for the next round", seller.id().value(), e);
    }
  }
}
