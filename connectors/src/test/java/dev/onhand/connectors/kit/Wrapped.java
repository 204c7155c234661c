package dev.onhand.connectors.kit;

import dev.onhand.connector.Connector;
import dev.onhand.connector.Cursor;
import dev.onhand.connector.ListingPage;
import dev.onhand.connector.ListingRef;
import dev.onhand.connector.OrderPage;
import dev.onhand.connector.PushOutcome;
import dev.onhand.connector.QuantityUpdate;
import dev.onhand.connector.ReadsListing;
import dev.onhand.connector.ReadsOrder;
import dev.onhand.connector.RemoteListing;
import dev.onhand.connector.RemoteOrder;
import dev.onhand.connector.ReportsOrders;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A connector as good as the one it passes all calls on to; a broken one changes one of them. */
class Wrapped implements Connector, ReadsListing, ReportsOrders, ReadsOrder {

  final Connector good;

  Wrapped(Connector good) {
    this.good = good;
  }

  @Override
  public List<PushOutcome> push(List<QuantityUpdate> updates) throws InterruptedException {
    return good.push(updates);
  }

  @Override
  public ListingPage listings(Cursor from) throws InterruptedException {
    return good.listings(from);
  }

  @Override
  public Optional<RemoteListing> listing(ListingRef listing) throws InterruptedException {
    return ((ReadsListing) good).listing(listing);
  }

  @Override
  public OrderPage orders(Instant changedSince, Cursor from) throws InterruptedException {
    return ((ReportsOrders) good).orders(changedSince, from);
  }

  @Override
  public Optional<RemoteOrder> order(String externalId) throws InterruptedException {
    return ((ReadsOrder) good).order(externalId);
  }
}
