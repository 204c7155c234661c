package dev.onhand.connectors.woocommerce;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.onhand.connector.http.HttpReply;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/** What WooCommerce writes, as far as it is read, and what is written to it. */
final class WooCommerceDocuments {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .build();

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss");

  private static final int SHOWN_MAX = 200;

  private WooCommerceDocuments() {}

  /**
   * @throws tools.jackson.core.JacksonException if it is no such document
   * @throws IllegalStateException if a plugin wrote something before it; says what
   */
  static <T> T read(HttpReply reply, Class<T> type) {
    if (!isJson(reply)) {
      String text = reply.text();
      throw new IllegalStateException(
          "the shop answered no JSON but: "
              + text.substring(0, Math.min(SHOWN_MAX, text.length())));
    }
    return read(reply.body(), type);
  }

  static <T> T read(byte[] body, Class<T> type) {
    return Objects.requireNonNull(MAPPER.readValue(body, type), "null for a document");
  }

  private static boolean isJson(HttpReply reply) {
    String text = reply.text().stripLeading();
    return text.startsWith("{") || text.startsWith("[");
  }

  static String written(Object document) {
    return MAPPER.writeValueAsString(document);
  }

  /** A time as a query has it: in UTC, and without saying so. */
  static String time(Instant instant) {
    return TIME.format(instant.atOffset(ZoneOffset.UTC));
  }

  private static Instant time(String text) {
    return LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
  }

  /** Why something was not done. */
  record ErrorDocument(@Nullable String code, @Nullable String message) {

    /** Empty where it is from whatever stands before the shop. */
    static ErrorDocument of(HttpReply reply) {
      return reply.text().stripLeading().startsWith("{\"code\"")
          ? read(reply.body(), ErrorDocument.class)
          : new ErrorDocument("", null);
    }

    @Override
    public String code() {
      return Objects.requireNonNullElse(code, "");
    }

    String said() {
      return "%s: %s".formatted(code(), message);
    }
  }

  /**
   * A product or a variation.
   *
   * @param manageStock true, false or, of a variation, {@code "parent"}
   * @param stockQuantity a plugin may have it in parts, and below 0 where buyers may wait
   */
  record ProductDocument(
      @JsonProperty(required = true) long id,
      @Nullable String sku,
      @Nullable String name,
      @Nullable String type,
      @Nullable String status,
      @JsonProperty("manage_stock") @Nullable JsonNode manageStock,
      @JsonProperty("stock_quantity") @Nullable BigDecimal stockQuantity,
      @Nullable ErrorDocument error) {

    boolean isVariable() {
      return "variable".equals(type);
    }

    /** Groups and what is sold elsewhere have none. */
    boolean hasOwnStock() {
      return !isVariable() && !"grouped".equals(type) && !"external".equals(type);
    }

    boolean sharesStock() {
      return manageStock != null && manageStock.asString("").equals("parent");
    }

    /** Empty: it is not counted. Of a part of a unit nothing can be sold. */
    Optional<Long> quantity() {
      boolean isManaged = manageStock != null && (manageStock.asBoolean(false) || sharesStock());
      return isManaged
          ? Optional.ofNullable(stockQuantity)
              .map(it -> it.setScale(0, RoundingMode.FLOOR).longValueExact())
          : Optional.empty();
    }
  }

  /**
   * What is to be set.
   *
   * @param manageStock null: left as it is, and not written
   */
  record EntryDocument(
      long id,
      @JsonProperty("stock_quantity") long quantity,
      @JsonProperty("manage_stock") @JsonInclude(JsonInclude.Include.NON_NULL)
          @Nullable Boolean manageStock) {}

  /** What became of each. */
  record BatchDocument(@JsonProperty(required = true) List<ProductDocument> update) {

    BatchDocument {
      update = List.copyOf(update);
    }
  }

  /** An order. */
  record OrderDocument(
      @JsonProperty(required = true) long id,
      @JsonProperty(required = true) String status,
      @JsonProperty(value = "date_created_gmt", required = true) String created,
      @JsonProperty(value = "date_modified_gmt", required = true) String modified,
      @JsonProperty(value = "line_items", required = true) List<LineDocument> lines,
      @Nullable List<JsonNode> refunds) {

    OrderDocument {
      lines = List.copyOf(lines);
    }

    Instant createdAt() {
      return time(created);
    }

    Instant modifiedAt() {
      return time(modified);
    }

    boolean hasRefunds() {
      return refunds != null && !refunds.isEmpty();
    }
  }

  /** A line; of what is deleted the numbers are 0. */
  record LineDocument(
      @JsonProperty(required = true) long id,
      @JsonProperty("product_id") @Nullable Long product,
      @JsonProperty("variation_id") @Nullable Long variation,
      @JsonProperty(required = true) long quantity,
      @Nullable String sku) {}

  /** Money that went back. */
  record RefundDocument(@JsonProperty("line_items") @Nullable List<RefundLineDocument> lines) {}

  /**
   * What for.
   *
   * @param quantity below 0
   */
  record RefundLineDocument(
      @JsonProperty(required = true) long quantity,
      @JsonProperty("meta_data") @Nullable List<MetaDocument> meta) {

    /** Which line it is of, where it says. */
    Optional<String> line() {
      return Optional.ofNullable(meta).stream()
          .flatMap(List::stream)
          .filter(it -> "_refunded_item_id".equals(it.key()) && it.value() != null)
          .map(it -> Objects.requireNonNull(it.value()).asString(""))
          .findFirst();
    }
  }

  /** Something beside, which a number may be as a text. */
  record MetaDocument(@Nullable String key, @Nullable JsonNode value) {}

  /** What a call of the shop's is about. */
  record HookDocument(@Nullable Long id) {}

  /** A shop's first call, which proves nothing and is about nothing. */
  static boolean isPing(byte[] body) {
    return new String(body, StandardCharsets.UTF_8).matches("webhook_id=\\d{1,18}");
  }
}
