package dev.onhand.server.channels;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.channels.Listings;
import dev.onhand.engine.channels.Paces;
import dev.onhand.server.loops.Loops;
import dev.onhand.server.movements.ChangedProducts;
import dev.onhand.server.movements.ChangedProducts.Changed;
import dev.onhand.server.web.NanoTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Computes anew what listings should show when stock of their products changed: what this node
 * recorded at once, and every second what any other did, by the journal.
 */
final class ListingFeed implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ListingFeed.class);
  private static final Duration CATCH_UP_EVERY = Duration.ofSeconds(1);

  /**
   * So many products are computed before those are told that changed by it. What of the others
   * changes meanwhile is computed once.
   */
  private static final int AT_ONCE = 25;

  private final ChangedProducts changed;
  private final Listings listings;
  private final Paces paces;
  private final Supplier<Set<SellerId>> sellers;
  private final Consumer<SellerId> due;
  private final NanoTime nanoTime;
  private final InstantSource clock;
  private final Thread thread =
      Thread.ofPlatform().name("listing-feed").daemon().unstarted(this::run);
  private volatile boolean isEnding;

  private final Map<SellerId, ComputedMovements> computed = new HashMap<>();

  /**
   * @param paces is told how much is left to be computed
   * @param sellers those that have channels to be told
   * @param due is told of a seller whose listings should show something else now
   */
  ListingFeed(
      ChangedProducts changed,
      Listings listings,
      Paces paces,
      Supplier<Set<SellerId>> sellers,
      Consumer<SellerId> due,
      NanoTime nanoTime,
      InstantSource clock) {
    this.changed = changed;
    this.listings = listings;
    this.paces = paces;
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
        Map<SellerId, Changed> taken = changed.take(CATCH_UP_EVERY.toNanos(), AT_ONCE);
        Set<SellerId> concerned = sellers.get();
        computed.keySet().retainAll(concerned);
        taken.forEach(
            (seller, moved) -> tell(seller, concerned::contains, () -> compute(seller, moved)));
        if (nanoTime.now() - catchUpAt >= 0) {
          concerned.forEach(seller -> tell(seller, one -> true, () -> catchUp(seller)));
          catchUpAt = nanoTime.now() + CATCH_UP_EVERY.toNanos();
        }
      }
    } catch (InterruptedException e) {
      LOG.debug("the feed of listings was interrupted and ends");
    }
  }

  private Set<Long> compute(SellerId seller, Changed moved) {
    Instant begin = clock.instant();
    Set<Long> due = listings.refresh(seller, moved.products(), begin);
    computed(seller).add(moved.movements());
    paces.computed(
        seller, moved.products().size(), changed.waiting(seller), begin, clock.instant());
    return due;
  }

  private Set<Long> catchUp(SellerId seller) {
    ComputedMovements known = computed(seller);
    long end = known.end(changed.firstMovement(seller));
    Set<Long> due = listings.catchUp(seller, known::contains, end, clock.instant());
    known.readTo(end);
    return due;
  }

  private ComputedMovements computed(SellerId seller) {
    return computed.computeIfAbsent(seller, s -> new ComputedMovements());
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
      paces.computed(seller, 0, 0, clock.instant(), clock.instant());
      LOG.debug("listings of seller {} could not be told; trying again", seller.value(), e);
    }
  }

  @Override
  public void close() {
    isEnding = true;
    Loops.end(thread);
  }
}
