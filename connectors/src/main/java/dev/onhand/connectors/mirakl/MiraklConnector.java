package dev.onhand.connectors.mirakl;

import dev.onhand.connector.Cause;
import dev.onhand.connector.ConfirmsPushes;
import dev.onhand.connector.Connector;
import dev.onhand.connector.Cursor;
import dev.onhand.connector.DeferredException;
import dev.onhand.connector.ListingPage;
import dev.onhand.connector.ListingRef;
import dev.onhand.connector.OrderPage;
import dev.onhand.connector.PagesOrFile;
import dev.onhand.connector.PushOutcome;
import dev.onhand.connector.Pushes;
import dev.onhand.connector.QuantityUpdate;
import dev.onhand.connector.ReadsListing;
import dev.onhand.connector.ReadsOrder;
import dev.onhand.connector.RemoteListing;
import dev.onhand.connector.RemoteOrder;
import dev.onhand.connector.ReportsOrders;
import dev.onhand.connector.ReportsReturns;
import dev.onhand.connector.ReturnPage;
import dev.onhand.connector.Submission;
import dev.onhand.connector.http.HttpReply;
import dev.onhand.connectors.mirakl.MiraklDocuments.ImportDocument;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A shop of a seller on one marketplace that runs on Mirakl. */
final class MiraklConnector
    implements Connector, ConfirmsPushes, ReadsListing, ReportsOrders, ReadsOrder, ReportsReturns {

  /**
   * What reasons mean is not documented, so whether there is such an offer is looked up; for no
   * more than so many at once, as each is a call.
   */
  private static final int LOOKUPS_MAX = 20;

  /** Files are worked on in minutes: before that it would be asked in vain. */
  private static final Duration WORK_MIN = Duration.ofMinutes(1);

  private final MiraklApi api;
  private final PagesOrFile offers;
  private final MiraklMapping mapping;
  private final boolean areReturnsSellable;

  MiraklConnector(MiraklApi api, MiraklMapping mapping, boolean areReturnsSellable) {
    this.areReturnsSellable = areReturnsSellable;
    this.api = api;
    this.offers = new PagesOrFile(new MiraklOffers(api, mapping));
    this.mapping = mapping;
  }

  @Override
  public List<PushOutcome> push(List<QuantityUpdate> updates) throws InterruptedException {
    return Pushes.checked(MiraklConnectorFactory.DESCRIPTOR, updates, this::inFile);
  }

  private List<PushOutcome> inFile(List<QuantityUpdate> updates) throws InterruptedException {
    HttpReply reply = api.importStock(StockFile.of(updates, mapping.warehouse()));
    return switch (reply.status()) {
      case 400 ->
          Collections.nCopies(
              updates.size(), MiraklMapping.refused(MiraklApi.RULES.advice(reply), true));
      // Other imports may set what they are not told to its default: prices, for one.
      case 404, 405 ->
          throw new DeferredException(
              Cause.NOT_ALLOWED,
              "this marketplace takes no files with nothing but stock (STO01), or the address is"
                  + " not its own");
      default -> {
        String id = MiraklDocuments.text(reply, "import_id");
        yield new Submission(id, api.now()).unconfirmed(updates);
      }
    };
  }

  @Override
  public List<PushOutcome> confirm(String requestId, List<QuantityUpdate> updates)
      throws InterruptedException {
    Submission submission = Submission.of(requestId);
    if (submission.isYoungerThan(WORK_MIN, api.now())) {
      return submission.unconfirmed(updates);
    }
    ImportDocument state = api.importState(submission.id()).orElse(ImportDocument.GONE);
    if (!state.isOver()) {
      PushOutcome outcome = MiraklMapping.underWay(state, submission, api.now());
      return Collections.nCopies(updates.size(), outcome);
    }
    return state.hasErrors()
        ? outcomes(updates, StockFile.errors(api.errorReport(submission.id())))
        : Pushes.applied(updates);
  }

  /** What a report does not name was taken. */
  private List<PushOutcome> outcomes(List<QuantityUpdate> updates, Map<String, String> errors)
      throws InterruptedException {
    List<PushOutcome> outcomes = new ArrayList<>();
    int lookups = 0;
    for (QuantityUpdate update : updates) {
      String sku = update.listing().externalId();
      String error = errors.get(sku.strip());
      if (error == null) {
        outcomes.add(new PushOutcome.Applied(update.quantity()));
      } else {
        boolean isThere = lookups++ >= LOOKUPS_MAX || api.offer(sku).isPresent();
        outcomes.add(MiraklMapping.refused(error, isThere));
      }
    }
    return outcomes;
  }

  @Override
  public ListingPage listings(Cursor from) throws InterruptedException {
    return offers.listings(from);
  }

  @Override
  public Optional<RemoteListing> listing(ListingRef listing) throws InterruptedException {
    return api.offer(listing.externalId()).flatMap(mapping::listing);
  }

  @Override
  public OrderPage orders(Instant changedSince, Cursor from) throws InterruptedException {
    int offset = from.number(0);
    return mapping.orders(api.orders(changedSince, offset), offset);
  }

  @Override
  public Optional<RemoteOrder> order(String externalId) throws InterruptedException {
    return api.order(externalId).flatMap(mapping::order);
  }

  @Override
  public ReturnPage returns(Instant since, Cursor from) throws InterruptedException {
    String token = from.value();
    return MiraklMapping.returned(api.returns(since, token), token, areReturnsSellable);
  }
}
