package dev.onhand.connectors.kit;

import dev.onhand.connector.Connector;
import dev.onhand.connector.Cursor;
import dev.onhand.connector.OrderPage;
import dev.onhand.connector.RemoteReturn;
import dev.onhand.connector.ReportsReturns;
import dev.onhand.connector.ReturnPage;
import java.time.Instant;

/** Whose list of returns has all that may come back, and not what did. */
final class ListsWhatLeft extends Wrapped implements ReportsReturns {

  ListsWhatLeft(Connector good) {
    super(good);
  }

  @Override
  public ReturnPage returns(Instant since, Cursor from) throws InterruptedException {
    OrderPage page = orders(since, from);
    return new ReturnPage(
        page.orders().stream()
            .flatMap(
                order ->
                    order.lines().stream()
                        .filter(line -> line.shipped() > 0)
                        .map(
                            line ->
                                new RemoteReturn(
                                    line.id(),
                                    order.externalId(),
                                    line.id(),
                                    null,
                                    line.shipped(),
                                    null,
                                    true)))
            .toList(),
        page.next());
  }
}
