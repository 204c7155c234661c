package dev.onhand.connectors.manomano;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.onhand.connector.http.HttpReply;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** What ManoMano writes, as far as it is read, and reads. Fields that are not here are skipped. */
final class ManoManoDocuments {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .build();

  private ManoManoDocuments() {}

  /**
   * @throws tools.jackson.core.JacksonException if it is no such document
   */
  static <T> T read(HttpReply reply, Class<T> type) {
    return Objects.requireNonNull(MAPPER.readValue(reply.body(), type), "null for a document");
  }

  static String json(Object document) {
    return MAPPER.writeValueAsString(document);
  }

  /** Which page of how many this is. */
  record PaginationDocument(@Nullable Integer page, @Nullable Integer pages) {

    boolean hasMore() {
      return page != null && pages != null && page < pages;
    }
  }

  /** A page of offers. */
  record OffersDocument(
      @JsonProperty(required = true) List<OfferDocument> content,
      @Nullable PaginationDocument pagination) {

    OffersDocument {
      content = List.copyOf(content);
    }
  }

  /**
   * An offer.
   *
   * @param stock a number, or an object with a quantity: both were seen
   * @param status of its last import
   */
  record OfferDocument(
      @JsonProperty(required = true) String sku,
      @Nullable JsonNode stock,
      @Nullable String status,
      @Nullable JsonNode errors,
      @Nullable String idMe) {

    OfferDocument {
      Objects.requireNonNull(sku, "an offer without a SKU");
    }
  }

  /** Changes of stock, by contract. */
  record UpdateDocument(List<ContractUpdateDocument> content) {}

  /** Changes of stock in one contract. */
  record ContractUpdateDocument(long sellerContractId, List<StockUpdateDocument> items) {}

  /** A change of one offer; its price stays untouched, as it is not there. */
  record StockUpdateDocument(String sku, StockDocument stock) {}

  /** How many there are. */
  record StockDocument(long quantity) {}

  /** A page of orders. */
  record OrdersDocument(
      @JsonProperty(required = true) List<OrderDocument> content,
      @Nullable PaginationDocument pagination) {

    OrdersDocument {
      content = List.copyOf(content);
    }
  }

  /** One order. */
  record OrderReplyDocument(@JsonProperty(required = true) OrderDocument content) {

    OrderReplyDocument {
      Objects.requireNonNull(content, "an answer without an order");
    }
  }

  /** An order. */
  record OrderDocument(
      @JsonProperty(required = true) String orderReference,
      @JsonProperty(required = true) String status,
      @JsonProperty(required = true) OffsetDateTime createdAt,
      @Nullable OffsetDateTime statusUpdatedAt,
      @Nullable AddressesDocument addresses,
      @JsonProperty(required = true) List<ProductDocument> products) {

    OrderDocument {
      Objects.requireNonNull(status, "an order without a status");
      products = List.copyOf(products);
    }
  }

  /** Where an order goes. */
  record AddressesDocument(@Nullable AddressDocument shipping) {}

  /** Where an order goes to, as far as it matters from where it is sent. */
  record AddressDocument(@Nullable String countryIso, @Nullable String zipcode) {}

  /** A line of an order, which has no id. */
  record ProductDocument(
      @JsonProperty(required = true) String sellerSku,
      @JsonProperty(required = true) long quantity) {

    ProductDocument {
      Objects.requireNonNull(sellerSku, "a line without a SKU");
    }
  }
}
