package dev.onhand.connectors.shopify;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.onhand.connector.QuantityUpdate;
import dev.onhand.connector.http.HttpReply;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/** What Shopify writes, as far as it is read, and what is written to it. */
final class ShopifyDocuments {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .build();

  private ShopifyDocuments() {}

  /**
   * @throws tools.jackson.core.JacksonException if it is no such document
   */
  static <T> T read(HttpReply reply, Class<T> type) {
    return read(reply.body(), type);
  }

  static <T> T read(byte[] body, Class<T> type) {
    return Objects.requireNonNull(MAPPER.readValue(body, type), "null for a document");
  }

  /** An operation as it is sent. */
  static String operation(String query, Map<String, ? extends @Nullable Object> variables) {
    return MAPPER.writeValueAsString(Map.of("query", query, "variables", variables));
  }

  /** An access token. */
  record TokenDocument(
      @JsonProperty(value = "access_token", required = true) String value,
      @JsonProperty(value = "expires_in", required = true) long seconds) {

    /** Without the token. */
    @Override
    public String toString() {
      return "TokenDocument[***]";
    }
  }

  /** Why something was not done; any answer may have it, with HTTP 200. */
  record ErrorDocument(@Nullable String message, @Nullable ExtensionsDocument extensions) {

    String code() {
      return extensions == null || extensions.code() == null ? "" : extensions.code();
    }
  }

  /** What kind of error it is. */
  record ExtensionsDocument(@Nullable String code) {}

  /** An answer, looked at for its errors only. */
  record ErrorsDocument(@Nullable List<ErrorDocument> errors) {

    Optional<ErrorDocument> first() {
      return errors == null ? Optional.empty() : errors.stream().findFirst();
    }
  }

  /** An answer, looked at for what there is left only. */
  record StatusDocument(@Nullable CostsDocument extensions) {

    /** Empty: it does not say. */
    Optional<Duration> untilThereIsEnough() {
      return Optional.ofNullable(extensions)
          .map(CostsDocument::cost)
          .flatMap(CostDocument::waitFor);
    }
  }

  /** What the query costs. */
  record CostsDocument(@Nullable CostDocument cost) {}

  /** Its points, and what there is left. */
  record CostDocument(double requestedQueryCost, @Nullable LeftDocument throttleStatus) {

    Optional<Duration> waitFor() {
      return Optional.ofNullable(throttleStatus).map(left -> left.until(requestedQueryCost));
    }
  }

  /** What there is left, and how fast more comes. */
  record LeftDocument(double currentlyAvailable, double restoreRate) {

    Duration until(double cost) {
      double seconds = restoreRate > 0 ? (cost - currentlyAvailable) / restoreRate : 0;
      return Duration.ofMillis((long) Math.ceil(Math.max(0, seconds) * 1_000));
    }
  }

  /** How a connection goes on. */
  record PageInfoDocument(boolean hasNextPage, @Nullable String endCursor) {

    Optional<String> next() {
      return hasNextPage ? Optional.ofNullable(endCursor) : Optional.empty();
    }
  }

  /** The answer to a question for items. */
  record ItemsReplyDocument(@JsonProperty(required = true) ItemsDataDocument data) {}

  /** What it says. */
  record ItemsDataDocument(
      @JsonProperty(value = "inventoryItems", required = true) ItemsDocument items) {}

  /** A page of items. */
  record ItemsDocument(
      @JsonProperty(required = true) List<ItemDocument> nodes,
      @JsonProperty(required = true) PageInfoDocument pageInfo) {

    ItemsDocument {
      nodes = List.copyOf(nodes);
    }
  }

  /** The answer to a question for one item. */
  record ItemNodesDocument(@JsonProperty(required = true) ItemListDocument data) {

    Optional<ItemDocument> first() {
      return data.nodes().isEmpty()
          ? Optional.empty()
          : Optional.ofNullable(data.nodes().getFirst());
    }
  }

  /** What it says; null for one that is not there. */
  record ItemListDocument(@JsonProperty(required = true) List<@Nullable ItemDocument> nodes) {}

  /**
   * An inventory item.
   *
   * @param level null: it is not stocked at the location
   */
  record ItemDocument(
      @JsonProperty(required = true) String id,
      @Nullable String sku,
      @JsonProperty(required = true) boolean tracked,
      @Nullable VariantDocument variant,
      @JsonProperty("inventoryLevel") @Nullable LevelDocument level) {}

  /** What is sold of it. */
  record VariantDocument(@Nullable String displayName, @Nullable ProductDocument product) {}

  /** Whether it is. */
  record ProductDocument(@Nullable String status) {}

  /** Its quantities at the location. */
  record LevelDocument(@JsonProperty(required = true) List<QuantityDocument> quantities) {

    LevelDocument {
      quantities = List.copyOf(quantities);
    }
  }

  /** One of them. */
  record QuantityDocument(
      @JsonProperty(required = true) String name, @JsonProperty(required = true) long quantity) {}

  /** What is to be set. */
  record InputDocument(String name, String reason, List<EntryDocument> quantities) {

    static InputDocument of(List<QuantityUpdate> updates, String location) {
      return new InputDocument(
          "available",
          "correction",
          updates.stream()
              .map(
                  it ->
                      new EntryDocument(
                          it.listing().externalId(), location, it.quantity(), it.expected()))
              .toList());
    }
  }

  /**
   * One of the quantities.
   *
   * @param changeFromQuantity what is believed to be there; null is written too, and compares
   *     nothing
   */
  record EntryDocument(
      String inventoryItemId,
      String locationId,
      long quantity,
      @Nullable Long changeFromQuantity) {}

