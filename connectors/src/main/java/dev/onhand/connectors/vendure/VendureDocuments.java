package dev.onhand.connectors.vendure;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.onhand.connector.http.HttpReply;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/** What Vendure writes, as far as it is read, and what is written to it. */
final class VendureDocuments {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .build();

  private VendureDocuments() {}

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

  /** An operation as it is sent. */
  static String operation(String query, Map<String, Object> variables) {
    return MAPPER.writeValueAsString(Map.of("query", query, "variables", variables));
  }

  /** Why something was not done; any answer may have it, with HTTP 200. */
  record ErrorDocument(@Nullable String message, @Nullable ExtensionsDocument extensions) {

    /** Empty where the shop's database spoke. */
    String code() {
      return extensions == null || extensions.code() == null ? "" : extensions.code();
    }
  }

  /** What kind of error it is. */
  record ExtensionsDocument(@Nullable String code) {}

  /** An answer, looked at for its errors only. */
  record ErrorsDocument(@Nullable List<ErrorDocument> errors) {

    Optional<ErrorDocument> first() {
      return errors == null ? Optional.empty() : errors.stream().findFirst();
    }
  }

  /** The answer to a login, which may be that it was refused. */
  record LoginReplyDocument(@JsonProperty(required = true) LoginDataDocument data) {}

  /** What it says. */
  record LoginDataDocument(@JsonProperty(required = true) LoginDocument login) {}

  /** Who is logged in, or an error. */
  record LoginDocument(@JsonProperty(value = "__typename", required = true) String type) {}

  /** The answer to a question for variants. */
  record VariantsReplyDocument(@JsonProperty(required = true) VariantsDataDocument data) {}

  /** What it says. */
  record VariantsDataDocument(
      @JsonProperty(value = "productVariants", required = true) VariantsDocument variants) {}

  /** A page of variants. */
  record VariantsDocument(
      @JsonProperty(required = true) int totalItems,
      @JsonProperty(required = true) List<VariantDocument> items) {

    VariantsDocument {
      items = List.copyOf(items);
    }
  }

  /** A variant with its levels at all locations that ever had one. */
  record VariantDocument(
      @JsonProperty(required = true) String id,
      @Nullable String sku,
      @Nullable String name,
      @Nullable Boolean enabled,
      @Nullable String trackInventory,
      @JsonProperty(required = true) List<LevelDocument> stockLevels) {

    VariantDocument {
      stockLevels = List.copyOf(stockLevels);
    }
  }

  /** What is on hand, and what of it is sold and not yet packed. */
  record LevelDocument(
      @JsonProperty(value = "stockLocationId", required = true) String location,
      @JsonProperty(value = "stockOnHand", required = true) long onHand,
      @JsonProperty(value = "stockAllocated", required = true) long allocated) {

    long available() {
      return onHand - allocated;
    }
  }

  /** The answer to a change of variants. */
  record UpdateReplyDocument(@JsonProperty(required = true) UpdateDataDocument data) {}

  /** What it says. */
  record UpdateDataDocument(
      @JsonProperty(value = "updateProductVariants", required = true)
          List<VariantDocument> variants) {}

  /** What became of a push: the variants as they are now, or why nothing was changed. */
  record PushReplyDocument(
      Optional<List<VariantDocument>> variants, Optional<ErrorDocument> error) {}

  /** The answer to a question for orders. */
  record OrdersReplyDocument(@JsonProperty(required = true) OrdersDataDocument data) {}

  /** What it says. */
  record OrdersDataDocument(@JsonProperty(required = true) OrdersDocument orders) {}

  /** A page of orders. */
  record OrdersDocument(@JsonProperty(required = true) List<OrderDocument> items) {

    OrdersDocument {
      items = List.copyOf(items);
    }
  }

  /** The answer to a question for one order. */
  record OrderReplyDocument(@JsonProperty(required = true) OrderDataDocument data) {}

  /** What it says. */
  record OrderDataDocument(@Nullable OrderDocument order) {}

  /**
   * An order, or a cart.
   *
   * @param placedAt null for a cart
   */
  record OrderDocument(
      @JsonProperty(required = true) String id,
      @JsonProperty(required = true) String state,
      @Nullable String type,
      @JsonProperty("orderPlacedAt") @Nullable Instant placedAt,
      @JsonProperty(required = true) Instant updatedAt,
      @JsonProperty(required = true) List<LineDocument> lines) {

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
      @JsonProperty(required = true) String id,
      @JsonProperty(required = true) long quantity,
      @JsonProperty(required = true) long orderPlacedQuantity,
      @Nullable OrderedVariantDocument productVariant,
      @JsonProperty(required = true) List<PartDocument> fulfillmentLines) {

    LineDocument {
      fulfillmentLines = List.copyOf(fulfillmentLines);
    }
  }

  /** What was ordered. */
  record OrderedVariantDocument(@JsonProperty(required = true) String id, @Nullable String sku) {}

  /** What of a line is in a parcel. */
  record PartDocument(
      @JsonProperty(required = true) long quantity,
      @JsonProperty(required = true) ParcelDocument fulfillment) {}

  /** A parcel. */
  record ParcelDocument(@JsonProperty(required = true) String state) {}

  /** What happened to what; its kind is in a header. */
  record EventDocument(@JsonProperty(required = true) String id) {}
}
