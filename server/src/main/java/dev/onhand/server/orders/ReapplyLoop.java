package dev.onhand.server.orders;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.access.Seller;
import dev.onhand.engine.access.Sellers;
import dev.onhand.engine.ledger.LedgerBusyException;
import dev.onhand.engine.ledger.LedgerUnavailableException;
import dev.onhand.engine.orders.FailedOrders;
import dev.onhand.engine.stock.OpenDifferences;
import dev.onhand.server.loops.Loops;
import dev.onhand.server.web.NanoTime;
import dev.onhand.store.database.SqlErrors;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at sellers as soon as their stock rose, and every few seconds at all: for SKUs that became
 * known, holds that are over and what other nodes recorded. All sellers take their time where there
 * are many, so a round of them is followed by a pause in proportion.
 */
final class ReapplyLoop implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ReapplyLoop.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** Between two looks: what rose meanwhile is looked at together. */
  private static final Duration PAUSE_MIN = Duration.ofMillis(100);

  private static final Duration ALL_PAUSE_MIN = Duration.ofSeconds(3);
  private static final int ALL_PAUSE_FACTOR = 10;

  private final Sellers sellers;
  private final RaisedStock raised;
  private final Reapplying reapplying;
  private final FailedOrders failed;
  private final OpenDifferences differences;
  private final NanoTime nanoTime;
  private final Set<SellerId> due = new LinkedHashSet<>();
  private final CountDownLatch end = new CountDownLatch(1);
  private final Thread thread =
      Thread.ofPlatform().name("order-applier").daemon().unstarted(this::run);
  private long allAt;

  ReapplyLoop(
      Sellers sellers,
      RaisedStock raised,
      Reapplying reapplying,
      FailedOrders failed,
      OpenDifferences differences,
      NanoTime nanoTime) {
    this.sellers = sellers;
    this.raised = raised;
    this.reapplying = reapplying;
    this.failed = failed;
    this.differences = differences;
    this.nanoTime = nanoTime;
    this.allAt = nanoTime.now();
  }

  void start() {
    thread.start();
  }

  private void run() {
    try {
      while (!end.await(PAUSE_MIN.toMillis(), TimeUnit.MILLISECONDS)) {
        raised.await(PAUSE);
        due.addAll(raised.take());
        long start = nanoTime.now();
        boolean all = start - allAt >= 0;
        if (all) {
          addAll();
        }
        round();
        if (all) {
          long taken = nanoTime.now() - start;
          allAt = nanoTime.now() + Math.max(ALL_PAUSE_MIN.toNanos(), ALL_PAUSE_FACTOR * taken);
        }
      }
    } catch (InterruptedException e) {
      LOG.debug("the applier of orders was interrupted and ends");
    }
  }

  private void addAll() {
    try {
      sellers.all().stream().map(Seller::id).forEach(due::add);
    } catch (RuntimeException e) {
      warn("the sellers could not be listed", e);
    }
  }

  private void round() {
    for (SellerId seller : List.copyOf(due)) {
      if (end.getCount() == 0) {
        return;
      }
      due.remove(seller);
      apply(seller);
    }
  }

  /** A seller whose orders cannot be applied now must not keep the others from it. */
  private void apply(SellerId seller) {
    try {
      failed.retryDue(seller).forEach(OrderLog::write);
      if (reapplying.apply(seller)) {
        due.add(seller);
      }
      differences.watch(seller);
    } catch (RuntimeException e) {
      due.add(seller);
      warn("the orders of seller " + seller.value() + " could not be applied", e);
    }
  }

  /** That the database is away is said once, elsewhere. */
  private void warn(String what, RuntimeException failure) {
    boolean passes =
        failure instanceof LedgerBusyException
            || failure instanceof LedgerUnavailableException
            || SqlErrors.kind(failure).passes();
    if (passes || end.getCount() == 0) {
      LOG.debug("{}; trying again", what, failure);
    } else {
      LOG.warn("{}; trying again", what, failure);
    }
  }

  @Override
  public void close() {
    end.countDown();
    raised.wake();
    Loops.end(thread);
  }
}
