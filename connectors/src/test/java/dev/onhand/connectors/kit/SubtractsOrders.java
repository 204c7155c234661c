package dev.onhand.connectors.kit;

import dev.onhand.connector.Connector;
import dev.onhand.connector.Cursor;
import dev.onhand.connector.PushOutcome;
import dev.onhand.connector.PushOutcome.Applied;
import dev.onhand.connector.QuantityUpdate;
import dev.onhand.connector.RemoteOrder;
import java.time.Instant;
import java.util.List;

/** Takes off once more what the channel has taken off by itself. */
final class SubtractsOrders extends Wrapped {

  SubtractsOrders(Connector good) {
    super(good);
  }

  @Override
  public List<PushOutcome> push(List<QuantityUpdate> updates) throws InterruptedException {
    QuantityUpdate update = updates.getFirst();
    if (updates.size() > 1 || update.quantity() != 4) {
      return super.push(updates);
    }
    long ordered =
        orders(Instant.EPOCH, Cursor.START).orders().stream()
            .flatMap(order -> order.lines().stream())
            .mapToLong(RemoteOrder.Line::quantity)
            .sum();
    super.push(
        List.of(
            new QuantityUpdate(
                update.listing(),
                Math.max(0, update.quantity() - ordered),
                update.expected(),
                update.attemptKey())));
    return List.of(new Applied(update.quantity()));
  }
}
