package dev.onhand.connectors.woocommerce;

import dev.onhand.connector.ForgedWebhookException;
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
import dev.onhand.connector.SignedBody;
import dev.onhand.connector.WebhookNotice;
import dev.onhand.connector.WebhookRequest;
import dev.onhand.connector.http.HttpReply;
import dev.onhand.connectors.woocommerce.WooCommerceDocuments.BatchDocument;
import dev.onhand.connectors.woocommerce.WooCommerceDocuments.ErrorDocument;
import dev.onhand.connectors.woocommerce.WooCommerceDocuments.HookDocument;
import dev.onhand.connectors.woocommerce.WooCommerceDocuments.LineDocument;
import dev.onhand.connectors.woocommerce.WooCommerceDocuments.OrderDocument;
import dev.onhand.connectors.woocommerce.WooCommerceDocuments.ProductDocument;
import dev.onhand.connectors.woocommerce.WooCommerceDocuments.RefundDocument;
import dev.onhand.connectors.woocommerce.WooCommerceDocuments.RefundLineDocument;
import dev.onhand.model.Effect;
import dev.onhand.model.Secret;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the documents mean. */
final class WooCommerceMapping {

  /** What an order's status means for its units; plugins may have others. */
  static final Map<String, Effect> STATUSES =
      Map.ofEntries(
          Map.entry("checkout-draft", Effect.IGNORE),
          Map.entry("auto-draft", Effect.IGNORE),
          Map.entry("pending", Effect.HOLD),
          Map.entry("on-hold", Effect.RESERVE),
          Map.entry("processing", Effect.RESERVE),
          Map.entry("completed", Effect.FULFIL),
          Map.entry("cancelled", Effect.RELEASE),
          Map.entry("failed", Effect.RELEASE),
          Map.entry("refunded", Effect.RELEASE),
          Map.entry("trash", Effect.RELEASE));

  private static final WebhookNotice PING = new WebhookNotice("ping", "ping", List.of(), List.of());

  private final boolean holdsPending;

  WooCommerceMapping(boolean holdsPending) {
    this.holdsPending = holdsPending;
  }

  RemoteListing listing(ProductDocument product) {
    return listing(product, StockId.external(product.id(), 0), product, List.of());
  }

  /**
   * What of a product's variations has stock: each that has its own, and the product for all that
   * share its.
   *
   * @param isFirst whether these are the first of them
   */
  List<RemoteListing> variations(
      ProductDocument parent, List<ProductDocument> variations, boolean isFirst) {
    List<RemoteListing> listings = new ArrayList<>();
    List<String> sharing = new ArrayList<>();
    for (ProductDocument variation : variations) {
      String id = StockId.external(parent.id(), variation.id());
      if (variation.sharesStock()) {
        sharing.add(id);
      } else {
        listings.add(listing(variation, id, parent, List.of()));
      }
    }
    if (isFirst && !sharing.isEmpty()) {
      listings.add(listing(parent, StockId.external(parent.id(), 0), parent, sharing));
    }
    return listings;
  }

  /**
   * @param named the product that has the name
   */
  private static RemoteListing listing(
      ProductDocument stocked, String id, ProductDocument named, List<String> aliases) {
    return new RemoteListing(
        new ListingRef(id, stocked.sku()),
        aliases,
        null,
        Objects.requireNonNullElse(named.name(), ""),
        null,
        switch (Objects.requireNonNullElse(stocked.status(), "")) {
          case "publish" -> State.ACTIVE;
          case "trash" -> State.ENDED;
          default -> State.PAUSED;
        },
        stocked.quantity().orElse(null));
  }

  List<PushOutcome> outcomes(List<QuantityUpdate> updates, HttpReply reply) {
    if (!reply.isSuccess()) {
      return updates.stream()
          .map(update -> refused(WooCommerceDocuments.read(reply, ErrorDocument.class)))
          .toList();
    }
    List<ProductDocument> answers = WooCommerceDocuments.read(reply, BatchDocument.class).update();
    Map<String, ProductDocument> byId = new HashMap<>();
    answers.forEach(it -> byId.put(Long.toString(it.id()), it));
    return updates.stream().map(it -> outcome(byId.get(StockId.of(it).id()))).toList();
  }

  private static PushOutcome outcome(@Nullable ProductDocument answer) {
    if (answer == null) {
      return new Unconfirmed(null);
    }
    if (answer.error() != null) {
      return refused(answer.error());
    }
    return answer
        .quantity()
        .<PushOutcome>map(Applied::new)
        .orElseGet(
            () ->
                new Refused(
                    Refusal.NOT_EDITABLE,
                    "it does not manage stock, so the shop dropped the number: turn it on for the"
                        + " product and for the shop, or set turns_stock_on"));
  }

  private static PushOutcome refused(ErrorDocument error) {
    return new Refused(
        error.code().contains("invalid_id") ? Refusal.UNKNOWN_LISTING : Refusal.OTHER,
        error.said());
  }

  RemoteOrder order(OrderDocument document, List<RefundDocument> refunds) {
    Map<String, Long> refunded = new HashMap<>();
    boolean isClear = true;
    List<RefundLineDocument> lines =
        refunds.stream()
            .flatMap(it -> Optional.ofNullable(it.lines()).stream().flatMap(List::stream))
            .filter(it -> it.quantity() != 0)
            .toList();
    for (RefundLineDocument line : lines) {
      Optional<String> of = line.line();
      of.ifPresent(it -> refunded.merge(it, Math.abs(line.quantity()), Long::sum));
      isClear &= of.isPresent();
    }
    String status =
        isClear || document.status().equals("completed")
            ? document.status()
            : document.status() + " with a refund that does not say of what";
    return new RemoteOrder(
        Long.toString(document.id()),
        status,
        document.createdAt(),
        document.modifiedAt(),
        null,
        document.lines().stream()
            .map(line -> line(line, status, refunded.getOrDefault("" + line.id(), 0L)))
            .toList(),
        null,
        null);
  }

  /**
   * What is paid back before it is shipped is not wanted; afterwards that says nothing of goods.
   */
  private RemoteOrder.Line line(LineDocument line, String status, long refunded) {
    boolean isShipped = status.equals("completed");
    boolean isNotWantedYet = status.equals("pending") && !holdsPending;
    long product = Objects.requireNonNullElse(line.product(), 0L);
    long variation = Objects.requireNonNullElse(line.variation(), 0L);
    long notWanted = isNotWantedYet ? line.quantity() : Math.min(refunded, line.quantity());
    return RemoteOrder.Line.of(
            Long.toString(line.id()),
            product == 0 ? null : StockId.external(product, variation),
            line.sku(),
            line.quantity())
        .with(isShipped ? 0 : notWanted, isShipped ? line.quantity() : 0);
  }

  /**
   * A call is proved by its raw bytes, but for the shop's first, which must be answered and is
   * about nothing.
   *
   * @throws ForgedWebhookException if it is not
   */
  static WebhookNotice notice(Optional<Secret> secret, WebhookRequest request) {
    if (WooCommerceDocuments.isPing(request.body())) {
      return PING;
    }
    SignedBody.check(secret, "X-WC-Webhook-Signature", request);
    String delivery = SignedBody.delivery("X-WC-Webhook-Delivery-ID", request);
    String topic = request.header("X-WC-Webhook-Topic").orElse("");
    Long order = WooCommerceDocuments.JSON.read(request.body(), HookDocument.class).id();
    return new WebhookNotice(
        delivery,
        topic,
        topic.startsWith("order.") && order != null ? List.of(Long.toString(order)) : List.of(),
        List.of());
  }
}
