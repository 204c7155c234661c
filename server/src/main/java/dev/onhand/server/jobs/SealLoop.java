package dev.onhand.server.jobs;

import dev.onhand.core.ledger.Movement;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.access.Seller;
import dev.onhand.engine.access.Sellers;
import dev.onhand.engine.verification.Checkpoints;
import dev.onhand.engine.verification.Sealing;
import dev.onhand.server.loops.Loops;
import dev.onhand.store.database.SqlErrors;
import dev.onhand.store.ledger.CommitObserver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Seals what was committed, about a second later and for all that came in between at once: sealing
 * a thousand movements costs little more than sealing one. Sellers that another node worked for are
 * looked at once a minute.
 */
final class SealLoop implements CommitObserver, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SealLoop.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final int PAUSES_UNTIL_ALL = 60;

  private final Sellers sellers;
  private final Sealing sealing;
  private final Checkpoints checkpoints;
  private final Set<SellerId> due = ConcurrentHashMap.newKeySet();
  private final CountDownLatch end = new CountDownLatch(1);
  private final Thread thread = Thread.ofPlatform().name("sealer").daemon().unstarted(this::run);

  SealLoop(Sellers sellers, Sealing sealing, Checkpoints checkpoints) {
    this.sellers = sellers;
    this.sealing = sealing;
    this.checkpoints = checkpoints;
  }

  void start() {
    thread.start();
  }

  @Override
  public void committed(SellerId seller, List<Movement> recorded) {
    due.add(seller);
  }

  private void run() {
    try {
      for (int pauses = 0; !end.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS); pauses++) {
        round(pauses % PAUSES_UNTIL_ALL == 0);
      }
    } catch (InterruptedException e) {
      LOG.debug("the sealer was interrupted and ends");
    }
  }

  private void round(boolean all) {
    try {
      if (all) {
        sellers.all().stream().map(Seller::id).forEach(due::add);
      }
    } catch (RuntimeException e) {
      warn("the sellers could not be listed", e);
    }
    for (SellerId seller : new ArrayList<>(due)) {
      if (end.getCount() == 0) {
        return;
      }
      due.remove(seller);
      seal(seller);
    }
  }

  /** A seller whose movements cannot be sealed now must not keep the others from it. */
  private void seal(SellerId seller) {
    try {
      boolean more = sealing.sealAll(seller).more();
      while (end.getCount() > 0 && checkpoints.advance(seller)) {
        Thread.onSpinWait(); // one bounded piece after another
      }
      if (more) {
        due.add(seller);
      }
    } catch (RuntimeException e) {
      due.add(seller);
      warn("the movements of seller " + seller.value() + " could not be sealed", e);
    }
  }

  /** That the database is away is said once, elsewhere. */
  private void warn(String what, RuntimeException failure) {
    if (SqlErrors.kind(failure).passes() || end.getCount() == 0) {
      LOG.debug("{}; trying again", what, failure);
    } else {
      LOG.warn("{}; trying again", what, failure);
    }
  }

  @Override
  public void close() {
    end.countDown();
    Loops.end(thread);
  }
}
