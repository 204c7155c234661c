package dev.onhand.connectors.kaufland;

import dev.onhand.connector.AnswersChallenges;
import dev.onhand.connector.BooksReturns;
import dev.onhand.connector.Connector;
import dev.onhand.connector.Cursor;
import dev.onhand.connector.InTurn;
import dev.onhand.connector.ListingPage;
import dev.onhand.connector.ListingRef;
import dev.onhand.connector.ListsInTurn;
import dev.onhand.connector.OrderPage;
import dev.onhand.connector.PushOutcome;
import dev.onhand.connector.PushOutcome.Refused;
import dev.onhand.connector.Pushes;
import dev.onhand.connector.QuantityUpdate;
import dev.onhand.connector.ReadsListing;
import dev.onhand.connector.ReadsOrder;
import dev.onhand.connector.Refusal;
import dev.onhand.connector.RemoteListing;
import dev.onhand.connector.RemoteOrder;
import dev.onhand.connector.RemoteReturn;
import dev.onhand.connector.ReportsOrders;
import dev.onhand.connector.ReportsReturns;
import dev.onhand.connector.ReturnPage;
import dev.onhand.connector.WebhookNotice;
import dev.onhand.connector.WebhookRequest;
import dev.onhand.connector.http.HttpReply;
import dev.onhand.connectors.kaufland.KauflandDocuments.OrderUnitRowDocument;
import dev.onhand.connectors.kaufland.KauflandDocuments.Page;
import dev.onhand.connectors.kaufland.KauflandDocuments.ReturnDocument;
import dev.onhand.connectors.kaufland.KauflandDocuments.UnitDocument;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** An account of a seller on Kaufland's storefronts. */
final class KauflandConnector
    implements Connector,
        ReadsListing,
        ReportsOrders,
        ReadsOrder,
        ReportsReturns,
        AnswersChallenges {

  private final KauflandApi api;
  private final List<String> storefronts;
  private final KauflandSigning signing;
  private final BooksReturns returns;

  /**
   * @param storefronts whose units are read, at least one
   */
  KauflandConnector(
      KauflandApi api, List<String> storefronts, KauflandSigning signing, BooksReturns returns) {
    this.api = api;
    this.storefronts = List.copyOf(storefronts);
    this.signing = signing;
    this.returns = returns;
  }

  @Override
  public List<PushOutcome> push(List<QuantityUpdate> updates) throws InterruptedException {
    return Pushes.checked(
        KauflandConnectorFactory.DESCRIPTOR, updates, all -> Connected.push(all, this::sent));
  }

  private List<PushOutcome> sent(List<QuantityUpdate> updates) throws InterruptedException {
    if (updates.size() == 1) {
      return List.of(KauflandMapping.outcome(api.setAmount(updates.getFirst())));
    }
    return Pushes.grouped(
        updates, KauflandApi::storefront, some -> Pushes.apart(some, this::together));
  }

  /** A call is refused whole where a unit is in it twice, or if there are too many. */
  private Optional<List<PushOutcome>> together(List<QuantityUpdate> updates)
      throws InterruptedException {
    if (updates.size() == 1) {
      return Optional.of(sent(updates));
    }
    HttpReply reply = api.setAmounts(updates);
    return reply.isSuccess()
        ? Optional.of(toldApart(updates, KauflandMapping.outcomes(updates, reply)))
        : Optional.empty();
  }

  /** Among many, one that is not there is refused like any other: alone it is told apart. */
  private List<PushOutcome> toldApart(List<QuantityUpdate> updates, List<PushOutcome> outcomes)
      throws InterruptedException {
    List<QuantityUpdate> refused =
        IntStream.range(0, updates.size())
            .filter(i -> isDoubtful(outcomes.get(i)))
            .mapToObj(updates::get)
            .toList();
    Iterator<PushOutcome> alone =
        Pushes.oneByOne(refused, it -> KauflandMapping.outcome(api.setAmount(it))).iterator();
    return outcomes.stream().map(it -> isDoubtful(it) ? alone.next() : it).toList();
  }

  private static boolean isDoubtful(PushOutcome outcome) {
    return outcome instanceof Refused refused && refused.reason() == Refusal.OTHER;
  }

  @Override
  public ListingPage listings(Cursor from) throws InterruptedException {
    ListsInTurn at = ListsInTurn.of(from, storefronts);
    int offset = at.from().number(0);
    Page<UnitDocument> page = api.units(at.list(), offset);
    return new ListingPage(
        page.rows().stream().map(it -> KauflandMapping.listing(at.list(), it)).toList(),
        at.next(page.next(offset), storefronts));
  }

  @Override
  public Optional<RemoteListing> listing(ListingRef listing) throws InterruptedException {
    return api.unit(listing)
        .map(it -> KauflandMapping.listing(UnitId.of(listing).storefront(), it));
  }

  /**
   * The last changed come first: what changes meanwhile moves others to later pages, so that they
   * are met twice. Orders are read whole, as a list has only their pieces that changed.
   */
  @Override
  public OrderPage orders(Instant changedSince, Cursor from) throws InterruptedException {
    int offset = from.number(0);
    Page<OrderUnitRowDocument> page = api.orderUnits(changedSince, offset);
    List<String> changed = page.rows().stream().map(it -> it.idOrder()).distinct().toList();
    return new OrderPage(InTurn.found(changed, this::order), page.next(offset));
  }

  /** Also by one of its pieces, as calls name it. */
  @Override
  public Optional<RemoteOrder> order(String externalId) throws InterruptedException {
    if (!externalId.startsWith(KauflandMapping.PIECE)) {
      return api.order(externalId).flatMap(it -> KauflandMapping.order(it, returns.areBooked()));
    }
    Optional<OrderUnitRowDocument> piece =
        api.orderUnit(externalId.substring(KauflandMapping.PIECE.length()));
    return piece.isPresent() ? order(piece.get().idOrder()) : Optional.empty();
  }

  /** The list has parcels without what is in them: each is read. */
  @Override
  public ReturnPage returns(Instant since, Cursor from) throws InterruptedException {
    int offset = from.number(0);
    Page<ReturnDocument> page = api.returns(since, offset);
    List<RemoteReturn> found = new ArrayList<>();
    for (ReturnDocument parcel : page.rows()) {
      api.wholeReturn(parcel.idReturn()).stream()
          .flatMap(it -> KauflandMapping.returned(it, returns.areSellable()))
          .forEach(found::add);
    }
    return new ReturnPage(found, page.next(offset));
  }

  @Override
  public WebhookNotice read(WebhookRequest request) {
    return KauflandMapping.notice(signing.check(request), request.body());
  }

  @Override
  public Optional<Answer> answer(WebhookRequest request) {
    return signing.answer(request);
  }
}
