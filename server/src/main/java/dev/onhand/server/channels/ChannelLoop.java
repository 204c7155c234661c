package dev.onhand.server.channels;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.access.Seller;
import dev.onhand.engine.access.Sellers;
import dev.onhand.engine.channels.Account;
import dev.onhand.engine.channels.AccountWorker;
import dev.onhand.engine.channels.Accounts;
import dev.onhand.engine.channels.Lease;
import dev.onhand.engine.channels.LeaseLostException;
import dev.onhand.server.web.NanoTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
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
 * Works all accounts that this node can have the lease of, each on a thread of its own. One that
 * has nothing to do looks again when it is told to, and every second.
 */
final class ChannelLoop implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ChannelLoop.class);

  /** Longer than a call may take: who takes over finds nothing of ours still under way. */
  static final Duration LEASE = Duration.ofSeconds(90);

  /** With less left of a lease than this nothing is begun under it. */
  private static final Duration LEASE_LEFT_MIN = Duration.ofSeconds(60);

  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  /**
   * All accounts are listed, which takes its time where there are many sellers: then less often.
   */
  private static final int LOOK_PAUSE_FACTOR = 10;

  private static final Duration STOP_WAIT = Duration.ofSeconds(5);

  private final Sellers sellers;
  private final Accounts accounts;
  private final AccountWorker worker;
  private final String node;
  private final InstantSource clock;
  private final NanoTime nanoTime;
  private final Map<Key, Worked> working = new ConcurrentHashMap<>();
  private final CountDownLatch end = new CountDownLatch(1);
  private final Thread thread = Thread.ofPlatform().name("channels").daemon().unstarted(this::run);

  private record Key(SellerId seller, String code) {}

  /** The thread of an account. */
  private record Worked(Thread thread, Semaphore wake) {}

  /**
   * @param node a name that no other node has
   */
  ChannelLoop(
      Sellers sellers,
      Accounts accounts,
      AccountWorker worker,
      String node,
      InstantSource clock,
      NanoTime nanoTime) {
    this.sellers = sellers;
    this.accounts = accounts;
    this.worker = worker;
    this.node = node;
    this.clock = clock;
    this.nanoTime = nanoTime;
  }

  void start() {
    thread.start();
  }

  /** Those with accounts that this node works, or tries to. */
  Set<SellerId> sellers() {
    return working.keySet().stream().map(Key::seller).collect(Collectors.toSet());
  }

  /** Lets a seller's accounts look for something to do now. */
  void wake(SellerId seller) {
    working.forEach(
        (key, worked) -> {
          if (key.seller().equals(seller) && worked.wake().availablePermits() == 0) {
            worked.wake().release();
          }
        });
  }

  private void run() {
    try {
      long pause;
      do {
        long start = nanoTime.now();
        look();
        pause = Math.max(LOOK_EVERY.toNanos(), LOOK_PAUSE_FACTOR * (nanoTime.now() - start));
      } while (!end.await(pause, TimeUnit.NANOSECONDS));
    } catch (InterruptedException e) {
      LOG.debug("the loop of channels was interrupted and ends");
    }
  }

  /** Begins with accounts that are new. */
  private void look() {
    try {
      for (Seller seller : sellers.all()) {
        for (Account account : accounts.list(seller.id())) {
          Key key = new Key(seller.id(), account.code());
          working.computeIfAbsent(key, this::begin);
        }
      }
    } catch (RuntimeException e) {
      LOG.debug("the channels could not be listed; trying again", e);
    }
  }

  private Worked begin(Key key) {
    Semaphore wake = new Semaphore(0);
    Thread made =
        Thread.ofVirtual()
            .name("channel-" + key.seller().value() + "-" + key.code())
            .start(() -> work(key, wake));
    return new Worked(made, wake);
  }

  private void work(Key key, Semaphore wake) {
    @Nullable Lease lease = null;
    try {
      while (end.getCount() > 0) {
        boolean isBusy = false;
        try {
          Account account = accounts.find(key.seller(), key.code()).orElseThrow();
          lease = leased(account, lease);
          isBusy = lease != null && worker.step(account, lease);
        } catch (LeaseLostException e) {
          LOG.info("{}: another node took over", key.code());
          lease = null;
        } catch (RuntimeException e) {
          LOG.debug("{}: a step failed; trying again", key.code(), e);
        }
        if (!isBusy && wake.tryAcquire(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
          wake.drainPermits();
        }
      }
    } catch (InterruptedException e) {
      LOG.debug("{}: interrupted, ends", key.code());
    } finally {
      release(key, lease);
    }
  }

  /** Null: another node has it. */
  private @Nullable Lease leased(Account account, @Nullable Lease lease) {
    Instant now = clock.instant();
    if (lease != null && lease.until().minus(LEASE_LEFT_MIN).isAfter(now)) {
      return lease;
    }
    Optional<Lease> taken = accounts.lease(account.seller(), account.channel(), node, now, LEASE);
    return taken.orElse(null);
  }

  private void release(Key key, @Nullable Lease lease) {
    if (lease == null) {
      return;
    }
    try {
      accounts
          .find(key.seller(), key.code())
          .ifPresent(account -> accounts.release(key.seller(), account.channel(), lease));
    } catch (RuntimeException e) {
      LOG.debug("{}: the lease could not be given back; it ends by itself", key.code(), e);
    }
  }

  @Override
  public void close() {
    end.countDown();
    List<Worked> all = List.copyOf(working.values());
    all.forEach(worked -> worked.wake().release());
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
