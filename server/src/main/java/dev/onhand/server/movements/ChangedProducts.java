package dev.onhand.server.movements;

import dev.onhand.core.ledger.Movement;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.store.ledger.CommitObserver;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Remembers whose products changed, so that what follows from it is done at once; one for each who
 * follows. What it forgets when the process ends is found in the journal.
 */
public final class ChangedProducts implements CommitObserver {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private Map<SellerId, Changed> products = new HashMap<>();

  /**
   * What changed of a seller.
   *
   * @param movements ids of those by which it did
   */
  public record Changed(Set<ProductId> products, Set<Long> movements) {}

  @Override
  public void committed(SellerId seller, List<Movement> recorded) {
    lock.lock();
    try {
      Changed ofSeller =
          products.computeIfAbsent(seller, s -> new Changed(new HashSet<>(), new HashSet<>()));
      for (Movement movement : recorded) {
        ofSeller.products().add(movement.product());
        ofSeller.movements().add(movement.id().value());
      }
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /** How many of a seller changed since this was asked last. */
  public long waiting(SellerId seller) {
    lock.lock();
    try {
      Changed ofSeller = products.get(seller);
      return ofSeller == null ? 0 : ofSeller.products().size();
    } finally {
      lock.unlock();
    }
  }

  /** Those since this was asked last; waits for some, for a while. */
  public Map<SellerId, Changed> take(long nanosMax) throws InterruptedException {
    lock.lock();
    try {
      long left = nanosMax;
      while (products.isEmpty() && left > 0) {
        left = changed.awaitNanos(left);
      }
      Map<SellerId, Changed> taken = products;
      products = new HashMap<>();
      return taken;
    } finally {
      lock.unlock();
    }
  }
}
