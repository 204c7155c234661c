package dev.onhand.connectors.shopify;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import dev.onhand.connector.QuantityUpdate;
import dev.onhand.connector.json.Graphql.Connection;
import dev.onhand.connector.json.Json;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What Shopify writes, as far as it is read, and what is written to it. */
final class ShopifyDocuments {

  /** Large counts may stand in quotes. */
  static final Json JSON = Json.TOLERANT;

  private ShopifyDocuments() {}

  /** What a query costs, and what there is left. */
  record CostDocument(double requestedQueryCost, @Nullable LeftDocument throttleStatus) {

    /** Empty: it does not say. */
    Optional<Duration> untilThereIsEnough() {
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

  /** A page of items. */
  record ItemsDocument(Connection<ItemDocument> inventoryItems) {}

  /** A file of all items that is going to be made, or why it is not. */
  record BulkStartDocument(@Nullable BulkIdDocument bulkOperation) {}

  /** What it is called. */
  record BulkIdDocument(String id) {}

  /**
   * How far it is.
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

  /** What was changed, or why nothing was. */
  record SetDocument(
      @Nullable GroupDocument inventoryAdjustmentGroup, List<UserErrorDocument> userErrors) {

    boolean hasFailedBefore() {
      return userErrors.stream()
          .anyMatch(it -> "IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED".equals(it.code()));
    }
  }

  /** The changes; what was so already is not among them. */
  record GroupDocument(@JsonSetter(nulls = Nulls.AS_EMPTY) List<ChangeDocument> changes) {}

  /** A change. */
  record ChangeDocument(
      @Nullable String name, @Nullable Long quantityAfterChange, @Nullable ChangedDocument item) {}

  /** Of what. */
  record ChangedDocument(String id, @Nullable Boolean tracked) {}

  /** Why something was refused; the third part of the field is the entry's number. */
  record UserErrorDocument(
      @Nullable String code, @Nullable List<String> field, @Nullable String message) {}

  /** A page of orders. */
  record OrdersDocument(Connection<OrderDocument> orders) {}

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

    OrderDocument with(Connection<LineDocument> lines) {
      return new OrderDocument(
          id, createdAt, updatedAt, cancelledAt, test, displayFulfillmentStatus, lines, refunds);
    }
  }

  /** An order, of which nothing but further lines was asked for. */
  record MoreLinesDocument(Connection<LineDocument> lineItems) {}

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
  record OrderedDocument(@Nullable OrderedItemDocument inventoryItem) {}

  /** Its item. */
  record OrderedItemDocument(String id) {}

  /** Money that went back, and what for. */
  record RefundDocument(Connection<RefundLineDocument> refundLineItems) {}

  /** Units of a line, and where they went. */
  record RefundLineDocument(long quantity, String restockType, RefundedDocument lineItem) {}

  /** Of which line. */
  record RefundedDocument(String id) {}

  /** What a call of Shopify's is about, by numbers of the older API. */
  record HookDocument(
      @JsonProperty("admin_graphql_api_id") @Nullable String id,
      @JsonProperty("inventory_item_id") @Nullable Long item) {}
}
