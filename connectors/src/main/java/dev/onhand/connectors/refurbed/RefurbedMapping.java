package dev.onhand.connectors.refurbed;

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
import dev.onhand.connector.WebhookNotice;
import dev.onhand.connector.http.HttpReply;
import dev.onhand.connectors.refurbed.OrdersFrom.Kind;
import dev.onhand.connectors.refurbed.RefurbedDocuments.AddressDocument;
import dev.onhand.connectors.refurbed.RefurbedDocuments.EventDocument;
import dev.onhand.connectors.refurbed.RefurbedDocuments.ItemDocument;
import dev.onhand.connectors.refurbed.RefurbedDocuments.OfferDocument;
import dev.onhand.connectors.refurbed.RefurbedDocuments.OffersDocument;
import dev.onhand.connectors.refurbed.RefurbedDocuments.OrderDocument;
import dev.onhand.connectors.refurbed.RefurbedDocuments.OrdersDocument;
import dev.onhand.connectors.refurbed.RefurbedDocuments.ResultDocument;
import dev.onhand.connectors.refurbed.RefurbedDocuments.ResultsDocument;
import dev.onhand.connectors.refurbed.RefurbedDocuments.StatusDocument;
import dev.onhand.model.Effect;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the documents mean. */
final class RefurbedMapping {

  /**
   * What an order's state means for the pieces that its items say are open. It is made of theirs,
   * so that where it is over in parts nothing is open any more.
   */
  static final Map<String, Effect> STATUSES =
      Map.of(
          "new", Effect.RESERVE,
          "accepted", Effect.RESERVE,
          "shipped", Effect.FULFIL,
          "fulfilled", Effect.FULFIL,
          "returned", Effect.RETURN,
          "rejected", Effect.RELEASE,
          "cancelled", Effect.RELEASE,
          "unfulfilled", Effect.RELEASE,
          "partially_fulfilled", Effect.IGNORE);

  /** On its way: it may say so while its item is still only accepted. */
  private static final Set<String> UNDER_WAY =
      Set.of(
          "IN_TRANSIT",
          "OUT_FOR_DELIVERY",
          "AVAILABLE_FOR_PICKUP",
          "DELIVERED",
          "FAILED_ATTEMPT",
          "EXCEPTION");

  private RefurbedMapping() {}

  /** Until the window ends in which calls are counted. */
  static Optional<Duration> untilReset(HttpReply reply) {
    return reply
        .header("X-RateLimit-Reset")
        .filter(seconds -> seconds.matches("[0-9]{1,10}"))
        .map(seconds -> reply.until(Instant.ofEpochSecond(Long.parseLong(seconds))));
  }

  static List<PushOutcome> outcomes(HttpReply reply, int updates) {
    if (reply.status() == 400) {
      StatusDocument status = RefurbedDocuments.JSON.read(reply, StatusDocument.class);
      return Collections.nCopies(updates, new PushOutcome.Refused(Refusal.OTHER, said(status)));
    }
    List<ResultDocument> results =
        RefurbedDocuments.JSON.read(reply, ResultsDocument.class).results();
    if (results.size() != updates) {
      throw new IllegalStateException(
          "%d offers were answered by %d results".formatted(updates, results.size()));
    }
    return results.stream().map(RefurbedMapping::outcome).toList();
  }

  /** Numbers as gRPC has them. */
  private static PushOutcome outcome(ResultDocument result) {
    StatusDocument status = result.status() == null ? new StatusDocument(0, "") : result.status();
    return switch (status.code() == null ? 0 : status.code()) {
      case 0 ->
          result.offer() == null
              ? new PushOutcome.Unconfirmed(null)
              : new PushOutcome.Applied(stock(result.offer()));
      case 5 -> new PushOutcome.Refused(Refusal.UNKNOWN_LISTING, said(status));
      case 7 -> deferred(Cause.NOT_ALLOWED, status);
      case 8 -> deferred(Cause.THROTTLED, status);
      case 9 -> new PushOutcome.Refused(Refusal.NOT_EDITABLE, said(status));
      case 14 -> deferred(Cause.UNAVAILABLE, status);
      case 16 -> deferred(Cause.LOGIN_REFUSED, status);
      case 3, 6, 12 -> new PushOutcome.Refused(Refusal.OTHER, said(status));
      default -> new PushOutcome.Unconfirmed(null); // it failed on the way
    };
  }

