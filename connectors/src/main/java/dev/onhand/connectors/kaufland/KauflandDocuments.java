package dev.onhand.connectors.kaufland;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.onhand.connector.http.HttpReply;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** What Kaufland writes, as far as it is read, and reads. Fields that are not here are skipped. */
final class KauflandDocuments {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .build();

  private KauflandDocuments() {}

  /**
   * @throws JacksonException if it is no such document
   */
  static <T> T read(byte[] body, Class<T> type) {
    return Objects.requireNonNull(MAPPER.readValue(body, type), "null for a document");
  }

  /** What an answer is about. */
  static <T> T data(HttpReply reply, Class<T> type) {
    return data(MAPPER.readTree(reply.body()), type);
  }

  private static <T> T data(JsonNode answer, Class<T> type) {
    return Objects.requireNonNull(
        MAPPER.treeToValue(answer.path("data"), type), "an answer without data");
  }

  /** A page of a list. */
  record Page<T>(List<T> rows, boolean hasMore) {}

  /**
   * A list need not say how long it is: then it goes on after a full page.
   *
   * @param size of a full page
   */
  static <T> Page<T> page(HttpReply reply, Class<T[]> type, int size) {
    JsonNode answer = MAPPER.readTree(reply.body());
    List<T> rows = List.of(data(answer, type));
    JsonNode at = answer.path("pagination");
    boolean hasMore =
        at.path("total").isNumber()
            ? at.path("offset").asLong(0) + at.path("limit").asLong(0) < at.path("total").asLong(0)
            : rows.size() >= size;
    return new Page<>(rows, hasMore);
  }

  static String json(Object document) {
    return MAPPER.writeValueAsString(document);
  }

  /** A unit: an offer on one storefront. */
  record UnitDocument(
      @JsonProperty(required = true) long idUnit,
      @Nullable String idOffer,
      @Nullable String status,
      @Nullable Long amount,
      @Nullable String condition,
      @Nullable ProductDocument product) {}

  /** What a unit is of. */
  record ProductDocument(@Nullable String title, @Nullable List<String> eans) {}

  /** What is to change of a unit. A price is not sent, so that none is demanded. */
  record AmountDocument(long amount) {}

  /** What is to change of one of many units. */
  record UnitUpdateDocument(long idUnit, AmountDocument unitData) {}

  /** What became of one; its status may be written with a point. */
  record ResultDocument(
      @JsonProperty(required = true) long idUnit,
      @JsonProperty(required = true) double statusCode,
      @Nullable String message,
      @Nullable List<ErrorDocument> errors,
      @Nullable UnitDocument unit) {}

  /** What is wrong. */
  record ProblemDocument(@Nullable String message, @Nullable List<ErrorDocument> errors) {}

  /** What is wrong with a field. */
  record ErrorDocument(@Nullable String field, @Nullable String message) {}

  /** A piece in a list or by itself, of which only the order is read. */
  record OrderUnitRowDocument(@JsonProperty(required = true) String idOrder) {

    OrderUnitRowDocument {
      Objects.requireNonNull(idOrder, "a piece of no order");
    }
  }

  /** An order. */
  record OrderDocument(
      @JsonProperty(required = true) String idOrder,
      @JsonProperty(required = true) OffsetDateTime tsCreatedIso,
      @Nullable String fulfillmentType,
      @Nullable AddressDocument shippingAddress,
      @JsonProperty(required = true) List<OrderUnitDocument> orderUnits) {

    OrderDocument {
      orderUnits = List.copyOf(orderUnits);
    }
  }

  /** Where an order goes to, as far as it matters from where it is sent. */
  record AddressDocument(@Nullable String country, @Nullable String postcode) {}

  /** One ordered piece. */
  record OrderUnitDocument(
      @JsonProperty(required = true) long idOrderUnit,
      @JsonProperty(required = true) String status,
      @Nullable String idOffer,
      @JsonProperty(required = true) OffsetDateTime tsUpdatedIso,
      @Nullable ProductDocument product) {

    OrderUnitDocument {
      Objects.requireNonNull(status, "a piece without a status");
    }
  }

  /**
   * A parcel that comes back.
   *
   * @param returnUnits null: in a list
   */
  record ReturnDocument(
      @JsonProperty(required = true) long idReturn,
      @JsonProperty(required = true) OffsetDateTime tsUpdatedIso,
      @Nullable List<ReturnUnitDocument> returnUnits) {}

  /** One piece in it. */
  record ReturnUnitDocument(
      @JsonProperty(required = true) long idReturnUnit,
      @JsonProperty(required = true) long idOrderUnit) {}

  /** What Kaufland tells when it calls. */
  record EventDocument(
      @Nullable String eventName, @Nullable String idMessage, @Nullable String resource) {}
}
