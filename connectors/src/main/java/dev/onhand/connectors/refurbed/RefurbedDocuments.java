package dev.onhand.connectors.refurbed;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.onhand.connector.http.HttpReply;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * What refurbed writes, as far as it is read. What has its default value may be left out: no stock
 * is a stock of 0, no SKU an empty one. Names may be written in either way that proto3 knows.
 */
final class RefurbedDocuments {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  private RefurbedDocuments() {}

  /**
   * @throws tools.jackson.core.JacksonException if it is no such document
   */
  static <T> T read(HttpReply reply, Class<T> type) {
    return read(reply.body(), type);
  }

  /**
   * @throws tools.jackson.core.JacksonException if it is no such document
   */
  static <T> T read(byte[] body, Class<T> type) {
    return Objects.requireNonNull(MAPPER.readValue(body, type), "null for a document");
  }

  static String json(Map<String, Object> document) {
    return MAPPER.writeValueAsString(document);
  }

  private static <T> List<T> orNone(@Nullable List<T> list) {
    return list == null ? List.of() : List.copyOf(list);
  }

  /** A page of offers. */
  record OffersDocument(List<OfferDocument> offers, @JsonAlias("hasMore") boolean hasMore) {

    OffersDocument {
      offers = orNone(offers);
    }
  }

  /** One offer. */
  record OfferReplyDocument(@JsonProperty(required = true) OfferDocument offer) {

    OfferReplyDocument {
      Objects.requireNonNull(offer, "an answer without an offer");
    }
  }

  /** An offer. */
  record OfferDocument(
      @JsonProperty(required = true) String id,
      @Nullable String sku,
      @JsonAlias("instanceName") @Nullable String instanceName,
      @Nullable String state,
      @Nullable String grading,
      @Nullable Long stock) {}

  /** What became of each offer of a push, in its order. */
  record ResultsDocument(@JsonProperty(required = true) List<ResultDocument> results) {

    ResultsDocument {
      results = List.copyOf(results);
    }
  }

  /**
   * What became of one offer.
   *
   * @param status null: it was done
   * @param offer as it is now; null: it was not done
   */
  record ResultDocument(@Nullable StatusDocument status, @Nullable OfferDocument offer) {}

  /** What went wrong; code 0 or none: nothing did. */
  record StatusDocument(@Nullable Integer code, @Nullable String message) {}

  /** A page of orders. */
  record OrdersDocument(List<OrderDocument> orders, @JsonAlias("hasMore") boolean hasMore) {

    OrdersDocument {
      orders = orNone(orders);
    }
  }

  /** One order. */
  record OrderReplyDocument(@JsonProperty(required = true) OrderDocument order) {

    OrderReplyDocument {
      Objects.requireNonNull(order, "an answer without an order");
    }
  }

  /** An order. */
  record OrderDocument(
      @JsonProperty(required = true) String id,
      @JsonProperty(required = true) @JsonAlias("releasedAt") OffsetDateTime releasedAt,
      @Nullable String state,
      @JsonAlias("shippingAddress") @Nullable AddressDocument shippingAddress,
      @JsonProperty(required = true) List<ItemDocument> items) {

    OrderDocument {
      items = List.copyOf(items);
    }
  }

  /** Where an order goes to, as far as it matters from where it is sent. */
  record AddressDocument(
      @JsonAlias("countryCode") @Nullable String countryCode,
      @JsonAlias("postCode") @Nullable String postCode) {}

  /** One piece of an order. */
  record ItemDocument(
      @JsonProperty(required = true) String id,
      @Nullable String state,
      @Nullable String sku,
      @JsonAlias("offerData") @Nullable OfferDataDocument offerData,
      @JsonAlias("shipmentStatus") @Nullable String shipmentStatus) {}

  /** Which order something happened to, as a program of the seller's tells it. */
  record EventDocument(@Nullable String id) {}

  /** Which offer a piece was sold from. */
  record OfferDataDocument(@JsonAlias("offerId") @Nullable String offerId) {}
}
