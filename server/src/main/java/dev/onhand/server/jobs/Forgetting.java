package dev.onhand.server.jobs;

import dev.onhand.engine.access.Seller;
import dev.onhand.engine.access.Sellers;
import dev.onhand.engine.idempotency.KeptAnswers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Forgets the answers to Idempotency-Keys that were kept long enough, for all sellers, every night.
 * The keys of movements are the movements' own and stay.
 */
final class Forgetting implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(Forgetting.class);

  private final Sellers sellers;
  private final KeptAnswers answers;
  private final Duration kept;
  private final InstantSource clock;

  /**
   * @param kept for how long an answer is kept
   */
  Forgetting(Sellers sellers, KeptAnswers answers, Duration kept, InstantSource clock) {
    this.sellers = sellers;
    this.answers = answers;
    this.kept = kept;
    this.clock = clock;
  }

  @Override
  public void run() {
    Instant before = clock.instant().minus(kept);
    long forgotten = 0;
    for (Seller seller : sellers.all()) {
      try {
        forgotten += answers.forgetBefore(seller.id(), before);
      } catch (RuntimeException e) { // the other sellers' are forgotten all the same
        LOG.warn(
            "the kept answers of seller {} could not be forgotten; trying again tomorrow",
            seller.id().value(),
            e);
      }
    }
    LOG.info("{} answers kept from before {} were forgotten", forgotten, before);
  }
}
