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
import dev.onhand.connector.json.Pointer;
import dev.onhand.model.Effect;
import dev.onhand.model.Secret;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

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

  /** What stands in the field for what is wrong where nothing is. */
  private static final Set<String> NO_ERROR = Set.of("", "null", "false", "0", "[]", "{}");

  private static final int ID_LENGTH_MAX = 256;

  private final Map<String, Pointer> places;
  private final Map<String, String> words;
  private final Optional<Pointer> answers;
  private final boolean tellsSeveral;
  private final boolean tellsIds;
  private final String errorField;
  private final ReplyRules said;
  private final Optional<Secret> hookSecret;
  private final String hookHeader;

  OwnShopMapping(Settings settings) {
    OwnShopSettings own = new OwnShopSettings(settings);
    this.places = own.places();
    this.words = own.words();
    this.answers = own.pushAnswers();
    this.tellsSeveral = own.tellsSeveral();
    this.tellsIds = own.tellsIds();
    this.errorField = settings.text("error_field");
    this.said = ReplyRules.USUAL.telling(errorField);
    this.hookSecret = settings.find(ReceivesWebhooks.SECRET).map(Secret::of);
    this.hookHeader = settings.text("webhook_header");
  }

  private Pointer at(String name) {
    return Objects.requireNonNull(places.get(name), name);
  }

  /** An answer without a body says that all was done as it was told. */
  List<PushOutcome> outcomes(HttpReply reply, List<QuantityUpdate> updates) {
    boolean isDone = reply.isSuccess() && reply.status() != 202 && reply.body().length > 0;
    boolean saysMore = isDone && (answers.isPresent() || !tellsSeveral);
    JsonNode answer = saysMore ? OwnShopDocuments.read(reply) : MissingNode.getInstance();
    if (answers.isEmpty() || !saysMore) {
      String why = said.advice(reply);
      return updates.stream().map(it -> outcome(reply.status(), why, answer, it)).toList();
    }
    Map<String, JsonNode> byListing = new HashMap<>();
    answers.get().list(answer).forEach(it -> byListing.put(at("push_id").needed(it), it));
    return updates.stream().map(it -> outcome(byListing.get(name(it)), it)).toList();
  }

  private @Nullable String name(QuantityUpdate update) {
    return tellsIds ? update.listing().externalId() : update.listing().sku();
  }

  /**
   * @param one what is said of it; null: nothing, so that it may or may not be done
   */
  private PushOutcome outcome(@Nullable JsonNode one, QuantityUpdate update) {
    if (one == null) {
      return new PushOutcome.Unconfirmed(null);
    }
    JsonNode error = one.findPath(errorField);
    String why = error.isString() ? error.asString() : error.toString();
    boolean isRefused = !NO_ERROR.contains(why);
    long status = at("push_status").number(one).orElse(isRefused ? 400L : 200L);
    return outcome(status, isRefused ? why : "", one, update);
  }

  private PushOutcome outcome(long status, String why, JsonNode said, QuantityUpdate update) {
    String words = why.isEmpty() ? "the shop answered %d".formatted(status) : why;
    return switch ((int) status) {
      case 200, 201, 204 ->
          new PushOutcome.Applied(at("push_quantity").number(said).orElse(update.quantity()));
      case 404 -> new PushOutcome.Refused(Refusal.UNKNOWN_LISTING, words);
      case 409 -> new PushOutcome.Refused(Refusal.NOT_EDITABLE, words);
      case 422 -> new PushOutcome.Refused(Refusal.BAD_QUANTITY, words);
      case 400 -> new PushOutcome.Refused(Refusal.OTHER, words);
      default -> new PushOutcome.Unconfirmed(null);
    };
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
