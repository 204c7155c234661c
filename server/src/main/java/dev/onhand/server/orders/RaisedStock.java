package dev.onhand.server.orders;

import dev.onhand.core.ledger.Movement;
import dev.onhand.core.ledger.Place;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.ledger.State;
import dev.onhand.store.ledger.CommitObserver;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Remembers whose stock rose, so that their orders are looked at. */
final class RaisedStock implements CommitObserver {

  private final Set<SellerId> sellers = ConcurrentHashMap.newKeySet();

  @Override
  public void committed(SellerId seller, List<Movement> recorded) {
    if (recorded.stream().anyMatch(RaisedStock::raisesAvailable)) {
      sellers.add(seller);
    }
  }

  private static boolean raisesAvailable(Movement movement) {
    return movement.to() instanceof Place.Inside inside && inside.state() == State.AVAILABLE;
  }

  /** Those whose stock rose since this was asked last. */
  List<SellerId> take() {
    List<SellerId> taken = List.copyOf(sellers);
    taken.forEach(sellers::remove);
    return taken;
  }
}
