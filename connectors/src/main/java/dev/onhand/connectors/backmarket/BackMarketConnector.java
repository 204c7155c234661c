package dev.onhand.connectors.backmarket;

import dev.onhand.connector.Connector;
import dev.onhand.connector.Cursor;
import dev.onhand.connector.ListingPage;
import dev.onhand.connector.ListingRef;
import dev.onhand.connector.OrderPage;
import dev.onhand.connector.PageNumbers;
import dev.onhand.connector.PushOutcome;
import dev.onhand.connector.Pushes;
import dev.onhand.connector.QuantityUpdate;
import dev.onhand.connector.ReadsListing;
import dev.onhand.connector.ReadsOrder;
import dev.onhand.connector.RemoteListing;
import dev.onhand.connector.RemoteOrder;
import dev.onhand.connector.ReportsOrders;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** An account on Back Market. */
final class BackMarketConnector implements Connector, ReadsListing, ReportsOrders, ReadsOrder {

  private final BackMarketApi api;

  BackMarketConnector(BackMarketApi api) {
    this.api = api;
  }

  @Override
  public List<PushOutcome> push(List<QuantityUpdate> updates) throws InterruptedException {
    return Pushes.checked(
        BackMarketConnectorFactory.DESCRIPTOR, updates, one -> List.of(push(one.getFirst())));
  }

  private PushOutcome push(QuantityUpdate update) throws InterruptedException {
    return BackMarketMapping.outcome(
        api.setQuantity(update.listing().externalId(), update.quantity()));
  }

  @Override
  public ListingPage listings(Cursor from) throws InterruptedException {
    int page = PageNumbers.of(from);
    return BackMarketMapping.listings(api.listings(page), page);
  }

  @Override
  public Optional<RemoteListing> listing(ListingRef listing) throws InterruptedException {
    return api.listing(listing.externalId()).map(BackMarketMapping::listing);
  }

  /**
   * The order of the list is not documented, and orders may move in it while it is read. So what
   * has several pages is read to the end and back again: an order that slipped through between two
   * pages on the way there is met on the way back.
   */
  @Override
  public OrderPage orders(Instant changedSince, Cursor from) throws InterruptedException {
    int page = PageNumbers.of(from);
    return BackMarketMapping.orders(api.orders(changedSince, Math.abs(page)), page);
  }

  @Override
  public Optional<RemoteOrder> order(String externalId) throws InterruptedException {
    return api.order(externalId).map(BackMarketMapping::order);
  }
}
