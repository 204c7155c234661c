package dev.onhand.connectors.woocommerce;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.onhand.connector.Times;
import dev.onhand.connector.http.HttpReply;
import dev.onhand.connector.json.Json;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What WooCommerce writes, as far as it is read, and what is written to it. */
final class WooCommerceDocuments {

  static final Json JSON = Json.STRICT;

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
    return JSON.read(reply, type);
  }

  private static boolean isJson(HttpReply reply) {
    String text = reply.text().stripLeading();
    return text.startsWith("{") || text.startsWith("[");
  }

  /** Why something was not done. */
  record ErrorDocument(@Nullable String code, @Nullable String message) {

    /** Empty where it is from whatever stands before the shop. */
    static ErrorDocument of(HttpReply reply) {
      return reply.text().stripLeading().startsWith("{\"code\"")
          ? JSON.read(reply, ErrorDocument.class)
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
      long id,
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
  record BatchDocument(List<ProductDocument> update) {

    BatchDocument {
      update = List.copyOf(update);
    }
  }

  /** An order. */
  record OrderDocument(
      long id,
      String status,
      @JsonProperty("date_created_gmt") String created,
      @JsonProperty("date_modified_gmt") String modified,
      @JsonProperty("line_items") List<LineDocument> lines,
      @Nullable List<JsonNode> refunds) {

    OrderDocument {
      lines = List.copyOf(lines);
    }

    Instant createdAt() {
      return Times.find(created).orElseThrow();
    }

    Instant modifiedAt() {
      return Times.find(modified).orElseThrow();
    }

    boolean hasRefunds() {
      return refunds != null && !refunds.isEmpty();
    }
  }

  /** A line; of what is deleted the numbers are 0. */
  record LineDocument(
      long id,
      @JsonProperty("product_id") @Nullable Long product,
      @JsonProperty("variation_id") @Nullable Long variation,
      long quantity,
      @Nullable String sku) {}

  /** Money that went back. */
  record RefundDocument(@JsonProperty("line_items") @Nullable List<RefundLineDocument> lines) {}

  /**
   * What for.
   *
   * @param quantity below 0
   */
  record RefundLineDocument(
      long quantity, @JsonProperty("meta_data") @Nullable List<MetaDocument> meta) {

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
