package dev.onhand.connectors.ownshop;

import dev.onhand.connector.ForgedWebhookException;
import dev.onhand.connector.ListingRef;
import dev.onhand.connector.PushOutcome;
import dev.onhand.connector.QuantityUpdate;
import dev.onhand.connector.ReceivesWebhooks;
import dev.onhand.connector.Refusal;
import dev.onhand.connector.RemoteListing;
import dev.onhand.connector.RemoteListing.State;
import dev.onhand.connector.RemoteOrder;
import dev.onhand.connector.Settings;
import dev.onhand.connector.Sha256;
import dev.onhand.connector.SignedBody;
import dev.onhand.connector.WebhookNotice;
import dev.onhand.connector.WebhookRequest;
import dev.onhand.connector.http.HttpReply;
import dev.onhand.connector.http.ReplyRules;
import dev.onhand.model.Effect;
import dev.onhand.model.Secret;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What the documents mean, by the places and words of the settings. */
final class OwnShopMapping {

  /** What an order's status means for its units, in the words of the contract. */
  static final Map<String, Effect> STATUSES =
      Map.of(
          "draft", Effect.IGNORE,
          "pending", Effect.HOLD,
          "paid", Effect.RESERVE,
          "shipped", Effect.FULFIL,
          "cancelled", Effect.RELEASE,
          "returned", Effect.RETURN);

  private static final int ID_LENGTH_MAX = 256;

  private final Map<String, Pointer> places;
  private final Map<String, String> words;
  private final ReplyRules said;
  private final Optional<Secret> hookSecret;
  private final String hookHeader;

  OwnShopMapping(Settings settings) {
    OwnShopSettings own = new OwnShopSettings(settings);
    this.places = own.places();
    this.words = own.words();
    this.said = ReplyRules.USUAL.telling(settings.text("error_field"));
    this.hookSecret = settings.find(ReceivesWebhooks.SECRET).map(Secret::of);
    this.hookHeader = settings.text("webhook_header");
  }

  private Pointer at(String name) {
    return Objects.requireNonNull(places.get(name), name);
  }

  /** An answer without a body says that it was done as it was told. */
  PushOutcome outcome(HttpReply reply, QuantityUpdate update) {
    return switch (reply.status()) {
      case 202 -> new PushOutcome.Unconfirmed(null);
      case 404 -> refused(Refusal.UNKNOWN_LISTING, reply);
      case 409 -> refused(Refusal.NOT_EDITABLE, reply);
      case 422 -> refused(Refusal.BAD_QUANTITY, reply);
      case 400 -> refused(Refusal.OTHER, reply);
      default ->
          new PushOutcome.Applied(
              reply.body().length == 0
                  ? update.quantity()
                  : at("push_quantity")
                      .number(OwnShopDocuments.read(reply))
                      .orElse(update.quantity()));
    };
  }

  private PushOutcome refused(Refusal reason, HttpReply reply) {
    String why = said.advice(reply);
    return new PushOutcome.Refused(
        reason, why.isEmpty() ? "the shop answered %d".formatted(reply.status()) : why);
  }

  RemoteListing listing(JsonNode listing) {
    return new RemoteListing(
        new ListingRef(
            at("listing_id").needed(listing), at("listing_sku").text(listing).orElse(null)),
        List.of(),
        at("listing_gtin").text(listing).orElse(null),
        at("listing_title").text(listing).orElse(""),
        null,
        at("listing_active").isOff(listing) ? State.PAUSED : State.ACTIVE,
        at("listing_quantity").number(listing).orElse(null));
  }

  RemoteOrder order(JsonNode order) {
    String status = at("order_status").needed(order);
    return new RemoteOrder(
        at("order_id").needed(order),
        words.getOrDefault(status.toLowerCase(Locale.ROOT), status),
        at("order_created").time(order).orElseThrow(),
        at("order_updated").time(order).orElse(null),
        null,
        RemoteOrder.joined(at("order_lines").list(order).stream().map(this::line).toList()),
        RemoteOrder.country(at("order_country").text(order).orElse(null)),
        at("order_postcode").text(order).orElse(null));
  }

  private RemoteOrder.Line line(JsonNode line) {
    return new RemoteOrder.Line(
        at("line_id").needed(line),
        at("line_listing").text(line).orElse(null),
        at("line_sku").text(line).orElse(null),
        null,
        at("line_quantity").units(line),
        at("line_cancelled").units(line),
        at("line_shipped").units(line),
        at("line_returned").units(line),
        null);
  }

  /**
   * @throws ForgedWebhookException if it is not proved to be from the shop
   */
  WebhookNotice notice(WebhookRequest request) {
    SignedBody.checkEither(hookSecret, hookHeader, request);
    JsonNode call = OwnShopDocuments.JSON.read(request.body(), JsonNode.class);
    return new WebhookNotice(
        at("webhook_id")
            .text(call)
            .filter(id -> id.length() <= ID_LENGTH_MAX)
            .orElseGet(() -> "sha256:" + Sha256.hex(request.body())),
        at("webhook_event").text(call).orElse(""),
        at("webhook_order").text(call).stream().toList(),
        at("webhook_listing").text(call).stream().toList());
  }
}
