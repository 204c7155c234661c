package dev.onhand.connectors.medusa;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.onhand.connector.http.HttpReply;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/** What Medusa writes, as far as it is read, and what is written to it. */
final class MedusaDocuments {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .build();

  private MedusaDocuments() {}

  /**
   * @throws tools.jackson.core.JacksonException if it is no such document
   */
  static <T> T read(HttpReply reply, Class<T> type) {
    return read(reply.body(), type);
  }

  /** As {@link #read(HttpReply, Class)}, of what the shop sent by itself. */
  static <T> T read(byte[] body, Class<T> type) {
    return Objects.requireNonNull(MAPPER.readValue(body, type), "null for a document");
  }

  static String write(Object document) {
    return MAPPER.writeValueAsString(document);
  }

  /** The levels that a batch made or changed. */
  static List<LevelDocument> levels(HttpReply reply) {
    BatchReplyDocument document = read(reply, BatchReplyDocument.class);
    List<LevelDocument> levels = new ArrayList<>(document.created());
    levels.addAll(document.updated());
    return levels;
  }

  /** A page of inventory items. */
  record ItemsDocument(
      @JsonProperty(value = "inventory_items", required = true) List<ItemDocument> items,
      @JsonProperty(required = true) long count) {

    ItemsDocument {
      items = List.copyOf(items);
    }
  }

  /** The answer to a question for one. */
  record OneItemDocument(
      @JsonProperty(value = "inventory_item", required = true) ItemDocument item) {}

  /** An inventory item with its levels at all locations. */
  record ItemDocument(
      @JsonProperty(required = true) String id,
      @Nullable String sku,
      @Nullable String title,
      @JsonProperty(value = "location_levels", required = true) List<LevelDocument> levels) {

    ItemDocument {
      levels = List.copyOf(levels);
    }
  }

  /** What is stocked and reserved at a location. Medusa counts in decimals. */
  record LevelDocument(
      @JsonProperty(value = "inventory_item_id", required = true) String item,
      @JsonProperty(value = "location_id", required = true) String location,
      @JsonProperty(value = "stocked_quantity", required = true) BigDecimal stocked,
      @JsonProperty(value = "reserved_quantity", required = true) BigDecimal reserved) {

    /** A batch answers with the available number of before: it is never read. */
    BigDecimal available() {
      return stocked.subtract(reserved);
    }
  }

  /** Levels to change, and such that are not there yet. */
  record BatchDocument(List<RowDocument> update, List<RowDocument> create) {

    @JsonIgnore
    boolean isEmpty() {
      return update.isEmpty() && create.isEmpty();
    }
  }

  /** A level as it shall be. */
  record RowDocument(
      @JsonProperty("inventory_item_id") String item,
      @JsonProperty("location_id") String location,
      @JsonProperty("stocked_quantity") BigDecimal stocked) {}

  /** What a batch did. */
  record BatchReplyDocument(
      @JsonProperty(required = true) List<LevelDocument> created,
      @JsonProperty(required = true) List<LevelDocument> updated) {}

  /** Why something was not done. */
  record ErrorDocument(@Nullable String type, @Nullable String message) {}

  /** A page of orders. */
  record OrdersDocument(@JsonProperty(required = true) List<OrderDocument> orders) {

    OrdersDocument {
      orders = List.copyOf(orders);
    }
  }

  /** The answer to a question for one. */
  record OneOrderDocument(@JsonProperty(required = true) OrderDocument order) {}

  /** An order. */
  record OrderDocument(
      @JsonProperty(required = true) String id,
      @JsonProperty(required = true) String status,
      @JsonProperty(value = "created_at", required = true) Instant createdAt,
      @JsonProperty(value = "updated_at", required = true) Instant updatedAt,
      @JsonProperty("shipping_address") @Nullable AddressDocument shippingAddress,
      @JsonProperty(required = true) List<LineDocument> items) {

    OrderDocument {
      items = List.copyOf(items);
    }
  }

  /** Where an order goes to, as far as it matters from where it is sent. */
  record AddressDocument(
      @JsonProperty("country_code") @Nullable String country,
      @JsonProperty("postal_code") @Nullable String postcode) {}

  /** A line of an order. */
  record LineDocument(
      @JsonProperty(required = true) String id,
      @JsonProperty("variant_sku") @Nullable String sku,
      @JsonProperty(required = true) DetailDocument detail) {}

  /** The counts of a line. Its own id changes with each version of the order. */
  record DetailDocument(
      @JsonProperty(required = true) BigDecimal quantity,
      @JsonProperty(value = "fulfilled_quantity", required = true) BigDecimal fulfilled,
      @JsonProperty("return_received_quantity") @Nullable BigDecimal returned) {}

  /** What happened to what; its kind is in a header. */
  record EventDocument(@JsonProperty(required = true) String id) {}
}
