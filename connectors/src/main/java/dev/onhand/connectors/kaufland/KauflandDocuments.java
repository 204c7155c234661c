package dev.onhand.connectors.kaufland;

import dev.onhand.connector.Cursor;
import dev.onhand.connector.QuantityUpdate;
import dev.onhand.connector.http.HttpReply;
import dev.onhand.connector.json.Json;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What Kaufland writes, as far as it is read, and reads. Fields that are not here are skipped. */
final class KauflandDocuments {

  static final Json JSON = Json.TOLERANT.snakeCase();

  private KauflandDocuments() {}

  /**
   * A page of a list.
   *
   * @param size of a full one
   */
  record Page<T>(List<T> rows, int size, boolean hasMore) {

    /** Where the next one begins; null: there is none. */
    @Nullable Cursor next(int offset) {
      return hasMore ? Cursor.of(offset + size) : null;
    }
  }

  /**
   * A list need not say how long it is: then it goes on after a full page.
   *
   * @param size of a full page
   */
  static <T> Page<T> page(HttpReply reply, Class<T[]> type, int size) {
    List<T> rows = List.of(JSON.read(reply, "/data", type));
    JsonNode at = JSON.read(reply, JsonNode.class).path("pagination");
    boolean hasMore =
        at.path("total").isNumber()
            ? at.path("offset").asLong(0) + at.path("limit").asLong(0) < at.path("total").asLong(0)
            : rows.size() >= size;
    return new Page<>(rows, size, hasMore);
  }

  /** A unit: an offer on one storefront. */
  record UnitDocument(
      long idUnit,
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
  record UnitUpdateDocument(long idUnit, AmountDocument unitData) {

    static UnitUpdateDocument of(QuantityUpdate update) {
      return new UnitUpdateDocument(
          Long.parseLong(UnitId.of(update.listing()).number()),
          new AmountDocument(update.quantity()));
    }
  }

  /** What became of one; its status may be written with a point. */
  record ResultDocument(
      long idUnit,
      double statusCode,
      @Nullable String message,
      @Nullable List<ErrorDocument> errors,
      @Nullable UnitDocument unit) {}

  /** What is wrong. */
  record ProblemDocument(@Nullable String message, @Nullable List<ErrorDocument> errors) {}

  /** What is wrong with a field. */
  record ErrorDocument(@Nullable String field, @Nullable String message) {}

  /** A piece in a list or by itself, of which only the order is read. */
  record OrderUnitRowDocument(String idOrder) {}

  /** An order. */
  record OrderDocument(
      String idOrder,
      OffsetDateTime tsCreatedIso,
      @Nullable String fulfillmentType,
      @Nullable AddressDocument shippingAddress,
      List<OrderUnitDocument> orderUnits) {

    OrderDocument {
      orderUnits = List.copyOf(orderUnits);
    }
  }

  /** Where an order goes to, as far as it matters from where it is sent. */
  record AddressDocument(@Nullable String country, @Nullable String postcode) {}

  /** One ordered piece. */
  record OrderUnitDocument(
      long idOrderUnit,
      String status,
      @Nullable String idOffer,
      OffsetDateTime tsUpdatedIso,
      @Nullable ProductDocument product) {}

  /**
   * A parcel that comes back.
   *
   * @param returnUnits null: in a list
   */
  record ReturnDocument(
      long idReturn, OffsetDateTime tsUpdatedIso, @Nullable List<ReturnUnitDocument> returnUnits) {}

  /** One piece in it. */
  record ReturnUnitDocument(long idReturnUnit, long idOrderUnit) {}

  /** What Kaufland tells when it calls. */
  record EventDocument(
      @Nullable String eventName, @Nullable String idMessage, @Nullable String resource) {}
}