  /** The answer to that. */
  record SetReplyDocument(@JsonProperty(required = true) SetDataDocument data) {}

  /** What it says. */
  record SetDataDocument(
      @JsonProperty(value = "inventorySetQuantities", required = true) SetDocument set) {}

  /** What was changed, or why nothing was. */
  record SetDocument(
      @JsonProperty("inventoryAdjustmentGroup") @Nullable GroupDocument group,
      @JsonProperty(required = true) List<UserErrorDocument> userErrors) {

    SetDocument {
      userErrors = List.copyOf(userErrors);
    }

    boolean hasFailedBefore() {
      return userErrors.stream()
          .anyMatch(it -> "IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED".equals(it.code()));
    }
  }

  /** The changes; what was so already is not among them. */
  record GroupDocument(@Nullable List<ChangeDocument> changes) {}

  /** A change. */
  record ChangeDocument(
      @Nullable String name, @Nullable Long quantityAfterChange, @Nullable ChangedDocument item) {}

  /** Of what. */
  record ChangedDocument(@JsonProperty(required = true) String id, @Nullable Boolean tracked) {}

  /** Why something was refused; the third part of the field is the entry's number. */
  record UserErrorDocument(
      @Nullable String code, @Nullable List<String> field, @Nullable String message) {}

  /** The answer to a question for orders. */
  record OrdersReplyDocument(@JsonProperty(required = true) OrdersDataDocument data) {}

  /** What it says. */
  record OrdersDataDocument(@JsonProperty(required = true) OrdersDocument orders) {}

  /** A page of orders. */
  record OrdersDocument(
      @JsonProperty(required = true) List<OrderDocument> nodes,
      @JsonProperty(required = true) PageInfoDocument pageInfo) {

    OrdersDocument {
      nodes = List.copyOf(nodes);
    }
  }

  /** The answer to a question for one order. */
  record OrderNodesDocument(@JsonProperty(required = true) OrderListDocument data) {

    Optional<OrderDocument> first() {
      return data.nodes().isEmpty()
          ? Optional.empty()
          : Optional.ofNullable(data.nodes().getFirst());
    }
  }

  /** What it says; null for one that is not there. */
  record OrderListDocument(@JsonProperty(required = true) List<@Nullable OrderDocument> nodes) {}

  /** An order. */
  record OrderDocument(
      @JsonProperty(required = true) String id,
      @JsonProperty(required = true) Instant createdAt,
      @JsonProperty(required = true) Instant updatedAt,
      @Nullable Instant cancelledAt,
      @Nullable Boolean test,
      @Nullable String displayFulfillmentStatus,
      @JsonProperty(required = true) LinesDocument lineItems,
      @JsonProperty(required = true) List<RefundDocument> refunds) {

    OrderDocument {
      refunds = List.copyOf(refunds);
    }

    /** Whether all its lines are here. */
    boolean isWhole() {
      return lineItems.pageInfo().next().isEmpty();
    }

    OrderDocument with(LinesDocument lines) {
      return new OrderDocument(
          id, createdAt, updatedAt, cancelledAt, test, displayFulfillmentStatus, lines, refunds);
    }
  }

  /** Further lines of an order. */
  static LinesDocument lines(HttpReply reply) {
    return read(reply, MoreLinesDocument.class).data().nodes().getFirst().lineItems();
  }

  /** The answer to a question for them. */
  record MoreLinesDocument(@JsonProperty(required = true) MoreLinesListDocument data) {}

  /** What it says. */
  record MoreLinesListDocument(@JsonProperty(required = true) List<LinesOnlyDocument> nodes) {}

  /** An order, of which nothing but further lines was asked for. */
  record LinesOnlyDocument(@JsonProperty(required = true) LinesDocument lineItems) {}

  /** Lines. */
  record LinesDocument(
      @JsonProperty(required = true) List<LineDocument> nodes,
      @JsonProperty(required = true) PageInfoDocument pageInfo) {

    LinesDocument {
      nodes = List.copyOf(nodes);
    }
  }

  /**
   * A line.
   *
   * @param quantity ordered
   * @param currentQuantity without what was paid back or taken away
   * @param unfulfilledQuantity what is to be shipped
   */
  record LineDocument(
      @JsonProperty(required = true) String id,
      @Nullable String sku,
      @JsonProperty(required = true) long quantity,
      @JsonProperty(required = true) long currentQuantity,
      @JsonProperty(required = true) long unfulfilledQuantity,
      @Nullable OrderedDocument variant) {}

  /** What was ordered; null once it is deleted. */
  record OrderedDocument(@Nullable OrderedItemDocument inventoryItem) {}

  /** Its item. */
  record OrderedItemDocument(@JsonProperty(required = true) String id) {}

  /** Money that went back. */
  record RefundDocument(@JsonProperty(required = true) RefundLinesDocument refundLineItems) {}

  /** What for. */
  record RefundLinesDocument(
      @JsonProperty(required = true) List<RefundLineDocument> nodes,
      @JsonProperty(required = true) PageInfoDocument pageInfo) {

    RefundLinesDocument {
      nodes = List.copyOf(nodes);
    }
  }

  /** Units of a line, and where they went. */
  record RefundLineDocument(
      @JsonProperty(required = true) long quantity,
      @JsonProperty(required = true) String restockType,
      @JsonProperty(required = true) RefundedDocument lineItem) {}

  /** Of which line. */
  record RefundedDocument(@JsonProperty(required = true) String id) {}

  /** What a call of Shopify's is about, by numbers of the older API. */
  record HookDocument(
      @JsonProperty("admin_graphql_api_id") @Nullable String id,
      @JsonProperty("inventory_item_id") @Nullable Long item) {}
}
