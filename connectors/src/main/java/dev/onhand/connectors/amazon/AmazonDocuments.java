package dev.onhand.connectors.amazon;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import dev.onhand.connector.PagesOrFile.Progress;
import dev.onhand.connector.json.Json;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What Amazon writes, as far as it is read. Fields that are not here are skipped. */
final class AmazonDocuments {

  static final Json JSON = Json.STRICT;

  private AmazonDocuments() {}

  /** Why something was not done. */
  record ErrorsDocument(@JsonSetter(nulls = Nulls.AS_EMPTY) List<IssueDocument> errors) {}

  /** What became of a patch at first. */
  record SubmissionDocument(
      String status,
      String submissionId,
      @JsonSetter(nulls = Nulls.AS_EMPTY) List<IssueDocument> issues) {}

  /** What is wrong with a call, with a listing, or with what was sent for it. */
  record IssueDocument(
      @Nullable String sku,
      @Nullable String code,
      @Nullable String message,
      @Nullable String severity,
      @JsonSetter(nulls = Nulls.AS_EMPTY) List<String> attributeNames) {

    boolean isError() {
      return "ERROR".equals(severity);
    }

    String said() {
      return "%s: %s".formatted(code, message);
    }
  }

  /** A page of listings. */
  record ItemsDocument(
      long numberOfResults, @Nullable PaginationDocument pagination, List<ItemDocument> items) {}

  /** How it goes on. */
  record PaginationDocument(@Nullable String nextToken) {

    static Optional<String> next(@Nullable PaginationDocument pagination) {
      return Optional.ofNullable(pagination).map(PaginationDocument::nextToken);
    }
  }

  /**
   * A listing.
   *
   * @param fulfillmentAvailability empty: nothing was ever submitted
   */
  record ItemDocument(
      String sku,
      @JsonSetter(nulls = Nulls.AS_EMPTY) List<SummaryDocument> summaries,
      @JsonSetter(nulls = Nulls.AS_EMPTY) List<AvailabilityDocument> fulfillmentAvailability,
      @JsonSetter(nulls = Nulls.AS_EMPTY) List<IssueDocument> issues) {}

  /** A listing as it is on one marketplace. */
  record SummaryDocument(
      @JsonSetter(nulls = Nulls.AS_EMPTY) List<String> status, @Nullable String itemName) {}

  /** What it shows now; of Amazon's own stock there is no number. */
  record AvailabilityDocument(String fulfillmentChannelCode, @Nullable Long quantity) {}

  /** Where a document is to be put, or lies. */
  record PlaceDocument(
      @Nullable String feedDocumentId, URI url, @Nullable String compressionAlgorithm) {}

  /** How far a feed or a report is, and where what it gave lies. */
  record WorkDocument(
      String processingStatus,
      @JsonAlias({"resultFeedDocumentId", "reportDocumentId"}) @Nullable String document) {

    Progress progress() {
      return switch (processingStatus) {
        case "DONE" -> new Progress.Made(Objects.requireNonNull(document));
        case "CANCELLED", "FATAL" -> new Progress.Failed();
        default -> new Progress.AtWork();
      };
    }
  }

  /** What became of a feed's messages. */
  record FeedResultDocument(@JsonSetter(nulls = Nulls.AS_EMPTY) List<IssueDocument> issues) {}

  /** A page of orders. */
  record OrdersDocument(List<OrderDocument> orders, @Nullable PaginationDocument pagination) {}

  /** An order. */
  record OrderDocument(
      String orderId,
      Instant createdTime,
      Instant lastUpdatedTime,
      @Nullable FulfillmentDocument fulfillment,
      List<OrderItemDocument> orderItems) {}

  /** How far an order is, and whose it is to ship. */
  record FulfillmentDocument(@Nullable String fulfillmentStatus, @Nullable String fulfilledBy) {}

  /** A line. */
  record OrderItemDocument(
      String orderItemId,
      long quantityOrdered,
      @Nullable ProductDocument product,
      @Nullable ItemFulfillmentDocument fulfillment,
      @Nullable CancellationDocument cancellation) {}

  /** What was ordered. */
  record ProductDocument(@Nullable String sellerSku) {}

  /** What of it is gone; what is not is no number to go by while an order is pending. */
  record ItemFulfillmentDocument(@Nullable Long quantityFulfilled) {}

  /** A wish of the buyer's, and that it was done. */
  record CancellationDocument(@Nullable JsonNode cancellationExecution) {}

  /** A page of orders of v0. */
  record OrdersV0Document(
      @JsonProperty("Orders") List<OrderV0Document> orders,
      @JsonProperty("NextToken") @Nullable String nextToken) {}

  /** An order of v0, without its items. */
  record OrderV0Document(
      @JsonProperty("AmazonOrderId") String id,
      @JsonProperty("OrderStatus") String status,
      @JsonProperty("FulfillmentChannel") @Nullable String channel,
      @JsonProperty("PurchaseDate") Instant createdAt,
      @JsonProperty("LastUpdateDate") Instant updatedAt) {}

  /** Items of an order of v0. */
  record ItemsV0Document(
      @JsonProperty("OrderItems") List<ItemV0Document> items,
      @JsonProperty("NextToken") @Nullable String nextToken) {}

  /** An item of v0. */
  record ItemV0Document(
      @JsonProperty("OrderItemId") String id,
      @JsonProperty("SellerSKU") @Nullable String sku,
      @JsonProperty("QuantityOrdered") long ordered,
      @JsonProperty("QuantityShipped") @Nullable Long shipped) {}
}
