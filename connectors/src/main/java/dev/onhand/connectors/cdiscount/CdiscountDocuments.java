package dev.onhand.connectors.cdiscount;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.onhand.connector.json.Json;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What Octopia writes, as far as it is read. Fields that are not here are skipped. */
final class CdiscountDocuments {

  static final Json JSON = Json.TOLERANT;

  private CdiscountDocuments() {}

  /** What is wrong (RFC 7807); errors by field. */
  record ProblemDocument(
      @Nullable String title,
      @Nullable String detail,
      @Nullable Map<String, List<String>> errors) {}

  /** A page of offers. */
  record OffersDocument(List<OfferDocument> items) {

    OffersDocument {
      items = List.copyOf(items);
    }
  }

  /** An offer. */
  record OfferDocument(
      @JsonProperty("sellerExternalReference") String reference,
      @Nullable String condition,
      @Nullable Long quantity,
      @Nullable ProductDocument product) {}

  /** What an offer is of. */
  record ProductDocument(@Nullable String gtin) {}

  /**
   * What is to change of an offer. Nothing else is sent: a price would need all taxes, and delivery
   * modes all of them.
   */
  record RequestDocument(String sellerExternalReference, long quantity) {}

  /** A package as it stands. */
  record PackageDocument(String state) {}

  /** A page of results of a package. */
  record ResultsDocument(List<ResultDocument> items) {

    ResultsDocument {
      items = List.copyOf(items);
    }
  }

  /** What became of one offer. */
  record ResultDocument(
      @JsonProperty("sellerExternalReference") String reference,
      @JsonProperty("integrationStatus") @Nullable String status,
      @Nullable List<ReasonDocument> results) {}

  /** Why. */
  record ReasonDocument(
      @JsonProperty("resultCode") @Nullable String code, @Nullable String message) {}

  /** A page of orders. */
  record OrdersDocument(List<OrderDocument> items) {

    OrdersDocument {
      items = List.copyOf(items);
    }
  }

  /** An order; where it says how it is supplied is not known for sure, so both places are read. */
  record OrderDocument(
      @JsonProperty("orderId") String id,
      String status,
      OffsetDateTime createdAt,
      OffsetDateTime updatedAt,
      @Nullable JsonNode supplyMode,
      List<LineDocument> lines) {

    OrderDocument {
      lines = List.copyOf(lines);
    }
  }

  /** A line of an order. */
  record LineDocument(
      @JsonProperty("lineId") @Nullable String id,
      long quantity,
      @Nullable JsonNode supplyMode,
      @Nullable LineOfferDocument offer) {}

  /** What a line was sold from. */
  record LineOfferDocument(@JsonProperty("sellerProductId") @Nullable String sku) {}
}
