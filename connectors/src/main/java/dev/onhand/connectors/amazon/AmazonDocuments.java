package dev.onhand.connectors.amazon;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.onhand.connector.json.At;
import dev.onhand.connector.json.Json;
import dev.onhand.connector.json.OrEmpty;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What Amazon writes, as far as it is read, and what is written to it. Fields that are not here are
 * skipped.
 */
final class AmazonDocuments {

  static final Json JSON = Json.STRICT;

  private AmazonDocuments() {}

  /** What is said of a call that was not done, and of a feed's messages. */
  record IssuesDocument(@JsonAlias("errors") @OrEmpty List<IssueDocument> issues) {

    List<IssueDocument> errors() {
      return issues.stream().filter(IssueDocument::isError).toList();
    }
  }

  /** What became of a patch at first. */
  record SubmissionDocument(
      String status, String submissionId, @OrEmpty List<IssueDocument> issues) {}

  /** What is wrong with a call, with a listing, or with what was sent for it. */
  record IssueDocument(
      @OrEmpty String sku,
      @Nullable String code,
      @Nullable String message,
      @Nullable String severity,
      @OrEmpty List<String> attributeNames) {

    boolean isError() {
      return "ERROR".equals(severity);
    }

    String said() {
      return "%s: %s".formatted(code, message);
    }
  }

  /** A page of listings. */
  record ItemsDocument(
      long numberOfResults,
      @At("/pagination/nextToken") @Nullable String next,
      List<ItemDocument> items) {}

  /**
   * A listing, as it is on one marketplace.
   *
   * @param fulfillmentAvailability empty: nothing was ever submitted
   */
  record ItemDocument(
      String sku,
      @At("/summaries/0/status") @OrEmpty List<String> status,
      @At("/summaries/0/itemName") @Nullable String name,
      @OrEmpty List<AvailabilityDocument> fulfillmentAvailability,
      @OrEmpty List<IssueDocument> issues) {}

  /** What it shows now; of Amazon's own stock there is no number. */
  record AvailabilityDocument(String fulfillmentChannelCode, @Nullable Long quantity) {}

  /** What is sent for a listing: {@code merge} leaves the days to ship as they are. */
  record PatchDocument(String op, String path, List<Map<String, Object>> value) {}

  /** The patches of a listing. */
  record PatchesDocument(String productType, List<PatchDocument> patches) {}

  /** The same in a feed. */
  record MessageDocument(
      int messageId, String sku, String operationType, @JsonUnwrapped PatchesDocument patches) {}

  /** A feed, which is uploaded. */
  record FeedDocument(Map<String, String> header, List<MessageDocument> messages) {}

  /** That it is to be worked on. */
  record FeedRequestDocument(
      String feedType, List<String> marketplaceIds, String inputFeedDocumentId) {}

  /** That a table is to be made. */
  record ReportRequestDocument(
      String reportType, List<String> marketplaceIds, Map<String, String> reportOptions) {}

  /** Where a document is to be put, or lies. */
  record PlaceDocument(
      @JsonAlias({"feedDocumentId", "reportDocumentId"}) String id,
      URI url,
      @Nullable String compressionAlgorithm) {}

  /** How far a feed or a report is, and where what it gave lies. */
  record WorkDocument(
      String processingStatus,
      @JsonAlias({"resultFeedDocumentId", "reportDocumentId"}) @Nullable String document) {}

  /** A page of orders. */
  record OrdersDocument(
      @At({"/orders", "/payload/Orders"}) List<OrderDocument> orders,
      @At({"/pagination/nextToken", "/payload/NextToken"}) @Nullable String next) {}

  /** An order that was asked for. */
  record AskedOrderDocument(@At({"/order", "/payload"}) OrderDocument order) {}

  /**
   * An order, and whose it is to ship.
   *
   * @param orderItems null: of v0, whose items are read apart
   */
  record OrderDocument(
      @JsonAlias("AmazonOrderId") String orderId,
      @JsonAlias("PurchaseDate") Instant createdTime,
      @JsonAlias("LastUpdateDate") Instant lastUpdatedTime,
      @At({"/fulfillment/fulfillmentStatus", "/OrderStatus"}) @Nullable String status,
      @At({"/fulfillment/fulfilledBy", "/FulfillmentChannel"}) @OrEmpty String fulfilledBy,
      @Nullable List<OrderItemDocument> orderItems) {}

  /** Items of an order of v0. */
  record ItemsV0Document(
      @At("/payload/OrderItems") List<OrderItemDocument> items,
      @At("/payload/NextToken") @Nullable String next) {}

  /**
   * A line.
   *
   * @param fulfilled what of it is gone; what is not is no number to go by while an order is
   *     pending
   * @param cancelled that a wish of the buyer's was done
   */
  record OrderItemDocument(
      @JsonAlias("OrderItemId") String orderItemId,
      @JsonAlias("QuantityOrdered") long quantityOrdered,
      @At({"/product/sellerSku", "/SellerSKU"}) @Nullable String sku,
      @At({"/fulfillment/quantityFulfilled", "/QuantityShipped"}) @Nullable Long fulfilled,
      @At("/cancellation/cancellationExecution") @Nullable JsonNode cancelled) {}
}
