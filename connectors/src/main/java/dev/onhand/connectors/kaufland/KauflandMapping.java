package dev.onhand.connectors.kaufland;

import dev.onhand.connector.LineFate;
import dev.onhand.connector.ListingRef;
import dev.onhand.connector.PushOutcome;
import dev.onhand.connector.PushOutcome.Applied;
import dev.onhand.connector.PushOutcome.Refused;
import dev.onhand.connector.PushOutcome.Unconfirmed;
import dev.onhand.connector.QuantityUpdate;
import dev.onhand.connector.Refusal;
import dev.onhand.connector.RemoteListing;
import dev.onhand.connector.RemoteListing.State;
import dev.onhand.connector.RemoteOrder;
import dev.onhand.connector.RemoteReturn;
import dev.onhand.connector.WebhookNotice;
import dev.onhand.connector.http.HttpReply;
import dev.onhand.connector.json.Json;
import dev.onhand.connectors.kaufland.KauflandDocuments.AddressDocument;
import dev.onhand.connectors.kaufland.KauflandDocuments.ErrorDocument;
import dev.onhand.connectors.kaufland.KauflandDocuments.EventDocument;
import dev.onhand.connectors.kaufland.KauflandDocuments.OrderDocument;
import dev.onhand.connectors.kaufland.KauflandDocuments.OrderUnitDocument;
import dev.onhand.connectors.kaufland.KauflandDocuments.ProblemDocument;
import dev.onhand.connectors.kaufland.KauflandDocuments.ProductDocument;
import dev.onhand.connectors.kaufland.KauflandDocuments.ResultDocument;
import dev.onhand.connectors.kaufland.KauflandDocuments.ReturnDocument;
import dev.onhand.connectors.kaufland.KauflandDocuments.UnitDocument;
import dev.onhand.model.Effect;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the documents mean. */
final class KauflandMapping {

  /**
   * What the state of a piece means. An order has none of its own: it is in that of its pieces
   * which goes on longest, so that those that are open decide.
   */
  static final Map<String, Effect> STATUSES =
      Map.of(
          "open", Effect.RESERVE, // not to be sent yet, but not for others either
          "need_to_be_sent", Effect.RESERVE,
          "sent", Effect.FULFIL,
          "sent_and_autopaid", Effect.FULFIL,
          "received", Effect.FULFIL,
          "cancelled", Effect.RELEASE,
          "returned", Effect.RETURN,
          "returned_paid", Effect.RETURN);

  /** A piece is named beside the list that it is in, as its order is not. */
  static final String PIECE = "order-units/";

  private static final Pattern RESOURCE = Pattern.compile("/(orders/|order-units/)([^/?]+)/?$");

  private KauflandMapping() {}

  static PushOutcome outcome(HttpReply reply) {
    if (reply.isSuccess()) {
      return applied(KauflandDocuments.JSON.read(reply, "/data", UnitDocument.class));
    }
    ProblemDocument problem = KauflandDocuments.JSON.read(reply.body(), ProblemDocument.class);
    return refused(reply.status(), problem.message(), problem.errors());
  }

  private static PushOutcome applied(@Nullable UnitDocument unit) {
    return unit == null || unit.amount() == null
        ? new Unconfirmed(null)
        : new Applied(unit.amount());
  }

  /** Each is answered for itself, in whatever order. */
  static List<PushOutcome> outcomes(List<QuantityUpdate> updates, HttpReply reply) {
    Map<String, ResultDocument> results = new HashMap<>();
    List.of(KauflandDocuments.JSON.read(reply, "/data", ResultDocument[].class))
        .forEach(it -> results.put(Long.toString(it.idUnit()), it));
    return updates.stream()
        .map(it -> outcome(results.get(UnitId.of(it.listing()).number())))
        .toList();
  }

  /** What failed on the way may have been done. */
  private static PushOutcome outcome(@Nullable ResultDocument result) {
    if (result == null || result.statusCode() >= 500) {
      return new Unconfirmed(null);
    }
    if (result.statusCode() < 300) {
      return applied(result.unit());
    }
    return refused(result.statusCode(), result.message(), result.errors());
  }

  private static PushOutcome refused(
      double status, @Nullable String message, @Nullable List<ErrorDocument> errors) {
    String fields =
        Json.orNone(errors).stream()
            .map(it -> "%s: %s".formatted(it.field(), it.message()))
            .collect(Collectors.joining("; "));
    return new Refused(
        status == 404 ? Refusal.UNKNOWN_LISTING : Refusal.OTHER,
        fields.isEmpty() ? Objects.requireNonNullElse(message, "refused without a word") : fields);
  }

