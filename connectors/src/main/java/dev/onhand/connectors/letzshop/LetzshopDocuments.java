package dev.onhand.connectors.letzshop;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.onhand.connector.http.HttpReply;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What Letzshop writes, as far as it is read, and what is written to it. */
final class LetzshopDocuments {

  private static final JsonMapper MAPPER =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private LetzshopDocuments() {}

  /**
   * @throws tools.jackson.core.JacksonException if it is no such document
   */
  static <T> T read(HttpReply reply, Class<T> type) {
    return Objects.requireNonNull(MAPPER.readValue(reply.body(), type), "null for a document");
  }

  /** An operation as it is sent. */
  static String operation(String query, Map<String, Object> variables) {
    return MAPPER.writeValueAsString(Map.of("query", query, "variables", variables));
  }

  private static <T> List<T> orNone(@Nullable List<T> list) {
    return list == null ? List.of() : List.copyOf(list);
  }

  /** Why something was not done. */
  record ErrorDocument(@Nullable String message) {}

  /** An answer, looked at for its errors only. */
  record ErrorsDocument(@Nullable List<ErrorDocument> errors) {

    /** What the first one says. */
    Optional<String> first() {
      return orNone(errors).stream()
          .findFirst()
          .map(error -> Optional.ofNullable(error.message()).orElse("an error without a word"));
    }
  }

  /** The answer to the question for the schema. */
  record SchemaReplyDocument(@JsonProperty(required = true) SchemaDataDocument data) {}

  /** What it says. */
  record SchemaDataDocument(
      @JsonProperty(value = "__schema", required = true) SchemaDocument schema) {}

  /** A schema. */
  record SchemaDocument(
      @JsonProperty(required = true) NamedDocument queryType,
      @JsonProperty(required = true) List<TypeDocument> types) {

    SchemaDocument {
      types = List.copyOf(types);
    }
  }

  /** Something with a name. */
  record NamedDocument(@JsonProperty(required = true) String name) {}

  /** A type. */
  record TypeDocument(
      @JsonProperty(required = true) String name,
      List<FieldDocument> fields,
      List<NamedDocument> enumValues) {

    TypeDocument {
      fields = orNone(fields);
      enumValues = orNone(enumValues);
    }
  }

  /** A field of a type. */
  record FieldDocument(
      @JsonProperty(required = true) String name,
      List<ArgumentDocument> args,
      @JsonProperty(required = true) TypeRefDocument type) {

    FieldDocument {
      args = orNone(args);
    }
  }

  /** An argument of a field. */
  record ArgumentDocument(
      @JsonProperty(required = true) String name,
      @JsonProperty(required = true) TypeRefDocument type) {}

  /**
   * A type as something has it: a list, or what may not be null, is of another type.
   *
   * @param name null: it is only of another
   */
  record TypeRefDocument(@Nullable String name, @Nullable TypeRefDocument ofType) {

    /** The name of what it is in the end. */
    String innermost() {
      return ofType != null ? ofType.innermost() : Objects.requireNonNullElse(name, "");
    }
  }

  /** The answer to a question for shipments. */
  record ShipmentsReplyDocument(@JsonProperty(required = true) ShipmentsDataDocument data) {}

  /** What it says. */
  record ShipmentsDataDocument(@JsonProperty(required = true) ShipmentsDocument shipments) {}

  /**
   * A page of shipments.
   *
   * @param pageInfo null: there are no pages
   */
  record ShipmentsDocument(
      @JsonProperty(required = true) List<ShipmentDocument> nodes,
      @Nullable PageDocument pageInfo) {

    ShipmentsDocument {
      nodes = List.copyOf(nodes);
    }

    /** Where the next page begins; null: there is none. */
    @Nullable String end() {
      return pageInfo != null && pageInfo.hasNextPage()
          ? Objects.requireNonNull(pageInfo.endCursor(), "a next page without a cursor")
          : null;
    }
  }

  /** Whether there is more. */
  record PageDocument(
      @JsonProperty(required = true) boolean hasNextPage, @Nullable String endCursor) {}

  /** The answer to a question for one shipment. */
  record ShipmentReplyDocument(@JsonProperty(required = true) ShipmentDataDocument data) {}

  /** What it says. */
  record ShipmentDataDocument(@Nullable ShipmentDocument node) {}

  /** What of an order one vendor sends. */
  record ShipmentDocument(
      @JsonProperty(required = true) String id,
      @JsonProperty(required = true) String state,
      @JsonProperty(required = true) OrderDocument order,
      @JsonProperty(required = true) List<UnitDocument> inventoryUnits) {

    ShipmentDocument {
      inventoryUnits = List.copyOf(inventoryUnits);
    }
  }

  /**
   * The customer's order.
   *
   * @param completedAt null: it is not placed yet
   */
  record OrderDocument(
      @Nullable OffsetDateTime completedAt, @Nullable AddressDocument shipAddress) {}

  /** Where it goes to, as far as it matters from where it is sent. */
  record AddressDocument(@Nullable String zipCode, @Nullable CountryDocument country) {}

  /** A country. */
  record CountryDocument(@Nullable String iso) {}

  /** One piece. */
  record UnitDocument(
      @JsonProperty(required = true) String id,
      @JsonProperty(required = true) String state,
      @Nullable VariantDocument variant) {}

  /** What was ordered. */
  record VariantDocument(@Nullable String sku, @Nullable TradeIdDocument tradeId) {}

  /** Its number in trade: an EAN, mostly. */
  record TradeIdDocument(@Nullable String number) {}
}