  private static PushOutcome deferred(Cause cause, StatusDocument status) {
    return new PushOutcome.Deferred(cause, Duration.ZERO, said(status));
  }

  private static String said(StatusDocument status) {
    return status.message() == null || status.message().isBlank()
        ? "refused with code " + status.code()
        : status.message();
  }

  static ListingPage listings(OffersDocument document) {
    List<OfferDocument> offers = document.offers();
    return new ListingPage(
        offers.stream().map(RefurbedMapping::listing).toList(),
        document.isFollowed() ? new Cursor(offers.getLast().id()) : null);
  }

  static RemoteListing listing(OfferDocument document) {
    return new RemoteListing(
        new ListingRef(document.id(), document.sku()),
        List.of(),
        null,
        Optional.ofNullable(document.instanceName()).orElse(""),
        document.grading(),
        "OK".equals(document.state()) ? State.ACTIVE : State.INCOMPLETE,
        stock(document));
  }

  private static long stock(OfferDocument document) {
    return document.stock() == null ? 0 : document.stock();
  }

  /**
   * @param rereadsOld whether the list of old orders follows that of the new ones
   */
  static OrderPage orders(OrdersDocument document, OrdersFrom from, boolean rereadsOld) {
    List<OrderDocument> orders = document.orders();
    Cursor next = null;
    if (document.isFollowed()) {
      next = from.next(orders.getLast().id());
    } else if (from.kind() == Kind.NEW && rereadsOld) {
      next = OrdersFrom.old();
    }
    return new OrderPage(orders.stream().map(RefurbedMapping::order).toList(), next);
  }

  static RemoteOrder order(OrderDocument document) {
    Optional<AddressDocument> address = Optional.ofNullable(document.shippingAddress());
    return new RemoteOrder(
        document.id(),
        LineFate.status(
            orUnspecified(document.state()),
            document.items().stream().map(item -> orUnspecified(item.state())),
            state -> fate(state) == LineFate.UNKNOWN),
        document.releasedAt().toInstant(),
        null,
        null,
        document.items().stream().map(RefurbedMapping::line).toList(),
        RemoteOrder.country(address.map(AddressDocument::countryCode).orElse(null)),
        address.map(AddressDocument::postCode).orElse(null));
  }

  private static RemoteOrder.Line line(ItemDocument item) {
    LineFate fate = fate(orUnspecified(item.state()));
    boolean isAhead =
        fate == LineFate.WANTED
            && item.shipmentStatus() != null
            && UNDER_WAY.contains(item.shipmentStatus());
    return (isAhead ? LineFate.SHIPPED : fate).line(item.id(), item.offer(), item.sku(), 1);
  }

  private static String orUnspecified(@Nullable String state) {
    return state == null ? "UNSPECIFIED" : state;
  }

  private static LineFate fate(String itemState) {
    return switch (itemState) {
      case "NEW", "ACCEPTED" -> LineFate.WANTED;
      case "REJECTED", "CANCELLED" -> LineFate.NOT_WANTED;
      case "SHIPPED", "RETURNED" -> LineFate.SHIPPED;
      default -> LineFate.UNKNOWN;
    };
  }

  /** An empty body is of no order: then all that changed is asked for. */
  static WebhookNotice notice(String delivery, byte[] body) {
    return new WebhookNotice(
        delivery,
        "",
        Optional.ofNullable(RefurbedDocuments.JSON.read(body, EventDocument.class).id()).stream()
            .toList(),
        List.of());
  }
}