  static RemoteListing listing(String storefront, UnitDocument unit) {
    Optional<ProductDocument> product = Optional.ofNullable(unit.product());
    return new RemoteListing(
        new ListingRef(
            new UnitId(storefront, Long.toString(unit.idUnit())).external(), unit.idOffer()),
        List.of(),
        product.map(KauflandMapping::ean).orElse(null),
        product.map(ProductDocument::title).orElse(""),
        unit.condition(),
        switch (Optional.ofNullable(unit.status()).orElse("")) {
          case "AVAILABLE" -> State.ACTIVE;
          case "ONHOLD" -> State.PAUSED;
          default -> State.INCOMPLETE;
        },
        unit.amount());
  }

  private static @Nullable String ean(ProductDocument product) {
    return product.eans() == null ? null : product.eans().stream().findFirst().orElse(null);
  }

  /**
   * @param hasReturns whether the list of returns says what came back, so that a piece's status
   *     does not say it once more
   * @return empty: Kaufland sends it from a warehouse of its own
   */
  static Optional<RemoteOrder> order(OrderDocument document, boolean hasReturns) {
    if ("fulfilled_by_kaufland".equals(document.fulfillmentType())) {
      return Optional.empty();
    }
    Optional<AddressDocument> address = Optional.ofNullable(document.shippingAddress());
    return Optional.of(
        new RemoteOrder(
            document.idOrder(),
            status(document.orderUnits().stream().map(it -> state(it, hasReturns)).toList()),
            document.tsCreatedIso().toInstant(),
            document.orderUnits().stream()
                .map(it -> it.tsUpdatedIso().toInstant())
                .max(Instant::compareTo)
                .orElse(null),
            null,
            document.orderUnits().stream().map(it -> line(it, state(it, hasReturns))).toList(),
            RemoteOrder.country(address.map(AddressDocument::country).orElse(null)),
            address.map(AddressDocument::postcode).orElse(null)));
  }

  private static String state(OrderUnitDocument piece, boolean hasReturns) {
    return hasReturns && STATUSES.get(piece.status()) == Effect.RETURN
        ? "received"
        : piece.status();
  }

  private static String status(List<String> states) {
    return LineFate.status(
        states.stream()
            .filter(STATUSES::containsKey)
            .min(Comparator.comparing(it -> Objects.requireNonNull(STATUSES.get(it))))
            .orElse("no state"),
        states.stream(),
        state -> !STATUSES.containsKey(state));
  }

  private static RemoteOrder.Line line(OrderUnitDocument piece, String state) {
    @Nullable Effect effect = STATUSES.get(state);
    boolean isReturned = effect == Effect.RETURN;
    return new RemoteOrder.Line(
        Long.toString(piece.idOrderUnit()),
        null,
        piece.idOffer(),
        Optional.ofNullable(piece.product()).map(KauflandMapping::ean).orElse(null),
        1,
        effect == Effect.RELEASE ? 1 : 0,
        isReturned || effect == Effect.FULFIL ? 1 : 0,
        isReturned ? 1 : 0,
        null);
  }

  /** Each piece of a parcel that was received, whatever was decided about it. */
  static Stream<RemoteReturn> returned(ReturnDocument parcel, boolean areSellable) {
    return Json.orNone(parcel.returnUnits()).stream()
        .map(
            it ->
                new RemoteReturn(
                    Long.toString(it.idReturnUnit()),
                    PIECE + it.idOrderUnit(),
                    Long.toString(it.idOrderUnit()),
                    null,
                    1,
                    parcel.tsUpdatedIso().toInstant(),
                    areSellable));
  }

  /**
   * Of a call that is proved.
   *
   * @param signature of a call that has no name
   */
  static WebhookNotice notice(String signature, byte[] body) {
    EventDocument event = KauflandDocuments.JSON.read(body, EventDocument.class);
    Matcher changed = RESOURCE.matcher(Optional.ofNullable(event.resource()).orElse(""));
    return new WebhookNotice(
        Optional.ofNullable(event.idMessage()).filter(it -> !it.isEmpty()).orElse(signature),
        Optional.ofNullable(event.eventName()).orElse(""),
        changed.find()
            ? List.of((changed.group(1).equals(PIECE) ? PIECE : "") + changed.group(2))
            : List.of(),
        List.of());
  }
}
