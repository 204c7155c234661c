package dev.onhand.connectors.vendure;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.onhand.connector.json.Graphql.GraphqlError;
import dev.onhand.connector.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What Vendure writes, as far as it is read, and what is written to it. */
final class VendureDocuments {

  static final Json JSON = Json.STRICT;

  private VendureDocuments() {}

  /** Who is logged in, or an error. */
  record LoginDocument(@JsonProperty("__typename") String type) {}

  /** A page of variants. */
  record VariantsDocument(int totalItems, List<VariantDocument> items) {

    VariantsDocument {
      items = List.copyOf(items);
    }
  }

  /** A variant with its levels at all locations that ever had one. */
  record VariantDocument(
      String id,
      @Nullable String sku,
      @Nullable String name,
      @Nullable Boolean enabled,
      @Nullable String trackInventory,
      List<LevelDocument> stockLevels) {

    VariantDocument {
      stockLevels = List.copyOf(stockLevels);
    }
  }

  /** What is on hand, and what of it is sold and not yet packed. */
  record LevelDocument(
      @JsonProperty("stockLocationId") String location,
      @JsonProperty("stockOnHand") long onHand,
      @JsonProperty("stockAllocated") long allocated) {

    long available() {
      return onHand - allocated;
    }
  }

  /** What became of a push: the variants as they are now, or why nothing was changed. */
  record PushReplyDocument(
      Optional<List<VariantDocument>> variants, Optional<GraphqlError> error) {}

  /** A page of orders. */
  record OrdersDocument(List<OrderDocument> items) {

    OrdersDocument {
      items = List.copyOf(items);
    }
  }

  /**
   * An order, or a cart.
   *
   * @param placedAt null for a cart
   */
  record OrderDocument(
      String id,
      String state,
      @Nullable String type,
      @JsonProperty("orderPlacedAt") @Nullable Instant placedAt,
      Instant updatedAt,
      List<LineDocument> lines) {

    OrderDocument {
      lines = List.copyOf(lines);
    }
  }

  /**
   * A line of an order.
   *
   * @param quantity becomes less when units are cancelled or come back
   * @param orderPlacedQuantity stays
   */
  record LineDocument(
      String id,
      long quantity,
      long orderPlacedQuantity,
      @Nullable OrderedVariantDocument productVariant,
      List<PartDocument> fulfillmentLines) {

    LineDocument {
      fulfillmentLines = List.copyOf(fulfillmentLines);
    }
  }

  /** What was ordered. */
  record OrderedVariantDocument(String id, @Nullable String sku) {}

  /** What of a line is in a parcel. */
  record PartDocument(long quantity, ParcelDocument fulfillment) {}

  /** A parcel. */
  record ParcelDocument(String state) {}

  /** What happened to what; its kind is in a header. */
  record EventDocument(String id) {}
}
