package dev.onhand.connectors.backmarket;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.onhand.connector.json.Json;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What Back Market writes, as far as it is read. Fields that are not here are skipped. */
final class BackMarketDocuments {

  static final Json JSON = Json.STRICT;

  private BackMarketDocuments() {}

  /** A page of listings. */
  record ListingsDocument(@Nullable String next, List<ListingDocument> results) {

    ListingsDocument {
      results = List.copyOf(results);
    }
  }

  /** A listing, also as it is after a change of it. */
  record ListingDocument(
      String id,
      @JsonProperty("listing_id") @Nullable Long number,
      @Nullable String title,
      @Nullable String sku,
      long quantity,
      @JsonProperty("publication_state") @Nullable Integer publicationState,
      @Nullable String grade) {}

  /** A page of orders. */
  record OrdersDocument(@Nullable String next, List<OrderDocument> results) {

    OrdersDocument {
      results = List.copyOf(results);
    }
  }

  /** An order. */
  record OrderDocument(
      @JsonProperty("order_id") long id,
      int state,
      @JsonProperty("date_creation") OffsetDateTime createdAt,
      @JsonProperty("date_modification") @Nullable OffsetDateTime modifiedAt,
      @JsonProperty("shipping_address") @Nullable AddressDocument shippingAddress,
      @JsonProperty("orderlines") List<LineDocument> lines) {

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
      long id,
      int state,
      @JsonProperty("listing") @Nullable String sku,
      @JsonProperty("listing_id") @Nullable Long listingNumber,
      long quantity) {}
}
