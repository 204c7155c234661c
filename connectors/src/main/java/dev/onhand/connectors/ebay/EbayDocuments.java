package dev.onhand.connectors.ebay;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.onhand.connector.json.Json;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What eBay writes, as far as it is read. Fields that are not here are skipped. */
final class EbayDocuments {

  static final Json JSON = Json.TOLERANT;

  private EbayDocuments() {}

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

  /** How many there are. */
  record QuantityDocument(@Nullable Long quantity) {}

  /** What became of each part of a call, or what each part asked for. */
  record RepliesDocument(List<ReplyDocument> responses) {}

  /** What became of an item, or of one of its offers. */
  record ReplyDocument(
      @Nullable String sku,
      @Nullable String offerId,
      int statusCode,
      @Nullable ItemDocument inventoryItem,
      @Nullable List<ErrorDocument> errors) {}

  /** A call of which nothing was done. */
  record ErrorsDocument(@Nullable List<ErrorDocument> errors) {}

  /** What is wrong. */
  record ErrorDocument(int errorId, @Nullable String message) {}

  /** A page of items. */
  record ItemsDocument(
      long total, @Nullable String next, @Nullable List<ItemDocument> inventoryItems) {

    List<ItemDocument> rows() {
      return EbayDocuments.rows(inventoryItems, total);
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
  record OffersDocument(long total, @Nullable List<OfferDocument> offers) {

    List<OfferDocument> rows() {
      return EbayDocuments.rows(offers, total);
    }
  }

  /** An offer. */
  record OfferDocument(String offerId, @Nullable String status) {}

  /** A page of orders. */
  record OrdersDocument(long total, @Nullable String next, @Nullable List<OrderDocument> orders) {

    List<OrderDocument> rows() {
      return EbayDocuments.rows(orders, total);
    }
  }

  /** An order. */
  record OrderDocument(
      @JsonProperty("orderId") String id,
      @JsonProperty("creationDate") OffsetDateTime createdAt,
      @JsonProperty("lastModifiedDate") OffsetDateTime updatedAt,
      @JsonProperty("orderFulfillmentStatus") String fulfillment,
      @JsonProperty("orderPaymentStatus") String payment,
      @Nullable CancelDocument cancelStatus,
      @JsonProperty("lineItems") List<LineDocument> lines) {

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
      @JsonProperty("lineItemId") String id,
      @JsonProperty("legacyItemId") @Nullable String listing,
      @JsonProperty("legacyVariationId") @Nullable String variation,
      @Nullable String sku,
      long quantity,
      @JsonProperty("lineItemFulfillmentStatus") @Nullable String fulfillment) {}
}
