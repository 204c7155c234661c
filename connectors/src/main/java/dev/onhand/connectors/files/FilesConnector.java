package dev.onhand.connectors.files;

import dev.onhand.connector.Connector;
import dev.onhand.connector.Cursor;
import dev.onhand.connector.ListingPage;
import dev.onhand.connector.OrderPage;
import dev.onhand.connector.PushOutcome;
import dev.onhand.connector.Pushes;
import dev.onhand.connector.QuantityUpdate;
import dev.onhand.connector.ReportsOrders;
import java.time.Instant;
import java.util.List;

/** A folder that is shared with a partner. */
final class FilesConnector implements Connector, ReportsOrders {

  private final Inbox inbox;
  private final Outbox outbox;

  FilesConnector(Inbox inbox, Outbox outbox) {
    this.inbox = inbox;
    this.outbox = outbox;
  }

  @Override
  public List<PushOutcome> push(List<QuantityUpdate> updates) throws InterruptedException {
    return Pushes.checked(FilesConnectorFactory.DESCRIPTOR, updates, outbox::push);
  }

  @Override
  public ListingPage listings(Cursor from) throws InterruptedException {
    return outbox.listings(from);
  }

  @Override
  public OrderPage orders(Instant changedSince, Cursor from) throws InterruptedException {
    return inbox.page(changedSince, from);
  }
}
