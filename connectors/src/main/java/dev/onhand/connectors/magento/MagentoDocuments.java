package dev.onhand.connectors.magento;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.onhand.connector.http.HttpReply;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/** What Magento writes, as far as it is read, and what is written to it. */
final class MagentoDocuments {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .build();

  /** In UTC, without saying so. */
  private static final String TIME = "yyyy-MM-dd HH:mm:ss";

  private MagentoDocuments() {}

  /**
   * @throws tools.jackson.core.JacksonException if it is no such document
   */
  static <T> T read(HttpReply reply, Class<T> type) {
    return Objects.requireNonNull(MAPPER.readValue(reply.body(), type), "null for a document");
  }

  static String write(Object document) {
    return MAPPER.writeValueAsString(document);
  }

  /** All was taken: the answer is an empty list. */
  static void requireEmpty(HttpReply reply) {
    if (!read(reply, JsonNode.class).isArray()) {
      throw new IllegalArgumentException("the shop answered success, but by no list");
    }
  }

  /** A page of the catalogue. */
  record ProductsDocument(
      @JsonProperty(required = true) List<ProductDocument> items,
      @JsonProperty(value = "total_count", required = true) long totalCount) {

    ProductsDocument {
      items = List.copyOf(items);
    }
  }

  /** A product. */
  record ProductDocument(
      @JsonProperty(required = true) String sku,
      @Nullable String name,
      @Nullable Integer status,
      @JsonProperty(value = "type_id", required = true) String type) {

    private static final Set<String> WITH_STOCK =
        Set.of("simple", "virtual", "downloadable", "giftcard");

    /** Others are made of such. */
    boolean hasStock() {
      return WITH_STOCK.contains(type);
    }
  }

  /** Source items. */
  record SourceItemsDocument(@JsonProperty(required = true) List<SourceItemDocument> items) {

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
      @JsonProperty(required = true) String sku,
      @JsonProperty(value = "source_code", required = true) String source,
      @JsonProperty(required = true) BigDecimal quantity,
      int status) {}

  /** Source items as they shall be. */
  record SetSourceItemsDocument(@JsonProperty("sourceItems") List<SourceItemDocument> items) {}

  /** How much there is of a product. */
  record StockItemDocument(
      @JsonProperty(value = "item_id", required = true) long id,
      @JsonProperty(value = "qty", required = true) BigDecimal quantity) {}

  /** A stock item as it shall be. */
  record SetStockItemDocument(@JsonProperty("stockItem") NewStockItemDocument item) {}

  /** What of it shall change. */
  record NewStockItemDocument(
      @JsonProperty("qty") long quantity, @JsonProperty("is_in_stock") boolean isInStock) {}

  /** Why something was not done; the message has holes, %name or %1. */
  record ErrorDocument(@Nullable String message, @Nullable JsonNode parameters) {}

  /** A page of orders. */
  record OrdersDocument(
      @JsonProperty(required = true) List<OrderDocument> items,
      @JsonProperty(value = "total_count", required = true) long totalCount) {

    OrdersDocument {
      items = List.copyOf(items);
    }
  }

  /** An order. */
  record OrderDocument(
      @JsonProperty(value = "entity_id", required = true) long id,
      @JsonProperty(required = true) String state,
      @JsonProperty(value = "created_at", required = true) @JsonFormat(pattern = TIME)
          LocalDateTime createdAt,
      @JsonProperty(value = "updated_at", required = true) @JsonFormat(pattern = TIME)
          LocalDateTime updatedAt,
      @JsonProperty(required = true) List<ItemDocument> items) {

    OrderDocument {
      items = List.copyOf(items);
    }
  }

  /** A line of an order. A configurable product and its child are two, with the same SKU. */
  record ItemDocument(
      @JsonProperty(value = "item_id", required = true) long id,
      @JsonProperty("parent_item_id") @Nullable Long parent,
      @Nullable String sku,
      @JsonProperty("product_type") @Nullable String type,
      @JsonProperty("is_virtual") @Nullable Integer virtual,
      @JsonProperty(value = "qty_ordered", required = true) BigDecimal ordered,
      @JsonProperty("qty_invoiced") @Nullable BigDecimal invoiced,
      @JsonProperty("qty_shipped") @Nullable BigDecimal shipped,
      @JsonProperty("qty_canceled") @Nullable BigDecimal canceled,
      @JsonProperty("qty_refunded") @Nullable BigDecimal refunded) {}
}
