package dev.onhand.connectors.cdiscount;

import dev.onhand.connector.ConfirmsPushes;
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
import dev.onhand.connector.ReadsOrder;
import dev.onhand.connector.RemoteListing;
import dev.onhand.connector.RemoteOrder;
import dev.onhand.connector.ReportsOrders;
import dev.onhand.connector.Submission;
import dev.onhand.connector.http.HttpReply;
import dev.onhand.connectors.cdiscount.CdiscountDocuments.ResultDocument;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An account of a seller on Cdiscount. */
final class CdiscountConnector
    implements Connector, ConfirmsPushes, ReadsListing, ReportsOrders, ReadsOrder {

  /**
   * What the codes of rejections mean is not documented, so whether there is such an offer is
   * looked up; for no more than so many at once, as each is a call.
   */
  private static final int LOOKUPS_MAX = 20;

  /** Packages are worked on in minutes: before that it would be asked in vain. */
  private static final Duration WORK_MIN = Duration.ofMinutes(1);

  private final CdiscountApi api;
  private final CdiscountMapping mapping;

  CdiscountConnector(CdiscountApi api, CdiscountMapping mapping) {
    this.api = api;
    this.mapping = mapping;
  }

  @Override
  public List<PushOutcome> push(List<QuantityUpdate> updates) throws InterruptedException {
    return Pushes.checked(CdiscountConnectorFactory.DESCRIPTOR, updates, this::inPackage);
  }

  /** Nothing is pushed before the package is closed, so what fails before was not done. */
  private List<PushOutcome> inPackage(List<QuantityUpdate> updates) throws InterruptedException {
    Submission submission = new Submission(api.openPackage(), api.now());
    List<PushOutcome> outcomes = Pushes.apart(updates, part -> add(submission, part));
    if (outcomes.stream().anyMatch(PushOutcome.Unconfirmed.class::isInstance)) {
      Pushes.handedIn(() -> api.closePackage(submission.id()));
    }
    return outcomes;
  }

  /** One request that is wrong makes all of its call wrong. */
  private Optional<List<PushOutcome>> add(Submission submission, List<QuantityUpdate> updates)
      throws InterruptedException {
    if (updates.size() > CdiscountApi.REQUESTS_PER_CALL) {
      return Optional.empty();
    }
    HttpReply reply = api.add(submission.id(), updates);
    if (reply.isSuccess()) {
      return Optional.of(submission.unconfirmed(updates));
    }
    return updates.size() > 1
        ? Optional.empty()
        : Optional.of(List.of(CdiscountMapping.refused(reply)));
  }

  @Override
  public List<PushOutcome> confirm(String requestId, List<QuantityUpdate> updates)
      throws InterruptedException {
    Submission submission = Submission.of(requestId);
    if (submission.isYoungerThan(WORK_MIN, api.now())) {
      return submission.unconfirmed(updates);
    }
    Optional<String> state = api.packageState(submission.id());
    if (!CdiscountMapping.isOver(state)) {
      PushOutcome outcome = CdiscountMapping.underWay(state, submission, api.now());
      return Collections.nCopies(updates.size(), outcome);
    }
    Map<String, ResultDocument> results = api.results(submission.id());
    List<PushOutcome> outcomes = new ArrayList<>();
    int lookups = 0;
    for (QuantityUpdate update : updates) {
      ResultDocument result = results.get(update.listing().externalId());
      boolean isDoubtful = CdiscountMapping.isRejected(result) && lookups++ < LOOKUPS_MAX;
      outcomes.add(
          isDoubtful && listing(update.listing()).isEmpty()
              ? CdiscountMapping.unknownListing(result)
              : CdiscountMapping.outcome(state.orElseThrow(), update, result));
    }
    return outcomes;
  }

  @Override
  public ListingPage listings(Cursor from) throws InterruptedException {
    return CdiscountMapping.listings(api.offers(from.isStart() ? null : from.value()));
  }

  @Override
  public Optional<RemoteListing> listing(ListingRef listing) throws InterruptedException {
    return api.offer(listing.externalId()).map(CdiscountMapping::listing);
  }

  @Override
  public OrderPage orders(Instant changedSince, Cursor from) throws InterruptedException {
    PageSince page = PageSince.of(changedSince, from);
    return mapping.orders(api.orders(page), page);
  }

  @Override
  public Optional<RemoteOrder> order(String externalId) throws InterruptedException {
    return api.order(externalId).flatMap(mapping::order);
  }
}
