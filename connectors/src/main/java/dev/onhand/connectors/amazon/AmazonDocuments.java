package dev.onhand.connectors.amazon;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.onhand.connector.http.HttpReply;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/** What Amazon writes, as far as it is read. Fields that are not here are skipped. */
final class AmazonDocuments {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .build();

  private AmazonDocuments() {}

  /**
   * @throws tools.jackson.core.JacksonException if it is no such document
   */
  static <T> T read(HttpReply reply, Class<T> type) {
    return read(reply.body(), type);
  }

  static <T> T read(byte[] body, Class<T> type) {
    return Objects.requireNonNull(MAPPER.readValue(body, type), "null for a document");
  }

  static String written(Object document) {
    return MAPPER.writeValueAsString(document);
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

  /** Why there is none. */
  record LoginErrorDocument(
      @JsonProperty(required = true) String error,
      @JsonProperty("error_description") @Nullable String description) {}

  /** Why something was not done. */
  record ErrorsDocument(@Nullable List<ErrorDocument> errors) {

    String said() {
      return errors == null || errors.isEmpty()
          ? "refused without a word"
          : "%s: %s".formatted(errors.getFirst().code(), errors.getFirst().message());
    }
  }

  /** An error. */
  record ErrorDocument(@Nullable String code, @Nullable String message) {}

  /** What became of a patch at first. */
  record SubmissionDocument(
      @JsonProperty(required = true) String status,
      @JsonProperty(required = true) String submissionId,
      @Nullable List<IssueDocument> issues) {}

  /** What is wrong with a listing, or with what was sent for it. */
  record IssueDocument(
      @Nullable String sku,
      @Nullable String code,
      @Nullable String message,
      @Nullable String severity,
      @Nullable List<String> attributeNames) {

    boolean isError() {
      return "ERROR".equals(severity);
    }
  }

  /** A page of listings. */
  record ItemsDocument(
      @JsonProperty(required = true) long numberOfResults,
      @Nullable PaginationDocument pagination,
      @JsonProperty(required = true) List<ItemDocument> items) {

    ItemsDocument {
      items = List.copyOf(items);
    }

    Optional<String> next() {
      return Optional.ofNullable(pagination).map(PaginationDocument::nextToken);
    }
  }

  /** How it goes on. */
  record PaginationDocument(@Nullable String nextToken) {}

  /** A listing. */
  record ItemDocument(
      @JsonProperty(required = true) String sku,
      @Nullable List<SummaryDocument> summaries,
      @Nullable List<AvailabilityDocument> fulfillmentAvailability,
      @Nullable List<IssueDocument> issues) {

    /** Empty: nothing was ever submitted. */
    List<AvailabilityDocument> availabilities() {
      return fulfillmentAvailability == null ? List.of() : fulfillmentAvailability;
    }
  }

  /** A listing as it is on one marketplace. */
  record SummaryDocument(@Nullable List<String> status, @Nullable String itemName) {}

  /** What it shows now; of Amazon's own stock there is no number. */
  record AvailabilityDocument(
      @JsonProperty(value = "fulfillmentChannelCode", required = true) String channel,
      @Nullable Long quantity) {}

  /** Where a document is to be put, or lies. */
  record PlaceDocument(
      @Nullable String feedDocumentId,
      @JsonProperty(required = true) URI url,
      @Nullable String compressionAlgorithm) {}

  /** A feed that was taken in. */
  record FeedIdDocument(@JsonProperty(required = true) String feedId) {}

  /** How far a feed or a report is. */
  record WorkDocument(
      @JsonProperty(required = true) String processingStatus,
      @Nullable String resultFeedDocumentId,
      @Nullable String reportDocumentId) {}

  /** What became of a feed's messages. */
  record FeedResultDocument(@Nullable List<IssueDocument> issues) {}

  /** A report that will be made. */
  record ReportIdDocument(@JsonProperty(required = true) String reportId) {}

  /** A page of orders. */
  record OrdersDocument(
      @JsonProperty(required = true) List<OrderDocument> orders,
      @Nullable PaginationDocument pagination) {

    OrdersDocument {
      orders = List.copyOf(orders);
    }
  }

  /** One order. */
  record OneOrderDocument(@JsonProperty(required = true) OrderDocument order) {}

  /** An order. */
  record OrderDocument(
      @JsonProperty(required = true) String orderId,
      @JsonProperty(required = true) Instant createdTime,
      @JsonProperty(required = true) Instant lastUpdatedTime,
      @Nullable FulfillmentDocument fulfillment,
      @JsonProperty(required = true) List<OrderItemDocument> orderItems) {

    OrderDocument {
      orderItems = List.copyOf(orderItems);
    }
  }

  /** How far an order is, and whose it is to ship. */
  record FulfillmentDocument(@Nullable String fulfillmentStatus, @Nullable String fulfilledBy) {}

  /** A line. */
  record OrderItemDocument(
      @JsonProperty(required = true) String orderItemId,
      @JsonProperty(required = true) long quantityOrdered,
      @Nullable ProductDocument product,
      @Nullable ItemFulfillmentDocument fulfillment,
      @Nullable CancellationDocument cancellation) {}

  /** What was ordered. */
  record ProductDocument(@Nullable String sellerSku) {}

  /** What of it is gone; what is not is no number to go by while an order is pending. */
  record ItemFulfillmentDocument(@Nullable Long quantityFulfilled) {}

  /** A wish of the buyer's, and whether it was done. */
  record CancellationDocument(@Nullable ExecutionDocument cancellationExecution) {}

  /** That it was done. */
  record ExecutionDocument(@Nullable String cancelledBy) {}

  /** A page of orders of v0. */
  record OrdersV0Document(@JsonProperty(required = true) OrdersPayload payload) {}

  /** What it holds. */
  record OrdersPayload(
      @JsonProperty(value = "Orders", required = true) List<OrderV0Document> orders,
      @JsonProperty("NextToken") @Nullable String nextToken) {

    OrdersPayload {
      orders = List.copyOf(orders);
    }
  }

  /** One order of v0. */
  record OneOrderV0Document(@JsonProperty(required = true) OrderV0Document payload) {}

  /** An order of v0, without its items. */
  record OrderV0Document(
      @JsonProperty(value = "AmazonOrderId", required = true) String id,
      @JsonProperty(value = "OrderStatus", required = true) String status,
      @JsonProperty("FulfillmentChannel") @Nullable String channel,
      @JsonProperty(value = "PurchaseDate", required = true) Instant createdAt,
      @JsonProperty(value = "LastUpdateDate", required = true) Instant updatedAt) {}

  /** The items of an order of v0. */
  record ItemsV0Document(@JsonProperty(required = true) ItemsPayload payload) {}

  /** What it holds. */
  record ItemsPayload(
      @JsonProperty(value = "OrderItems", required = true) List<ItemV0Document> items,
      @JsonProperty("NextToken") @Nullable String nextToken) {

    ItemsPayload {
      items = List.copyOf(items);
    }
  }

  /** An item of v0. */
  record ItemV0Document(
      @JsonProperty(value = "OrderItemId", required = true) String id,
      @JsonProperty("SellerSKU") @Nullable String sku,
      @JsonProperty(value = "QuantityOrdered", required = true) long ordered,
      @JsonProperty("QuantityShipped") @Nullable Long shipped) {}
}
