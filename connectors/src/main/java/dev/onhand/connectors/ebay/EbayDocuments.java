package dev.onhand.connectors.ebay;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.onhand.connector.http.HttpReply;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What eBay writes, as far as it is read. Fields that are not here are skipped. */
final class EbayDocuments {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .build();

  private EbayDocuments() {}

  /**
   * @throws tools.jackson.core.JacksonException if it is no such document
   */
  static <T> T read(HttpReply reply, Class<T> type) {
    return read(reply.body(), type);
  }

  static <T> T read(byte[] body, Class<T> type) {
    return Objects.requireNonNull(MAPPER.readValue(body, type), "null for a document");
  }

  static String json(Object document) {
    return MAPPER.writeValueAsString(document);
  }

  /** A list that is left out is empty where the count beside it says so. */
  private static <T> List<T> rows(@Nullable List<T> rows, long total) {
    if (rows == null && total > 0) {
      throw new IllegalStateException("%d are told, and none is shown".formatted(total));
    }
    return rows == null ? List.of() : List.copyOf(rows);
  }

  static boolean isNamed(@Nullable String next) {
    return next != null && !next.isEmpty();
  }

  /** What a login gives. */
  record TokenDocument(
      @JsonProperty(value = "access_token", required = true) String accessToken,
      @JsonProperty(value = "expires_in", required = true) long expiresIn) {}

  /** How many there are. */
  record QuantityDocument(@Nullable Long quantity) {}

  /** What became of each part of a call, or what each part asked for. */
  record RepliesDocument(@JsonProperty(required = true) List<ReplyDocument> responses) {

    RepliesDocument {
      responses = List.copyOf(responses);
    }
  }

  /** What became of an item, or of one of its offers. */
  record ReplyDocument(
      @Nullable String sku,
      @Nullable String offerId,
      @JsonProperty(required = true) int statusCode,
      @JsonProperty("inventoryItem") @Nullable ItemDocument item,
      @Nullable List<ErrorDocument> errors) {}

  /** A call of which nothing was done. */
  record ErrorsDocument(@Nullable List<ErrorDocument> errors) {}

  /** What is wrong. */
  record ErrorDocument(int errorId, @Nullable String message) {}

  /** A page of items. */
  record ItemsDocument(
      @JsonProperty(required = true) long total,
      @Nullable String next,
      @JsonProperty("inventoryItems") @Nullable List<ItemDocument> items) {

    List<ItemDocument> rows() {
      return EbayDocuments.rows(items, total);
    }
  }

  /** An item; of one that was asked for by its SKU, the SKU stands beside it. */
  record ItemDocument(
      @Nullable String sku,
      @Nullable String condition,
      @Nullable ProductDocument product,
      @Nullable AvailabilityDocument availability) {

    ItemDocument withSku(String newSku) {
      return new ItemDocument(newSku, condition, product, availability);
    }
  }

  /** What an item is. */
  record ProductDocument(@Nullable String title, @Nullable List<String> ean) {}

  /** How many there are of an item. */
  record AvailabilityDocument(
      @JsonProperty("shipToLocationAvailability") @Nullable QuantityDocument shipped) {}

  /** Offers of an item. */
  record OffersDocument(
      @JsonProperty(required = true) long total, @Nullable List<OfferDocument> offers) {

    List<OfferDocument> rows() {
      return EbayDocuments.rows(offers, total);
    }
  }

  /** An offer. */
  record OfferDocument(
      @JsonProperty(value = "offerId", required = true) String id, @Nullable String status) {}

  /** A page of orders. */
  record OrdersDocument(
      @JsonProperty(required = true) long total,
      @Nullable String next,
      @Nullable List<OrderDocument> orders) {

    List<OrderDocument> rows() {
      return EbayDocuments.rows(orders, total);
    }
  }

  /** An order. */
  record OrderDocument(
      @JsonProperty(value = "orderId", required = true) String id,
      @JsonProperty(value = "creationDate", required = true) OffsetDateTime createdAt,
      @JsonProperty(value = "lastModifiedDate", required = true) OffsetDateTime updatedAt,
      @JsonProperty(value = "orderFulfillmentStatus", required = true) String fulfillment,
      @JsonProperty(value = "orderPaymentStatus", required = true) String payment,
      @Nullable CancelDocument cancelStatus,
      @JsonProperty(value = "lineItems", required = true) List<LineDocument> lines) {

    OrderDocument {
      Objects.requireNonNull(fulfillment, "an order without a status");
      lines = List.copyOf(lines);
    }

    String cancel() {
      return cancelStatus == null || cancelStatus.state() == null
          ? "NONE_REQUESTED"
          : cancelStatus.state();
    }
  }

  /** Whether an order is cancelled. Lists never show who asked for it. */
  record CancelDocument(@JsonProperty("cancelState") @Nullable String state) {}

  /** A line of an order. What was paid back has amounts and no counts. */
  record LineDocument(
      @JsonProperty(value = "lineItemId", required = true) String id,
      @JsonProperty("legacyItemId") @Nullable String listing,
      @JsonProperty("legacyVariationId") @Nullable String variation,
      @Nullable String sku,
      @JsonProperty(required = true) long quantity,
      @JsonProperty("lineItemFulfillmentStatus") @Nullable String fulfillment) {}
}
