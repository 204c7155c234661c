package dev.onhand.connectors.mirakl;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.onhand.connector.http.HttpReply;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What Mirakl writes, as far as it is read. Fields that are not here are skipped. */
final class MiraklDocuments {

  /** Of an offer, what an export is to have. */
  static final List<String> OFFER_FIELDS =
      List.of(
          "offer_id",
          "shop_sku",
          "quantity",
          "active",
          "deleted",
          "state_code",
          "warehouses",
          "fulfillment");

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .build();

  private MiraklDocuments() {}

  /**
   * @throws tools.jackson.core.JacksonException if it is no such document
   */
  static <T> T read(HttpReply reply, Class<T> type) {
    return Objects.requireNonNull(MAPPER.readValue(reply.body(), type), "null for a document");
  }

  static String json(Object document) {
    return MAPPER.writeValueAsString(document);
  }

  /**
   * A field that must be there, as a text: ids are numbers in some answers, and texts in others.
   */
  static String text(HttpReply reply, String field) {
    return MAPPER.readTree(reply.body()).required(field).asString();
  }

  /** A page of offers. */
  record OffersDocument(
      @JsonProperty(required = true) List<OfferDocument> offers,
      @JsonProperty(value = "total_count", required = true) int total) {

    OffersDocument {
      offers = List.copyOf(offers);
    }
  }

  /** An offer, in a page or in a file, which has less of it. */
  record OfferDocument(
      @JsonProperty(value = "offer_id", required = true) long id,
      @JsonProperty("shop_sku") @Nullable String sku,
      @JsonProperty("product_title") @Nullable String title,
      @JsonProperty("product_references") @Nullable List<ReferenceDocument> references,
      @Nullable Long quantity,
      @Nullable Boolean active,
      @Nullable Boolean deleted,
      @JsonProperty("inactivity_reasons") @Nullable List<String> reasons,
      @JsonProperty("state_code") @Nullable String condition,
      @Nullable List<WarehouseDocument> warehouses,
      @Nullable JsonNode fulfillment) {}

  /** A number that a product goes by elsewhere. */
  record ReferenceDocument(
      @JsonProperty("reference_type") @Nullable String type, @Nullable String reference) {}

  /** What of an offer lies in a warehouse. */
  record WarehouseDocument(@Nullable String code, @Nullable Long quantity) {}

  /** How far an export is. */
  record ExportStateDocument(
      @JsonProperty(required = true) String status, @Nullable List<String> urls) {}

  /** How far an import is. */
  record ImportDocument(
      @JsonProperty(required = true) String status,
      @JsonProperty("lines_in_error") @Nullable Long linesInError,
      @JsonProperty("has_error_report") @Nullable Boolean hasErrorReport) {

    boolean hasErrors() {
      return Boolean.TRUE.equals(hasErrorReport) || linesInError != null && linesInError > 0;
    }
  }

  /** A page of orders. */
  record OrdersDocument(
      @JsonProperty(required = true) List<OrderDocument> orders,
      @JsonProperty(value = "total_count", required = true) int total) {

    OrdersDocument {
      orders = List.copyOf(orders);
    }
  }

  /** An order. */
  record OrderDocument(
      @JsonProperty(value = "order_id", required = true) String id,
      @JsonProperty(value = "order_state", required = true) String state,
      @JsonProperty(value = "created_date", required = true) OffsetDateTime createdAt,
      @JsonProperty(value = "last_updated_date", required = true) OffsetDateTime updatedAt,
      @Nullable JsonNode fulfillment,
      @JsonProperty(value = "order_lines", required = true) List<LineDocument> lines) {

    OrderDocument {
      lines = List.copyOf(lines);
    }
  }

  /** A line of an order. What of it is cancelled or paid back is counted for information only. */
  record LineDocument(
      @JsonProperty(value = "order_line_id", required = true) String id,
      @JsonProperty(value = "order_line_state", required = true) String state,
      @JsonProperty(required = true) long quantity,
      @JsonProperty("offer_sku") @Nullable String sku,
      @JsonProperty("shipped_date") @Nullable OffsetDateTime shippedAt,
      @Nullable List<JsonNode> refunds) {

    boolean isPaidBack() {
      return refunds != null && !refunds.isEmpty();
    }
  }

  /** A page of returns. */
  record ReturnsDocument(
      @JsonProperty(required = true) List<ReturnDocument> data,
      @JsonProperty("next_page_token") @Nullable String next) {

    ReturnsDocument {
      data = List.copyOf(data);
    }
  }

  /** What comes back of an order at once. */
  record ReturnDocument(
      @JsonProperty(required = true) String id,
      @JsonProperty(required = true) String state,
      @JsonProperty(value = "order_id", required = true) String order,
      @JsonProperty("last_updated") @Nullable OffsetDateTime updatedAt,
      @JsonProperty("return_lines") @Nullable List<ReturnLineDocument> lines) {}

  /** What comes back of a line. */
  record ReturnLineDocument(
      @JsonProperty(value = "order_line_id", required = true) String line,
      @JsonProperty(required = true) long quantity) {}
}
