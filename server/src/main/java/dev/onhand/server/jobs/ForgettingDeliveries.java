package dev.onhand.server.jobs;

import dev.onhand.engine.access.Seller;
import dev.onhand.engine.access.Sellers;
import dev.onhand.engine.webhooks.Deliveries;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Forgets what was sent to webhooks long ago, for all sellers, every night. */
final class ForgettingDeliveries implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(ForgettingDeliveries.class);

  private static final Duration KEPT = Duration.ofDays(30);

  private final Sellers sellers;
  private final Deliveries deliveries;
  private final InstantSource clock;

  ForgettingDeliveries(Sellers sellers, Deliveries deliveries, InstantSource clock) {
    this.sellers = sellers;
    this.deliveries = deliveries;
    this.clock = clock;
  }

  @Override
  public void run() {
    Instant before = clock.instant().minus(KEPT);
    for (Seller seller : sellers.all()) {
      try {
        long forgotten;
        do {
          forgotten = deliveries.forgetBefore(seller.id(), before);
        } while (forgotten > 0);
      } catch (RuntimeException e) { // the other sellers' are forgotten all the same
        LOG.warn(
            "deliveries of seller {} could not be forgotten; trying again tomorrow",
            seller.id().value(),
            e);
      }
    }
  }
}
