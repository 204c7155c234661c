package dev.onhand.connectors.cdiscount;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.onhand.connector.http.HttpReply;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What Octopia writes, as far as it is read. Fields that are not here are skipped. */
final class CdiscountDocuments {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .build();

  private CdiscountDocuments() {}

  /**
   * @throws tools.jackson.core.JacksonException if it is no such document
   */
  static <T> T read(HttpReply reply, Class<T> type) {
    return Objects.requireNonNull(MAPPER.readValue(reply.body(), type), "null for a document");
  }

  static String json(Object document) {
    return MAPPER.writeValueAsString(document);
  }

  /** What a login gives. */
  record TokenDocument(
      @JsonProperty(value = "access_token", required = true) String accessToken,
      @JsonProperty(value = "expires_in", required = true) long expiresIn) {

    TokenDocument {
      Objects.requireNonNull(accessToken, "a login without a token");
    }
  }

  /** What is wrong (RFC 7807); errors by field. */
  record ProblemDocument(
      @Nullable String title,
      @Nullable String detail,
      @Nullable Map<String, List<String>> errors) {}

  /** A page of offers. */
  record OffersDocument(@JsonProperty(required = true) List<OfferDocument> items) {

    OffersDocument {
      items = List.copyOf(items);
    }
  }

  /** An offer. */
  record OfferDocument(
      @JsonProperty(value = "sellerExternalReference", required = true) String reference,
      @Nullable String condition,
      @Nullable Long quantity,
      @Nullable ProductDocument product) {

    OfferDocument {
      Objects.requireNonNull(reference, "an offer without a reference");
    }
  }

  /** What an offer is of. */
  record ProductDocument(@Nullable String gtin) {}

  /**
   * What is to change of an offer. Nothing else is sent: a price would need all taxes, and delivery
   * modes all of them.
   */
  record RequestDocument(String sellerExternalReference, long quantity) {}

  /** A package as it stands. */
  record PackageDocument(@JsonProperty(required = true) String state) {

    PackageDocument {
      Objects.requireNonNull(state, "a package without a state");
    }
  }

  /** A page of results of a package. */
  record ResultsDocument(@JsonProperty(required = true) List<ResultDocument> items) {

    ResultsDocument {
      items = List.copyOf(items);
    }
  }

  /** What became of one offer. */
  record ResultDocument(
      @JsonProperty(value = "sellerExternalReference", required = true) String reference,
      @JsonProperty("integrationStatus") @Nullable String status,
      @Nullable List<ReasonDocument> results) {}

  /** Why. */
  record ReasonDocument(
      @JsonProperty("resultCode") @Nullable String code, @Nullable String message) {}

  /** A page of orders. */
  record OrdersDocument(@JsonProperty(required = true) List<OrderDocument> items) {

    OrdersDocument {
      items = List.copyOf(items);
    }
  }

  /** An order; where it says how it is supplied is not known for sure, so both places are read. */
  record OrderDocument(
      @JsonProperty(value = "orderId", required = true) String id,
      @JsonProperty(required = true) String status,
      @JsonProperty(required = true) OffsetDateTime createdAt,
      @JsonProperty(required = true) OffsetDateTime updatedAt,
      @Nullable JsonNode supplyMode,
      @JsonProperty(required = true) List<LineDocument> lines) {

    OrderDocument {
      Objects.requireNonNull(status, "an order without a status");
      lines = List.copyOf(lines);
    }
  }

  /** A line of an order. */
  record LineDocument(
      @JsonProperty("lineId") @Nullable String id,
      @JsonProperty(required = true) long quantity,
      @Nullable JsonNode supplyMode,
      @Nullable LineOfferDocument offer) {}

  /** What a line was sold from. */
  record LineOfferDocument(@JsonProperty("sellerProductId") @Nullable String sku) {}
}
