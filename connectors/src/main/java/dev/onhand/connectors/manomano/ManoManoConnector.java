package dev.onhand.connectors.manomano;

import dev.onhand.connector.ConfirmsPushes;
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
import dev.onhand.connector.Submission;
import dev.onhand.connector.http.HttpReply;
import dev.onhand.connectors.manomano.ManoManoDocuments.OfferDocument;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A contract of a seller with ManoMano. */
final class ManoManoConnector
    implements Connector, ConfirmsPushes, ReadsListing, ReportsOrders, ReadsOrder {

  /** Longer than a change takes to be seen in the list of orders, beside what the engine adds. */
  private static final Duration OVERLAP = Duration.ofMinutes(10);

  /** Before that nothing can be seen. */
  private static final Duration WORK_MIN = Duration.ofMinutes(1);

  private final ManoManoApi api;

  ManoManoConnector(ManoManoApi api) {
    this.api = api;
  }

  @Override
  public List<PushOutcome> push(List<QuantityUpdate> updates) throws InterruptedException {
    return Pushes.checked(
        ManoManoConnectorFactory.DESCRIPTOR, updates, all -> Pushes.apart(all, this::takenIn));
  }

  /** One that is wrong, or too many, refuses all of a call. */
  private Optional<List<PushOutcome>> takenIn(List<QuantityUpdate> updates)
      throws InterruptedException {
    Submission submission = new Submission("", api.now());
    Optional<HttpReply> refusal =
        Pushes.handedIn(() -> api.setStocks(updates)).filter(reply -> !reply.isSuccess());
    if (refusal.isEmpty()) {
      return Optional.of(submission.unconfirmed(updates));
    }
    return updates.size() > 1
        ? Optional.empty()
        : Optional.of(List.of(ManoManoMapping.refused(ManoManoMapping.said(refusal.get()))));
  }

  @Override
  public List<PushOutcome> confirm(String requestId, List<QuantityUpdate> updates)
      throws InterruptedException {
    Submission submission = Submission.of(requestId);
    if (submission.isYoungerThan(WORK_MIN, api.now())) {
      return submission.unconfirmed(updates);
    }
    Map<String, OfferDocument> offers =
        api.offers(updates.stream().map(update -> update.listing().externalId()).toList());
    return updates.stream()
        .map(
            update ->
                ManoManoMapping.outcome(
                    update, offers.get(update.listing().externalId()), submission, api.now()))
        .toList();
  }

  @Override
  public ListingPage listings(Cursor from) throws InterruptedException {
    int page = PageNumbers.of(from);
    return ManoManoMapping.listings(api.offers(page), page);
  }

  @Override
  public Optional<RemoteListing> listing(ListingRef listing) throws InterruptedException {
    return Optional.ofNullable(api.offers(List.of(listing.externalId())).get(listing.externalId()))
        .map(ManoManoMapping::listing);
  }

  /** The order of the list is not documented, so it is read to its end and back. */
  @Override
  public OrderPage orders(Instant changedSince, Cursor from) throws InterruptedException {
    int page = PageNumbers.of(from);
    return ManoManoMapping.orders(api.orders(changedSince.minus(OVERLAP), Math.abs(page)), page);
  }

  @Override
  public Optional<RemoteOrder> order(String externalId) throws InterruptedException {
    return api.order(externalId).map(ManoManoMapping::order);
  }
}
