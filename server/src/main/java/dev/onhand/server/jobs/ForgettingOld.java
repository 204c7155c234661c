package dev.onhand.server.jobs;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.access.Seller;
import dev.onhand.engine.access.Sellers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Forgets what is old, for all sellers, every night. */
final class ForgettingOld implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(ForgettingOld.class);

  private final Sellers sellers;
  private final String what;
  private final Duration kept;
  private final Part part;
  private final InstantSource clock;

  /**
   * @param what is forgotten, for the log
   * @param kept for so long
   */
  ForgettingOld(Sellers sellers, String what, Duration kept, Part part, InstantSource clock) {
    this.sellers = sellers;
    this.what = what;
    this.kept = kept;
    this.part = part;
    this.clock = clock;
  }

  /** Forgets some of what is older. */
  interface Part {
    /**
     * @return how many; 0: there are no more
     */
    long forget(SellerId seller, Instant before);
  }

  @Override
  public void run() {
    Instant before = clock.instant().minus(kept);
    for (Seller seller : sellers.all()) {
      try {
        long forgotten;
        do {
          forgotten = part.forget(seller.id(), before);
        } while (forgotten > 0);
      } catch (RuntimeException e) { // the other sellers' are forgotten all the same
        LOG.warn(
            "old {} of seller {} could not be forgotten; trying again tomorrow",
            what,
            seller.id().value(),
            e);
      }
    }
  }
}
