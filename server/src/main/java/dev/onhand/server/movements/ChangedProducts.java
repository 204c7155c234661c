package dev.onhand.server.movements;

import dev.onhand.core.ledger.Movement;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.store.ledger.CommitObserver;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Remembers whose products changed, so that what follows from it is done at once; one for each who
 * follows. A product that changes again while it waits waits once, and keeps its turn. What it
 * forgets when the process ends is found in the journal.
 */
public final class ChangedProducts implements CommitObserver {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /** Of each seller's products that wait the movements, who waits longest first. */
  private final Map<SellerId, Map<ProductId, List<Long>>> waiting = new HashMap<>();

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
      Map<ProductId, List<Long>> ofSeller =
          waiting.computeIfAbsent(seller, s -> new LinkedHashMap<>());
      for (Movement movement : recorded) {
        ofSeller
            .computeIfAbsent(movement.product(), p -> new ArrayList<>())
            .add(movement.id().value());
      }
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /** How many of a seller's wait. */
  public long waiting(SellerId seller) {
    lock.lock();
    try {
      return waiting.getOrDefault(seller, Map.of()).size();
    } finally {
      lock.unlock();
    }
  }

  /** The first movement of a seller whose product waits; the greatest number if none does. */
  public long firstMovement(SellerId seller) {
    lock.lock();
    try {
      return waiting.getOrDefault(seller, Map.of()).values().stream()
          .flatMap(Collection::stream)
          .mapToLong(Long::longValue)
          .min()
          .orElse(Long.MAX_VALUE);
    } finally {
      lock.unlock();
    }
  }

  /** All that wait; waits for some, for a while. */
  public Map<SellerId, Changed> take(long nanosMax) throws InterruptedException {
    return take(nanosMax, Integer.MAX_VALUE);
  }

  /**
   * Those of each seller that wait longest; waits for some, for a while.
   *
   * @param most so many of a seller's products, the others wait on
   */
  public Map<SellerId, Changed> take(long nanosMax, int most) throws InterruptedException {
    lock.lock();
    try {
      long left = nanosMax;
      while (waiting.isEmpty() && left > 0) {
        left = changed.awaitNanos(left);
      }
      Map<SellerId, Changed> taken = new HashMap<>();
      waiting.forEach((seller, ofSeller) -> taken.put(seller, first(ofSeller, most)));
      waiting.values().removeIf(Map::isEmpty);
      return taken;
    } finally {
      lock.unlock();
    }
  }

  private static Changed first(Map<ProductId, List<Long>> ofSeller, int most) {
    Changed first = new Changed(new LinkedHashSet<>(), new HashSet<>());
    Iterator<Map.Entry<ProductId, List<Long>>> rest = ofSeller.entrySet().iterator();
    while (rest.hasNext() && first.products().size() < most) {
      Map.Entry<ProductId, List<Long>> next = rest.next();
      first.products().add(next.getKey());
      first.movements().addAll(next.getValue());
      rest.remove();
    }
    return first;
  }
}
