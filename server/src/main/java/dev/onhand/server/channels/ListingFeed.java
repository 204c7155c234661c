package dev.onhand.server.channels;

import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.channels.Listings;
import dev.onhand.server.loops.Loops;
import dev.onhand.server.movements.ChangedProducts;
import dev.onhand.server.web.NanoTime;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Computes anew what listings should show when stock of their products changed: what this node
 * recorded at once, and every second what any node did, by the journal.
 */
final class ListingFeed implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ListingFeed.class);
  private static final Duration CATCH_UP_EVERY = Duration.ofSeconds(1);

  private final ChangedProducts changed;
  private final Listings listings;
  private final Supplier<Set<SellerId>> sellers;
  private final Consumer<SellerId> due;
  private final NanoTime nanoTime;
  private final InstantSource clock;
  private final Thread thread =
      Thread.ofPlatform().name("listing-feed").daemon().unstarted(this::run);
  private volatile boolean isEnding;

  /**
   * @param sellers those that have channels to be told
   * @param due is told of a seller whose listings should show something else now
   */
  ListingFeed(
      ChangedProducts changed,
      Listings listings,
      Supplier<Set<SellerId>> sellers,
      Consumer<SellerId> due,
      NanoTime nanoTime,
      InstantSource clock) {
    this.changed = changed;
    this.listings = listings;
    this.sellers = sellers;
    this.due = due;
    this.nanoTime = nanoTime;
    this.clock = clock;
  }

  void start() {
    thread.start();
  }

  private void run() {
    try {
      long catchUpAt = nanoTime.now();
      while (!isEnding) {
        Map<SellerId, Set<ProductId>> taken = changed.take(CATCH_UP_EVERY.toNanos());
        Set<SellerId> concerned = sellers.get();
        taken.forEach(
            (seller, products) ->
                tell(
                    seller,
                    concerned::contains,
                    () -> listings.refresh(seller, products, clock.instant())));
        if (nanoTime.now() - catchUpAt >= 0) {
          concerned.forEach(
              seller -> tell(seller, one -> true, () -> listings.catchUp(seller, clock.instant())));
          catchUpAt = nanoTime.now() + CATCH_UP_EVERY.toNanos();
        }
      }
    } catch (InterruptedException e) {
      LOG.debug("the feed of listings was interrupted and ends");
    }
  }

  /** What fails is found again in the journal. */
  private void tell(SellerId seller, Predicate<SellerId> isConcerned, Supplier<Set<Long>> work) {
    if (!isConcerned.test(seller)) {
      return;
    }
    try {
      if (!work.get().isEmpty()) {
        due.accept(seller);
      }
    } catch (RuntimeException e) {
      LOG.debug("listings of seller {} could not be told; trying again", seller.value(), e);
    }
  }

  @Override
  public void close() {
    isEnding = true;
    Loops.end(thread);
  }
}
