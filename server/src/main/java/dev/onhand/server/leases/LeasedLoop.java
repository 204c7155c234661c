package dev.onhand.server.leases;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.access.Seller;
import dev.onhand.engine.access.Sellers;
import dev.onhand.engine.channels.Lease;
import dev.onhand.engine.channels.LeaseLostException;
import dev.onhand.server.web.NanoTime;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works all pieces of a kind of work that this node can have the lease of, each on a thread of its
 * own, so that none waits for another. One that has nothing to do looks again when it is told to,
 * and every second.
 *
 * @param <N> names a piece within its seller
 * @param <P> the piece as it is when it is worked
 */
public final class LeasedLoop<N, P> implements AutoCloseable {

  /** What is worked. */
  public interface Work<N, P> {

    /** The names of all pieces of a seller. */
    List<N> names(SellerId seller);

    /** Empty: it is gone, and is not worked any more. */
    Optional<P> find(SellerId seller, N name);

    /** Takes or renews the lease of a piece; empty: another node has it. */
    Optional<Lease> lease(P piece);

    /** Ends all leases of a seller's pieces: whoever had one is not there any more. */
    void endLeases(SellerId seller);

    /** Gives a lease back. */
    void release(P piece, Lease lease);

    /**
     * Does some of the work.
     *
     * @return whether there may be more to do at once
     * @throws LeaseLostException if another node works it
     */
    boolean step(P piece, Lease lease) throws InterruptedException;
  }

  private static final Logger LOG = LoggerFactory.getLogger(LeasedLoop.class);

  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  /** All are listed, which takes its time where there are many sellers: then less often. */
  private static final int LOOK_PAUSE_FACTOR = 10;

  private static final Duration STOP_WAIT = Duration.ofSeconds(5);

  private final String kind;
  private final Sellers sellers;
  private final Work<N, P> work;
  private final Node node;
  private final Duration renewAfter;
  private final NanoTime nanoTime;
  private final Map<Key<N>, Worked> working = new ConcurrentHashMap<>();

  /** Those of whom nobody has a lease who is not there any more. */
  private final Set<SellerId> begun = new HashSet<>();

  private final CountDownLatch end = new CountDownLatch(1);
  private final Semaphore wake = new Semaphore(0);
  private final Thread thread;

  private record Key<N>(SellerId seller, N name) {}

  /** The thread of a piece. */
  private record Worked(Thread thread, Semaphore wake) {}

  /** A lease, and when it was asked for: by what passes, whatever any clock shows. */
  private record Held(Lease lease, long askedAt) {}

  /**
   * @param kind what a piece is, for the names of threads and in logs
   * @param node where it is alone, what a process before it left is taken over at once
   * @param renewAfter so long after it was asked for, nothing is begun under a lease before it is
   *     renewed
   */
  public LeasedLoop(
      String kind,
      Sellers sellers,
      Work<N, P> work,
      Node node,
      Duration renewAfter,
      NanoTime nanoTime) {
    this.kind = kind;
    this.sellers = sellers;
    this.work = work;
    this.node = node;
    this.renewAfter = renewAfter;
    this.nanoTime = nanoTime;
    this.thread = Thread.ofPlatform().name(kind + "s").daemon().unstarted(this::run);
  }

  public void start() {
    thread.start();
  }

  /** Those of whom this node works something, or tries to. */
  public Set<SellerId> sellers() {
    return working.keySet().stream().map(Key::seller).collect(Collectors.toSet());
  }

  /** Lets a seller's pieces look for something to do now. */
  public void wake(SellerId seller) {
    working.forEach(
        (key, worked) -> {
          if (key.seller().equals(seller)) {
            release(worked.wake());
          }
        });
  }

  /** Lets all look for something to do now, and for pieces that are new. */
  public void wake() {
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
        await(wake, Math.max(LOOK_EVERY.toNanos(), LOOK_PAUSE_FACTOR * (nanoTime.now() - start)));
      }
    } catch (InterruptedException e) {
      LOG.debug("the loop of {}s was interrupted and ends", kind);
    }
  }

  private static void await(Semaphore wake, long nanosMax) throws InterruptedException {
    if (wake.tryAcquire(nanosMax, TimeUnit.NANOSECONDS)) {
      wake.drainPermits();
    }
  }

  /** Begins with pieces that are new. */
  private void look() {
    try {
      for (Seller seller : sellers.all()) {
        if (node.isAlone() && !begun.contains(seller.id())) {
          work.endLeases(seller.id());
          begun.add(seller.id());
        }
        for (N name : work.names(seller.id())) {
          working.computeIfAbsent(new Key<>(seller.id(), name), this::begin);
        }
      }
    } catch (RuntimeException e) {
      LOG.debug("the {}s could not be listed; trying again", kind, e);
    }
  }

  private Worked begin(Key<N> key) {
    Semaphore own = new Semaphore(0);
    Thread made =
        Thread.ofVirtual()
            .name("%s-%d-%s".formatted(kind, key.seller().value(), key.name()))
            .start(() -> work(key, own));
    return new Worked(made, own);
  }

  private void work(Key<N> key, Semaphore own) {
    @Nullable P piece = null;
    @Nullable Held held = null;
    try {
      while (end.getCount() > 0) {
        boolean isBusy = false;
        try {
          Optional<P> found = work.find(key.seller(), key.name());
          if (found.isEmpty()) {
            working.remove(key);
            return;
          }
          piece = found.get();
          held = held(piece, held);
          isBusy = held != null && work.step(piece, held.lease());
        } catch (LeaseLostException e) {
          LOG.info("{} {}: another node took over", kind, key.name());
          held = null;
        } catch (RuntimeException e) {
          LOG.debug("{} {}: a step failed; trying again", kind, key.name(), e);
        }
        if (!isBusy) {
          await(own, LOOK_EVERY.toNanos());
        }
      }
    } catch (InterruptedException e) {
      LOG.debug("{} {}: interrupted, ends", kind, key.name());
    } finally {
      if (piece != null && held != null) {
        giveBack(key, piece, held.lease());
      }
    }
  }

  /** Null: another node has it. */
  private @Nullable Held held(P piece, @Nullable Held held) {
    long now = nanoTime.now();
    return held != null && now - held.askedAt() < renewAfter.toNanos()
        ? held
        : work.lease(piece).map(lease -> new Held(lease, now)).orElse(null);
  }

  private void giveBack(Key<N> key, P piece, Lease lease) {
    try {
      work.release(piece, lease);
    } catch (RuntimeException e) {
      LOG.debug("{} {}: the lease could not be given back; it ends by itself", kind, key.name(), e);
    }
  }

  @Override
  public void close() {
    end.countDown();
    wake();
    List<Worked> all = List.copyOf(working.values());
    try {
      long begin = nanoTime.now();
      for (Worked worked : all) {
        Duration left = STOP_WAIT.minusNanos(nanoTime.now() - begin);
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
