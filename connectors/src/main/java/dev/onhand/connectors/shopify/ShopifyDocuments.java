package dev.onhand.connectors.shopify;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.onhand.connector.json.Graphql.Connection;
import dev.onhand.connector.json.Json;
import dev.onhand.connector.json.OrEmpty;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What Shopify writes, as far as it is read, and what is written to it. */
final class ShopifyDocuments {

  /** Large counts may stand in quotes. */
  static final Json JSON = Json.TOLERANT;

  private ShopifyDocuments() {}

  /** Something of which nothing but its id was asked for. */
  record IdDocument(String id) {}

  /**
   * How far a file of all items is.
   *
   * @param url null: it is not there yet, or nothing is in it
   */
  record BulkDocument(String status, long objectCount, @Nullable URI url) {}

  /**
   * An inventory item.
   *
   * @param inventoryLevel null: it is not stocked at the location
   */
  record ItemDocument(
      String id,
      @Nullable String sku,
      boolean tracked,
      @Nullable VariantDocument variant,
      @Nullable LevelDocument inventoryLevel) {}

  /** What is sold of it. */
  record VariantDocument(@Nullable String displayName, @Nullable ProductDocument product) {}

  /** Whether it is. */
  record ProductDocument(@Nullable String status) {}

  /** Its quantities at the location. */
  record LevelDocument(List<QuantityDocument> quantities) {}

  /** One of them. */
  record QuantityDocument(String name, long quantity) {}

  /**
   * A quantity that is to be set.
   *
   * @param changeFromQuantity what is believed to be there; null is written too, and compares
   *     nothing
   */
  record EntryDocument(
      String inventoryItemId,
      String locationId,
      long quantity,
      @Nullable Long changeFromQuantity) {}

  /** What was changed, or why nothing was. */
  record SetDocument(
      @Nullable GroupDocument inventoryAdjustmentGroup, List<UserErrorDocument> userErrors) {

    boolean hasFailedBefore() {
      return userErrors.stream()
          .anyMatch(it -> "IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED".equals(it.code()));
    }

    List<ChangeDocument> changes() {
      return inventoryAdjustmentGroup == null ? List.of() : inventoryAdjustmentGroup.changes();
    }
  }

  /** The changes; what was so already is not among them. */
  record GroupDocument(@OrEmpty List<ChangeDocument> changes) {}

  /** A change. */
  record ChangeDocument(
      @Nullable String name, @Nullable Long quantityAfterChange, @Nullable ChangedDocument item) {}

  /** Of what. */
  record ChangedDocument(String id, @Nullable Boolean tracked) {}

  /** Why something was refused; the third part of the field is the entry's number. */
  record UserErrorDocument(
      @Nullable String code, @Nullable List<String> field, @Nullable String message) {}

  /** An order. */
  record OrderDocument(
      String id,
      Instant createdAt,
      Instant updatedAt,
      @Nullable Instant cancelledAt,
      @Nullable Boolean test,
      @Nullable String displayFulfillmentStatus,
      Connection<LineDocument> lineItems,
      List<RefundDocument> refunds) {

    /** Whether all its lines are here. */
    boolean isWhole() {
      return lineItems.next().isEmpty();
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
      String id,
      @Nullable String sku,
      long quantity,
      long currentQuantity,
      long unfulfilledQuantity,
      @Nullable OrderedDocument variant) {}

  /** What was ordered; null once it is deleted. */
  record OrderedDocument(@Nullable IdDocument inventoryItem) {}

  /** Money that went back, and what for. */
  record RefundDocument(Connection<RefundLineDocument> refundLineItems) {}

  /** Units of a line, and where they went. */
  record RefundLineDocument(long quantity, String restockType, IdDocument lineItem) {}

  /** What a call of Shopify's is about, by numbers of the older API. */
  record HookDocument(
      @JsonProperty("admin_graphql_api_id") @Nullable String id,
      @JsonProperty("inventory_item_id") @Nullable Long item) {}
}
