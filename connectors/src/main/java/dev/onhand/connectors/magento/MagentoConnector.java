package dev.onhand.connectors.magento;

import dev.onhand.connector.Connector;
import dev.onhand.connector.Cursor;
import dev.onhand.connector.ListingPage;
import dev.onhand.connector.ListingRef;
import dev.onhand.connector.OrderPage;
import dev.onhand.connector.PageSince;
import dev.onhand.connector.PushOutcome;
import dev.onhand.connector.Pushes;
import dev.onhand.connector.QuantityUpdate;
import dev.onhand.connector.ReadsListing;
import dev.onhand.connector.ReadsListings;
import dev.onhand.connector.ReadsOrder;
import dev.onhand.connector.RemoteListing;
import dev.onhand.connector.RemoteOrder;
import dev.onhand.connector.ReportsOrders;
import dev.onhand.connectors.magento.MagentoDocuments.ProductDocument;
import dev.onhand.connectors.magento.MagentoDocuments.ProductsDocument;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A Magento shop. */
final class MagentoConnector
    implements Connector, ReadsListing, ReadsListings, ReportsOrders, ReadsOrder {

  private final MagentoApi api;
  private final Stock stock;

  MagentoConnector(MagentoApi api, Stock stock) {
    this.api = api;
    this.stock = stock;
  }

  @Override
  public List<PushOutcome> push(List<QuantityUpdate> updates) throws InterruptedException {
    return Pushes.checked(MagentoConnectorFactory.DESCRIPTOR, updates, this::pushKnown);
  }

  /** Magento takes a quantity for any SKU, and keeps it for a product that is not there. */
  private List<PushOutcome> pushKnown(List<QuantityUpdate> updates) throws InterruptedException {
    Set<String> known =
        api.products(updates.stream().map(it -> it.listing().externalId()).toList()).stream()
            .filter(ProductDocument::hasStock)
            .map(ProductDocument::sku)
            .collect(Collectors.toSet());
    return Pushes.known(
        updates,
        it -> known.contains(it.listing().externalId()),
        "the catalogue has no such SKU with stock",
        there -> Pushes.apart(there, stock::set));
  }

  @Override
  public ListingPage listings(Cursor from) throws InterruptedException {
    int page = from.number(1);
    ProductsDocument document = api.products(page);
    return new ListingPage(
        shown(document.items()), MagentoMapping.next(page, document.totalCount()));
  }

  @Override
  public Optional<RemoteListing> listing(ListingRef listing) throws InterruptedException {
    return listings(List.of(listing)).stream().findFirst();
  }

  @Override
  public List<RemoteListing> listings(List<ListingRef> listings) throws InterruptedException {
    return shown(api.products(listings.stream().map(ListingRef::externalId).toList()));
  }

  private List<RemoteListing> shown(List<ProductDocument> products) throws InterruptedException {
    List<ProductDocument> kept = products.stream().filter(ProductDocument::hasStock).toList();
    if (kept.isEmpty()) {
      return List.of();
    }
    Map<String, Long> quantities =
        stock.quantities(kept.stream().map(ProductDocument::sku).toList());
    return kept.stream()
        .map(product -> MagentoMapping.listing(product, quantities.getOrDefault(product.sku(), 0L)))
        .toList();
  }

  @Override
  public OrderPage orders(Instant changedSince, Cursor from) throws InterruptedException {
    PageSince at = PageSince.of(changedSince.truncatedTo(ChronoUnit.SECONDS), from);
    return MagentoMapping.orders(api.orders(at), at);
  }

  @Override
  public Optional<RemoteOrder> order(String externalId) throws InterruptedException {
    return api.order(externalId).map(MagentoMapping::order);
  }
}
