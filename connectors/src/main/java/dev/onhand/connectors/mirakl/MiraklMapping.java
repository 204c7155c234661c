package dev.onhand.connectors.mirakl;

import dev.onhand.connector.Cause;
import dev.onhand.connector.Cursor;
import dev.onhand.connector.LineFate;
import dev.onhand.connector.ListingPage;
import dev.onhand.connector.ListingRef;
import dev.onhand.connector.OrderPage;
import dev.onhand.connector.PushOutcome;
import dev.onhand.connector.Refusal;
import dev.onhand.connector.RemoteListing;
import dev.onhand.connector.RemoteListing.State;
import dev.onhand.connector.RemoteOrder;
import dev.onhand.connector.RemoteReturn;
import dev.onhand.connector.ReturnPage;
import dev.onhand.connector.Submission;
import dev.onhand.connector.json.Json;
import dev.onhand.connectors.mirakl.MiraklDocuments.ImportDocument;
import dev.onhand.connectors.mirakl.MiraklDocuments.LineDocument;
import dev.onhand.connectors.mirakl.MiraklDocuments.OfferDocument;
import dev.onhand.connectors.mirakl.MiraklDocuments.OrderDocument;
import dev.onhand.connectors.mirakl.MiraklDocuments.OrdersDocument;
import dev.onhand.connectors.mirakl.MiraklDocuments.ReferenceDocument;
import dev.onhand.connectors.mirakl.MiraklDocuments.ReturnDocument;
import dev.onhand.connectors.mirakl.MiraklDocuments.ReturnsDocument;
import dev.onhand.connectors.mirakl.MiraklDocuments.WarehouseDocument;
import dev.onhand.model.Effect;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What the documents mean.
 *
 * @param center where the seller sends from himself; what others send is none of his stock
 * @param warehouse whose stock counts; empty: that of the offer as a whole
 */
record MiraklMapping(String center, String warehouse) {

  static final Map<String, Effect> STATUSES =
      Map.ofEntries(
          Map.entry("staging", Effect.IGNORE), // not released yet
          Map.entry("waiting_acceptance", Effect.RESERVE),
          Map.entry("waiting_debit", Effect.RESERVE),
          Map.entry("waiting_debit_payment", Effect.RESERVE),
          Map.entry("shipping", Effect.RESERVE), // to be shipped
          Map.entry("shipped", Effect.FULFIL),
          Map.entry("to_collect", Effect.FULFIL),
          Map.entry("received", Effect.FULFIL),
          Map.entry("closed", Effect.FULFIL),
          Map.entry("refused", Effect.RELEASE),
          Map.entry("canceled", Effect.RELEASE),
          Map.entry("refunded", Effect.RELEASE),
          Map.entry("waiting_refund", Effect.RELEASE),
          Map.entry("waiting_refund_payment", Effect.RELEASE));

  /** An import that is not worked on by then is stuck. */
  private static final Duration PATIENCE = Duration.ofHours(1);

  /** Of an import that is not complete. */
  static PushOutcome underWay(ImportDocument state, Submission submission, Instant now) {
    if (state.status().equals(ImportDocument.FAILED)) {
      return again("Mirakl failed to import the file, or knows nothing of it any more");
    }
    return submission.isYoungerThan(PATIENCE, now)
        ? new PushOutcome.Unconfirmed(submission.requestId())
        : again("Mirakl was at work on the import for an hour");
  }

  private static PushOutcome again(String why) {
    return new PushOutcome.Deferred(Cause.UNAVAILABLE, Duration.ZERO, why);
  }

  /**
   * @param isThere whether there is such an offer; what a reason means is not documented
   */
  static PushOutcome refused(String reason, boolean isThere) {
    return new PushOutcome.Refused(
        isThere ? Refusal.OTHER : Refusal.UNKNOWN_LISTING,
        reason.isBlank() ? "Mirakl did not take it, without a reason" : reason);
  }

  /**
   * @param next null: there are no more
   */
  ListingPage listings(List<OfferDocument> offers, @Nullable Cursor next) {
    return new ListingPage(offers.stream().flatMap(it -> listing(it).stream()).toList(), next);
  }

