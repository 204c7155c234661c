package dev.onhand.connectors.medusa;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.onhand.connector.http.HttpReply;
import dev.onhand.connector.json.Json;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What Medusa writes, as far as it is read, and what is written to it. */
final class MedusaDocuments {

  static final Json JSON = Json.STRICT;

  private MedusaDocuments() {}

  /** The levels that a batch made or changed. */
  static List<LevelDocument> levels(HttpReply reply) {
    BatchReplyDocument document = JSON.read(reply, BatchReplyDocument.class);
    List<LevelDocument> levels = new ArrayList<>(document.created());
    levels.addAll(document.updated());
    return levels;
  }

  /** A page of inventory items. */
  record ItemsDocument(@JsonProperty("inventory_items") List<ItemDocument> items, long count) {

    ItemsDocument {
      items = List.copyOf(items);
    }
  }

  /** The answer to a question for one. */
  record OneItemDocument(@JsonProperty("inventory_item") ItemDocument item) {}

  /** An inventory item with its levels at all locations. */
  record ItemDocument(
      String id,
      @Nullable String sku,
      @Nullable String title,
      @JsonProperty("location_levels") List<LevelDocument> levels) {

    ItemDocument {
      levels = List.copyOf(levels);
    }
  }

  /** What is stocked and reserved at a location. Medusa counts in decimals. */
  record LevelDocument(
      @JsonProperty("inventory_item_id") String item,
      @JsonProperty("location_id") String location,
      @JsonProperty("stocked_quantity") BigDecimal stocked,
      @JsonProperty("reserved_quantity") BigDecimal reserved) {

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
  record BatchReplyDocument(List<LevelDocument> created, List<LevelDocument> updated) {}

  /** Why something was not done. */
  record ErrorDocument(@Nullable String type, @Nullable String message) {}

  /** A page of orders. */
  record OrdersDocument(List<OrderDocument> orders, @Nullable Long count) {

    OrdersDocument {
      orders = List.copyOf(orders);
    }
  }

  /** The answer to a question for one. */
  record OneOrderDocument(OrderDocument order) {}

  /** An order. */
  record OrderDocument(
      String id,
      String status,
      @JsonProperty("created_at") Instant createdAt,
      @JsonProperty("updated_at") Instant updatedAt,
      @JsonProperty("shipping_address") @Nullable AddressDocument shippingAddress,
      List<LineDocument> items) {

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
      String id, @JsonProperty("variant_sku") @Nullable String sku, DetailDocument detail) {}

  /** The counts of a line. Its own id changes with each version of the order. */
  record DetailDocument(
      BigDecimal quantity,
      @JsonProperty("fulfilled_quantity") BigDecimal fulfilled,
      @JsonProperty("return_received_quantity") @Nullable BigDecimal returned) {}

  /** What happened to what; its kind is in a header. */
  record EventDocument(String id) {}
}
