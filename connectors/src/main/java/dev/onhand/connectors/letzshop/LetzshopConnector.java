package dev.onhand.connectors.letzshop;

import dev.onhand.connector.Connector;
import dev.onhand.connector.Cursor;
import dev.onhand.connector.ListingPage;
import dev.onhand.connector.ListsInTurn;
import dev.onhand.connector.OrderPage;
import dev.onhand.connector.PushOutcome;
import dev.onhand.connector.Pushes;
import dev.onhand.connector.QuantityUpdate;
import dev.onhand.connector.ReadsOrder;
import dev.onhand.connector.RemoteOrder;
import dev.onhand.connector.ReportsOrders;
import dev.onhand.connectors.letzshop.LetzshopDocuments.ShipmentsDocument;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A shop on Letzshop. */
final class LetzshopConnector implements Connector, ReportsOrders, ReadsOrder {

  private final LetzshopApi api;
  private final LetzshopFeed feed;

  LetzshopConnector(LetzshopApi api, LetzshopFeed feed) {
    this.api = api;
    this.feed = feed;
  }

  @Override
  public List<PushOutcome> push(List<QuantityUpdate> updates) throws InterruptedException {
    return Pushes.checked(LetzshopConnectorFactory.DESCRIPTOR, updates, feed::push);
  }

  @Override
  public ListingPage listings(Cursor from) throws InterruptedException {
    return LetzshopMapping.listings(feed.files(), from);
  }

  @Override
  public OrderPage orders(Instant changedSince, Cursor from) throws InterruptedException {
    LetzshopSchema schema = api.schema();
    ListsInTurn at = ListsInTurn.of(from, schema.states());
    ShipmentsDocument page = api.shipments(at.list(), at.from());
    return LetzshopMapping.orders(
        page, api.rereadSince(changedSince), at.next(page.end(), schema.states()));
  }

  @Override
  public Optional<RemoteOrder> order(String externalId) throws InterruptedException {
    return api.shipment(externalId).flatMap(LetzshopMapping::order);
  }
}