  /**
   * @return empty: it is none that the seller's stock is offered by
   */
  Optional<RemoteListing> listing(OfferDocument offer) {
    String sku = offer.sku();
    if (sku == null || Boolean.TRUE.equals(offer.deleted()) || !isOwn(offer.fulfillment())) {
      return Optional.empty();
    }
    return Optional.of(
        new RemoteListing(
            new ListingRef(sku, sku),
            List.of(Long.toString(offer.id())),
            gtin(offer),
            Optional.ofNullable(offer.title()).orElse(""),
            offer.condition(),
            state(offer),
            quantity(offer)));
  }

  private static @Nullable String gtin(OfferDocument offer) {
    return Json.orNone(offer.references()).stream()
        .filter(it -> "EAN".equals(it.type()))
        .map(ReferenceDocument::reference)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  /** What is only sold out is not active there either; a file does not say why. */
  private static State state(OfferDocument offer) {
    boolean isOnlySoldOut =
        Long.valueOf(0).equals(offer.quantity())
            && Set.of("ZERO_QUANTITY").containsAll(Json.orNone(offer.reasons()));
    return Boolean.FALSE.equals(offer.active()) && !isOnlySoldOut ? State.INCOMPLETE : State.ACTIVE;
  }

  private @Nullable Long quantity(OfferDocument offer) {
    return warehouse.isEmpty()
        ? offer.quantity()
        : Json.orNone(offer.warehouses()).stream()
            .filter(it -> warehouse.equals(it.code()))
            .findFirst()
            .map(WarehouseDocument::quantity)
            .orElse(null);
  }

  private boolean isOwn(@Nullable JsonNode fulfillment) {
    return Optional.ofNullable(fulfillment)
        .flatMap(it -> it.at("/center/code").asStringOpt())
        .map(center::equals)
        .orElse(true);
  }

  OrderPage orders(OrdersDocument document, int offset) {
    int end = offset + MiraklApi.PAGE_SIZE;
    return new OrderPage(
        document.orders().stream().flatMap(order -> order(order).stream()).toList(),
        document.orders().isEmpty() ? null : Cursor.until(end, document.total()));
  }

  /**
   * @return empty: others send it
   */
  Optional<RemoteOrder> order(OrderDocument order) {
    if (!isOwn(order.fulfillment())) {
      return Optional.empty();
    }
    return Optional.of(
        new RemoteOrder(
            order.id(),
            LineFate.status(
                order.state(),
                order.lines().stream()
                    .filter(line -> fate(line) == LineFate.UNKNOWN)
                    .map(LineDocument::state),
                _ -> true),
            order.createdAt().toInstant(),
            order.updatedAt().toInstant(),
            null,
            order.lines().stream().map(MiraklMapping::line).toList(),
            null,
            null));
  }

  private static RemoteOrder.Line line(LineDocument line) {
    return fate(line).line(line.id(), line.sku(), line.sku(), line.quantity());
  }

  /** What was shipped is gone, however the line ended. */
  static LineFate fate(LineDocument line) {
    boolean isShipped = line.shippedAt() != null;
    @Nullable Effect effect = STATUSES.get(line.state().toLowerCase(Locale.ROOT));
    return switch (line.state()) {
      // This ends what was received, and what was paid back before it was sent.
      case "CLOSED" -> isShipped || !line.isPaidBack() ? LineFate.SHIPPED : LineFate.NOT_WANTED;
      // It says nothing of where the goods are: all stays as it was.
      case "INCIDENT_OPEN" -> isShipped ? LineFate.SHIPPED : LineFate.WANTED;
      default -> isShipped && effect == Effect.RELEASE ? LineFate.SHIPPED : LineFate.of(effect);
    };
  }

  /**
   * What was received. A page that names itself as the next is the last.
   *
   * @param token of this page
   */
  static ReturnPage returned(ReturnsDocument document, String token, boolean areSellable) {
    String next = document.next();
    return new ReturnPage(
        document.data().stream()
            .filter(it -> it.state().equals("RECEIVED"))
            .flatMap(it -> returned(it, areSellable))
            .toList(),
        next == null || next.isEmpty() || next.equals(token) ? null : new Cursor(next));
  }

  private static Stream<RemoteReturn> returned(ReturnDocument document, boolean areSellable) {
    return Json.orNone(document.lines()).stream()
        .filter(it -> it.quantity() > 0)
        .map(
            it ->
                new RemoteReturn(
                    document.id() + "/" + it.line(),
                    document.order(),
                    it.line(),
                    null,
                    it.quantity(),
                    document.updatedAt() == null ? null : document.updatedAt().toInstant(),
                    areSellable));
  }
}
