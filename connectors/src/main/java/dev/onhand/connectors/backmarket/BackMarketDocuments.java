package dev.onhand.connectors.backmarket;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.onhand.connector.http.HttpReply;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/** What Back Market writes, as far as it is read. Fields that are not here are skipped. */
final class BackMarketDocuments {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .build();

  private BackMarketDocuments() {}

  /**
   * @throws tools.jackson.core.JacksonException if it is no such document
   */
  static <T> T read(HttpReply reply, Class<T> type) {
    return Objects.requireNonNull(MAPPER.readValue(reply.body(), type), "null for a document");
  }

  /** A page of listings. */
  record ListingsDocument(
      @Nullable String next, @JsonProperty(required = true) List<ListingDocument> results) {

    ListingsDocument {
      results = List.copyOf(results);
    }
  }

  /** A listing, also as it is after a change of it. */
  record ListingDocument(
      @JsonProperty(required = true) String id,
      @JsonProperty("listing_id") @Nullable Long number,
      @Nullable String title,
      @Nullable String sku,
      @JsonProperty(required = true) long quantity,
      @JsonProperty("publication_state") @Nullable Integer publicationState,
      @Nullable String grade) {}

  /** A page of orders. */
  record OrdersDocument(
      @Nullable String next, @JsonProperty(required = true) List<OrderDocument> results) {

    OrdersDocument {
      results = List.copyOf(results);
    }
  }

  /** An order. */
  record OrderDocument(
      @JsonProperty(value = "order_id", required = true) long id,
      @JsonProperty(required = true) int state,
      @JsonProperty(value = "date_creation", required = true) OffsetDateTime createdAt,
      @JsonProperty("date_modification") @Nullable OffsetDateTime modifiedAt,
      @JsonProperty("shipping_address") @Nullable AddressDocument shippingAddress,
      @JsonProperty(value = "orderlines", required = true) List<LineDocument> lines) {

    OrderDocument {
      lines = List.copyOf(lines);
    }
  }

  /** Where an order goes to, as far as it matters from where it is sent. */
  record AddressDocument(
      @Nullable String country, @JsonProperty("postal_code") @Nullable String postcode) {}

  /**
   * A line of an order.
   *
   * @param sku Back Market calls it {@code listing}
   */
  record LineDocument(
      @JsonProperty(required = true) long id,
      @JsonProperty(required = true) int state,
      @JsonProperty("listing") @Nullable String sku,
      @JsonProperty("listing_id") @Nullable Long listingNumber,
      @JsonProperty(required = true) long quantity) {}
}
