package dev.onhand.connectors.manomano;

import dev.onhand.connector.json.At;
import dev.onhand.connector.json.Json;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What ManoMano writes, as far as it is read, and reads. Fields that are not here are skipped. */
final class ManoManoDocuments {

  static final Json JSON = Json.TOLERANT.snakeCase();

  private ManoManoDocuments() {}

  /** Which page of how many this is. */
  record PaginationDocument(@Nullable Integer page, @Nullable Integer pages) {

    boolean hasMore() {
      return page != null && pages != null && page < pages;
    }
  }

  /** A page of offers. */
  record OffersDocument(List<OfferDocument> content, @Nullable PaginationDocument pagination) {

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
      String sku,
      @Nullable JsonNode stock,
      @Nullable String status,
      @Nullable JsonNode errors,
      @Nullable String idMe) {}

  /** Changes of stock, by contract. */
  record UpdateDocument(List<ContractUpdateDocument> content) {}

  /** Changes of stock in one contract. */
  record ContractUpdateDocument(long sellerContractId, List<StockUpdateDocument> items) {}

  /** A change of one offer; its price stays untouched, as it is not there. */
  record StockUpdateDocument(String sku, StockDocument stock) {}

  /** How many there are. */
  record StockDocument(long quantity) {}

  /** A page of orders. */
  record OrdersDocument(List<OrderDocument> content, @Nullable PaginationDocument pagination) {

    OrdersDocument {
      content = List.copyOf(content);
    }
  }

  /** One order. */
  record OrderReplyDocument(OrderDocument content) {}

  /** An order. */
  record OrderDocument(
      String orderReference,
      String status,
      OffsetDateTime createdAt,
      @Nullable OffsetDateTime statusUpdatedAt,
      @At("/addresses/shipping") @Nullable AddressDocument address,
      List<ProductDocument> products) {

    OrderDocument {
      products = List.copyOf(products);
    }
  }

  /** Where an order goes to, as far as it matters from where it is sent. */
  record AddressDocument(@Nullable String countryIso, @Nullable String zipcode) {}

  /** A line of an order, which has no id. */
  record ProductDocument(String sellerSku, long quantity) {}
}
