package dev.onhand.connectors.mirakl;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.onhand.connector.http.HttpReply;
import dev.onhand.connector.json.Json;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What Mirakl writes, as far as it is read. Fields that are not here are skipped. */
final class MiraklDocuments {

  /** Of an offer, what an export is to have. */
  static final List<String> OFFER_FIELDS =
      List.of(
          "offer_id,shop_sku,quantity,active,deleted,state_code,warehouses,fulfillment".split(","));

  static final Json JSON = Json.TOLERANT;

  private MiraklDocuments() {}

  /**
   * A field that must be there, as a text: ids are numbers in some answers, and texts in others.
   */
  static String text(HttpReply reply, String field) {
    return JSON.read(reply, "/" + field, JsonNode.class).asString();
  }

  /** A page of offers. */
  record OffersDocument(List<OfferDocument> offers, @JsonProperty("total_count") int total) {

    OffersDocument {
      offers = List.copyOf(offers);
    }
  }

  /** An offer, in a page or in a file, which has less of it. */
  record OfferDocument(
      @JsonProperty("offer_id") long id,
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
  record ExportStateDocument(String status, @Nullable List<String> urls) {}

  /** How far an import is. */
  record ImportDocument(
      String status,
      @JsonProperty("lines_in_error") @Nullable Long linesInError,
      @JsonProperty("has_error_report") @Nullable Boolean hasErrorReport) {

    static final String FAILED = "FAILED";

    /** There is none of that name any more: what it was to do has to be done again too. */
    static final ImportDocument GONE = new ImportDocument(FAILED, null, null);

    /** Whether all of its lines were looked at; some of them may be wrong all the same. */
    boolean isOver() {
      return status.equals("COMPLETE");
    }

    boolean hasErrors() {
      return Boolean.TRUE.equals(hasErrorReport) || linesInError != null && linesInError > 0;
    }
  }

  /** A page of orders. */
  record OrdersDocument(List<OrderDocument> orders, @JsonProperty("total_count") int total) {

    OrdersDocument {
      orders = List.copyOf(orders);
    }
  }

  /** An order. */
  record OrderDocument(
      @JsonProperty("order_id") String id,
      @JsonProperty("order_state") String state,
      @JsonProperty("created_date") OffsetDateTime createdAt,
      @JsonProperty("last_updated_date") OffsetDateTime updatedAt,
      @Nullable JsonNode fulfillment,
      @JsonProperty("order_lines") List<LineDocument> lines) {

    OrderDocument {
      lines = List.copyOf(lines);
    }
  }

  /** A line of an order. What of it is cancelled or paid back is counted for information only. */
  record LineDocument(
      @JsonProperty("order_line_id") String id,
      @JsonProperty("order_line_state") String state,
      long quantity,
      @JsonProperty("offer_sku") @Nullable String sku,
      @JsonProperty("shipped_date") @Nullable OffsetDateTime shippedAt,
      @Nullable List<JsonNode> refunds) {

    boolean isPaidBack() {
      return refunds != null && !refunds.isEmpty();
    }
  }

  /** A page of returns. */
  record ReturnsDocument(
      List<ReturnDocument> data, @JsonProperty("next_page_token") @Nullable String next) {

    ReturnsDocument {
      data = List.copyOf(data);
    }
  }

  /** What comes back of an order at once. */
  record ReturnDocument(
      String id,
      String state,
      @JsonProperty("order_id") String order,
      @JsonProperty("last_updated") @Nullable OffsetDateTime updatedAt,
      @JsonProperty("return_lines") @Nullable List<ReturnLineDocument> lines) {}

  /** What comes back of a line. */
  record ReturnLineDocument(@JsonProperty("order_line_id") String line, long quantity) {}
}
