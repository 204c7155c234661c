package dev.onhand.connectors.magento;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.onhand.connector.http.HttpReply;
import dev.onhand.connector.json.Json;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What Magento writes, as far as it is read, and what is written to it. */
final class MagentoDocuments {

  static final Json JSON = Json.STRICT;

  /** In UTC, without saying so. */
  private static final String TIME = "yyyy-MM-dd HH:mm:ss";

  private MagentoDocuments() {}

  /** All was taken: the answer is an empty list. */
  static void requireEmpty(HttpReply reply) {
    if (!JSON.read(reply, JsonNode.class).isArray()) {
      throw new IllegalArgumentException("the shop answered success, but by no list");
    }
  }

  /** A page of the catalogue. */
  record ProductsDocument(
      List<ProductDocument> items, @JsonProperty("total_count") long totalCount) {

    ProductsDocument {
      items = List.copyOf(items);
    }
  }

  /** A product. */
  record ProductDocument(
      String sku,
      @Nullable String name,
      @Nullable Integer status,
      @JsonProperty("type_id") String type) {

    private static final Set<String> WITH_STOCK =
        Set.of("simple", "virtual", "downloadable", "giftcard");

    /** Others are made of such. */
    boolean hasStock() {
      return WITH_STOCK.contains(type);
    }
  }

  /** Source items. */
  record SourceItemsDocument(List<SourceItemDocument> items) {

    SourceItemsDocument {
      items = List.copyOf(items);
    }
  }

  /**
   * How much of a product is at a source.
   *
   * @param status 1 in stock, 0 out of stock; always sent with the quantity
   */
  record SourceItemDocument(
      String sku, @JsonProperty("source_code") String source, BigDecimal quantity, int status) {}

  /** Source items as they shall be. */
  record SetSourceItemsDocument(@JsonProperty("sourceItems") List<SourceItemDocument> items) {}

  /** How much there is of a product. */
  record StockItemDocument(
      @JsonProperty("item_id") long id, @JsonProperty("qty") BigDecimal quantity) {}

  /** A stock item as it shall be. */
  record SetStockItemDocument(@JsonProperty("stockItem") NewStockItemDocument item) {}

  /** What of it shall change. */
  record NewStockItemDocument(
      @JsonProperty("qty") long quantity, @JsonProperty("is_in_stock") boolean isInStock) {}

  /** Why something was not done; the message has holes, %name or %1. */
  record ErrorDocument(@Nullable String message, @Nullable JsonNode parameters) {}

  /** A page of orders. */
  record OrdersDocument(List<OrderDocument> items, @JsonProperty("total_count") long totalCount) {

    OrdersDocument {
      items = List.copyOf(items);
    }
  }

  /** An order. */
  record OrderDocument(
      @JsonProperty("entity_id") long id,
      String state,
      @JsonProperty("created_at") @JsonFormat(pattern = TIME) LocalDateTime createdAt,
      @JsonProperty("updated_at") @JsonFormat(pattern = TIME) LocalDateTime updatedAt,
      List<ItemDocument> items) {

    OrderDocument {
      items = List.copyOf(items);
    }
  }

  /** A line of an order. A configurable product and its child are two, with the same SKU. */
  record ItemDocument(
      @JsonProperty("item_id") long id,
      @JsonProperty("parent_item_id") @Nullable Long parent,
      @Nullable String sku,
      @JsonProperty("product_type") @Nullable String type,
      @JsonProperty("is_virtual") @Nullable Integer virtual,
      @JsonProperty("qty_ordered") BigDecimal ordered,
      @JsonProperty("qty_invoiced") @Nullable BigDecimal invoiced,
      @JsonProperty("qty_shipped") @Nullable BigDecimal shipped,
      @JsonProperty("qty_canceled") @Nullable BigDecimal canceled,
      @JsonProperty("qty_refunded") @Nullable BigDecimal refunded) {}
}
