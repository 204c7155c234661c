package dev.onhand.server.orders;

import dev.onhand.core.ledger.Movement;
import dev.onhand.core.ledger.Place;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.ledger.State;
import dev.onhand.store.ledger.CommitObserver;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Remembers whose stock rose, so that their orders are looked at, and wakes who waits for that. */
final class RaisedStock implements CommitObserver {

  private final Set<SellerId> sellers = ConcurrentHashMap.newKeySet();
  private final Semaphore raised = new Semaphore(0);

  @Override
  public void committed(SellerId seller, List<Movement> recorded) {
    recorded.forEach(movement -> raisedTo(seller, movement.to()));
  }

  /** Units came to a place. */
  void raisedTo(SellerId seller, Place place) {
    boolean isAvailable = place instanceof Place.Inside inside && inside.state() == State.AVAILABLE;
    if (isAvailable && sellers.add(seller)) {
      raised.release();
    }
  }

  /** Waits until some stock rose since {@link #take}, or {@link #wake}, but not for longer. */
  void await(Duration longest) throws InterruptedException {
    if (raised.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS)) {
      raised.drainPermits();
    }
  }

  /** Ends a wait. */
  void wake() {
    raised.release();
  }

  /** Those whose stock rose since this was asked last. */
  List<SellerId> take() {
    List<SellerId> taken = List.copyOf(sellers);
    taken.forEach(sellers::remove);
    return taken;
  }
}
