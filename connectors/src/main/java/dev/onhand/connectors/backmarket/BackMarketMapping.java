package dev.onhand.connectors.backmarket;

import dev.onhand.connector.LineFate;
import dev.onhand.connector.ListingPage;
import dev.onhand.connector.ListingRef;
import dev.onhand.connector.OrderPage;
import dev.onhand.connector.PageNumbers;
import dev.onhand.connector.PushOutcome;
import dev.onhand.connector.Refusal;
import dev.onhand.connector.RemoteListing;
import dev.onhand.connector.RemoteListing.State;
import dev.onhand.connector.RemoteOrder;
import dev.onhand.connector.http.HttpReply;
import dev.onhand.connectors.backmarket.BackMarketDocuments.AddressDocument;
import dev.onhand.connectors.backmarket.BackMarketDocuments.LineDocument;
import dev.onhand.connectors.backmarket.BackMarketDocuments.ListingDocument;
import dev.onhand.connectors.backmarket.BackMarketDocuments.ListingsDocument;
import dev.onhand.connectors.backmarket.BackMarketDocuments.OrderDocument;
import dev.onhand.connectors.backmarket.BackMarketDocuments.OrdersDocument;
import dev.onhand.model.Effect;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What the documents mean. */
final class BackMarketMapping {

  /**
   * What an order's state means for the units that its lines say are wanted. An order is over (9)
   * also where it was cancelled: then its lines say so.
   */
  static final Map<String, Effect> STATUSES =
      Map.of(
          "0", Effect.IGNORE,
          "10", Effect.IGNORE,
          "1", Effect.RESERVE,
          "3", Effect.RESERVE,
          "8", Effect.RELEASE,
          "9", Effect.IGNORE);

  private static final int TEXT_MAX = 300;

  private BackMarketMapping() {}

  static PushOutcome outcome(HttpReply reply) {
    return switch (reply.status()) {
      case 400 -> new PushOutcome.Refused(Refusal.OTHER, said(reply));
      case 404 -> new PushOutcome.Refused(Refusal.UNKNOWN_LISTING, said(reply));
      default ->
          new PushOutcome.Applied(
              BackMarketDocuments.JSON.read(reply, ListingDocument.class).quantity());
    };
  }

  /** A refusal is a bare text, or an object that is best shown as it is. */
  private static String said(HttpReply reply) {
    JsonNode said = BackMarketDocuments.JSON.read(reply, JsonNode.class);
    String text = said.asString(said.toString());
    return text.length() > TEXT_MAX ? text.substring(0, TEXT_MAX) : text;
  }

  static ListingPage listings(ListingsDocument document, int page) {
    return new ListingPage(
        document.results().stream().map(BackMarketMapping::listing).toList(),
        document.next() == null ? null : PageNumbers.cursor(page + 1));
  }

  static RemoteListing listing(ListingDocument document) {
    return new RemoteListing(
        new ListingRef(document.id(), document.sku()),
        Optional.ofNullable(document.number()).map(number -> Long.toString(number)).stream()
            .toList(),
        null,
        Optional.ofNullable(document.title()).orElse(""),
        document.grade(),
        state(document.publicationState(), document.quantity()),
        document.quantity());
  }

  /** A listing without stock is offline, and comes back with it. */
  private static State state(@Nullable Integer publicationState, long quantity) {
    return switch (publicationState) {
      case 2 -> State.ACTIVE;
      case 3 -> quantity == 0 ? State.ACTIVE : State.PAUSED;
      case 4 -> State.PAUSED;
      case null, default -> State.INCOMPLETE;
    };
  }

  static OrderPage orders(OrdersDocument document, int page) {
    return new OrderPage(
        document.results().stream().map(BackMarketMapping::order).toList(),
        PageNumbers.thereAndBack(page, document.next() != null));
  }

  static RemoteOrder order(OrderDocument document) {
    Optional<AddressDocument> address = Optional.ofNullable(document.shippingAddress());
    return new RemoteOrder(
        Long.toString(document.id()),
        status(document),
        document.createdAt().toInstant(),
        document.modifiedAt() == null ? null : document.modifiedAt().toInstant(),
        null,
        document.lines().stream().map(BackMarketMapping::line).toList(),
        RemoteOrder.country(address.map(AddressDocument::country).orElse(null)),
        address.map(AddressDocument::postcode).orElse(null));
  }

  private static String status(OrderDocument document) {
    return LineFate.status(
        Integer.toString(document.state()),
        document.lines().stream().map(line -> Integer.toString(line.state())),
        state -> fate(Integer.parseInt(state)) == LineFate.UNKNOWN);
  }

  private static RemoteOrder.Line line(LineDocument document) {
    return fate(document.state())
        .line(
            Long.toString(document.id()),
            document.listingNumber() == null ? null : Long.toString(document.listingNumber()),
            document.sku(),
            document.quantity());
  }

  /** The same numbers mean other things on lines than on orders. */
  private static LineFate fate(int lineState) {
    return switch (lineState) {
      case 0, 8, 9 -> LineFate.NOT_WANTED; // new, payment pending, on hold
      case 1, 2 -> LineFate.WANTED; // paid, accepted
      case 3, 6 -> LineFate.SHIPPED; // 6: paid back since, which says nothing of the goods
      case 4, 5, 7 -> LineFate.NOT_WANTED; // cancelled, paid back before it was shipped, not paid
      default -> LineFate.UNKNOWN;
    };
  }
}
