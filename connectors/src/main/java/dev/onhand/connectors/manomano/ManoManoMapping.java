package dev.onhand.connectors.manomano;

import dev.onhand.connector.LineFate;
import dev.onhand.connector.ListingPage;
import dev.onhand.connector.ListingRef;
import dev.onhand.connector.OrderPage;
import dev.onhand.connector.PageNumbers;
import dev.onhand.connector.PushOutcome;
import dev.onhand.connector.QuantityUpdate;
import dev.onhand.connector.Refusal;
import dev.onhand.connector.RemoteListing;
import dev.onhand.connector.RemoteListing.State;
import dev.onhand.connector.RemoteOrder;
import dev.onhand.connector.Submission;
import dev.onhand.connector.http.HttpReply;
import dev.onhand.connectors.manomano.ManoManoDocuments.AddressDocument;
import dev.onhand.connectors.manomano.ManoManoDocuments.OfferDocument;
import dev.onhand.connectors.manomano.ManoManoDocuments.OffersDocument;
import dev.onhand.connectors.manomano.ManoManoDocuments.OrderDocument;
import dev.onhand.connectors.manomano.ManoManoDocuments.OrdersDocument;
import dev.onhand.connectors.manomano.ManoManoDocuments.PaginationDocument;
import dev.onhand.connectors.manomano.ManoManoDocuments.ProductDocument;
import dev.onhand.model.Effect;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What the documents mean. */
final class ManoManoMapping {

  /** The last five were seen in one integration each, and are not documented. */
  static final Map<String, Effect> STATUSES =
      Map.ofEntries(
          Map.entry("waiting_payment", Effect.IGNORE),
          Map.entry("pending", Effect.RESERVE),
          Map.entry("remorse_period", Effect.RESERVE),
          Map.entry("preparation", Effect.RESERVE),
          Map.entry("shipped", Effect.FULFIL),
          Map.entry("refused", Effect.RELEASE),
          Map.entry("refunding", Effect.RELEASE),
          Map.entry("refunded", Effect.RELEASE),
          Map.entry("accepted", Effect.RESERVE),
          Map.entry("cancelled", Effect.RELEASE),
          Map.entry("closed", Effect.FULFIL),
          Map.entry("delivered", Effect.FULFIL),
          Map.entry("completed", Effect.FULFIL));

  private static final Set<String> GONE = Set.of("SHIPPED", "CLOSED", "DELIVERED", "COMPLETED");

  private static final Pattern WAIT = Pattern.compile("\"retry_after\"\\s*:\\s*\"?([0-9]{1,6})\\b");
  private static final int TEXT_MAX = 300;

  /** Stock is said to be worked on every five minutes: an error from before may show until then. */
  private static final Duration WORK = Duration.ofMinutes(6);

  /** What an offer shows after that is not what was pushed. */
  private static final Duration PATIENCE = Duration.ofMinutes(15);

  private ManoManoMapping() {}

  /** How many seconds to wait, which stands in the body; that may be no good JSON. */
  static Optional<Duration> waitTold(HttpReply reply) {
    Matcher wait = WAIT.matcher(reply.text());
    return wait.find()
        ? Optional.of(Duration.ofSeconds(Long.parseLong(wait.group(1))))
        : Optional.empty();
  }

  static PushOutcome refused(String said) {
    return new PushOutcome.Refused(Refusal.OTHER, said);
  }

  /** What it says, as it is: its form is not documented. */
  static String said(HttpReply reply) {
    String text = reply.text().strip();
    return text.isEmpty() ? "refused without a word" : shortened(text);
  }

  private static String shortened(String text) {
    return text.length() > TEXT_MAX ? text.substring(0, TEXT_MAX) : text;
  }

  /**
   * What became of a push, by what its offer shows now.
   *
   * @param offer null: there is none
   */
  static PushOutcome outcome(
      QuantityUpdate update, @Nullable OfferDocument offer, Submission submission, Instant now) {
    if (offer == null) {
      return new PushOutcome.Refused(
          Refusal.UNKNOWN_LISTING, "the contract has no offer with this SKU");
    }
    boolean isRefused = isError(offer) && !submission.isYoungerThan(WORK, now);
    Optional<String> error = isRefused ? Optional.of(errors(offer)) : Optional.empty();
    return submission.seen(update, stock(offer), error, PATIENCE, now);
  }

  private static boolean isError(OfferDocument offer) {
    return "ERROR".equals(offer.status());
  }

  private static String errors(OfferDocument offer) {
    return offer.errors() == null || offer.errors().isEmpty()
        ? "ManoMano could not import the offer"
        : shortened(offer.errors().toString());
  }

  private static @Nullable Long stock(OfferDocument offer) {
    JsonNode stock = offer.stock();
    JsonNode number = stock != null && stock.isObject() ? stock.get("quantity") : stock;
    return number != null && number.isIntegralNumber() && number.canConvertToLong()
        ? number.longValue()
        : null;
  }

  static ListingPage listings(OffersDocument document, int page) {
    return new ListingPage(
        document.content().stream().map(ManoManoMapping::listing).toList(),
        hasMore(document.pagination()) ? PageNumbers.cursor(page + 1) : null);
  }

  private static boolean hasMore(@Nullable PaginationDocument pagination) {
    return pagination != null && pagination.hasMore();
  }

  static RemoteListing listing(OfferDocument document) {
    return new RemoteListing(
        new ListingRef(document.sku(), document.sku()),
        Optional.ofNullable(document.idMe()).stream().toList(),
        null,
        "",
        null,
        isError(document) ? State.INCOMPLETE : State.ACTIVE,
        stock(document));
  }

  static OrderPage orders(OrdersDocument document, int page) {
    return new OrderPage(
        document.content().stream().map(ManoManoMapping::order).toList(),
        PageNumbers.thereAndBack(page, hasMore(document.pagination())));
  }

  static RemoteOrder order(OrderDocument document) {
    Optional<AddressDocument> address = Optional.ofNullable(document.address());
    LineFate fate = GONE.contains(document.status()) ? LineFate.SHIPPED : LineFate.WANTED;
    List<RemoteOrder.Line> lines =
        document.products().stream().map(product -> line(product, fate)).toList();
    return new RemoteOrder(
        document.orderReference(),
        document.status(),
        document.createdAt().toInstant(),
        document.statusUpdatedAt() == null ? null : document.statusUpdatedAt().toInstant(),
        null,
        RemoteOrder.joined(lines),
        RemoteOrder.country(address.map(AddressDocument::countryIso).orElse(null)),
        address.map(AddressDocument::zipcode).orElse(null));
  }

  private static RemoteOrder.Line line(ProductDocument product, LineFate fate) {
    return fate.line(
        product.sellerSku(), product.sellerSku(), product.sellerSku(), product.quantity());
  }
}
