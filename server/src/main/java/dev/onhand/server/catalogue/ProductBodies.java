package dev.onhand.server.catalogue;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.onhand.core.ledger.Stocked.Tracking;
import dev.onhand.engine.catalogue.Patch;
import dev.onhand.engine.catalogue.Product;
import dev.onhand.engine.catalogue.ProductData;
import dev.onhand.engine.catalogue.ProductPatch;
import dev.onhand.model.Gtin;
import dev.onhand.model.Sku;
import dev.onhand.model.Text;
import dev.onhand.server.web.Fields;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.PublicId;
import dev.onhand.server.web.Refs;
import dev.onhand.server.web.Required;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Products as they are sent and answered. */
final class ProductBodies {

  private ProductBodies() {}

  /**
   * A product, as answered.
   *
   * @param object always "product"
   * @param id for ever the same
   * @param sku the seller's own name for it, which may change
   * @param gtin 8, 12, 13 or 14 digits, or null
   * @param name free text
   * @param tracking tracked, untracked (never refused) or placeholder (stands for lines that
   *     matched nothing)
   * @param floor the least that available may be where a location has no floor of its own; null:
   *     there is none
   * @param onHand units at all locations
   * @param available units at all locations that may be promised
   * @param version what the ETag says
   * @param createdAt when it was made
   * @param updatedAt when it was last changed
   * @param warnings only where a SKU was just given: what it may be taken for
   */
  record ProductBody(
      String object,
      String id,
      String sku,
      @Nullable String gtin,
      String name,
      String tracking,
      @Nullable Long floor,
      long onHand,
      long available,
      long version,
      Instant createdAt,
      Instant updatedAt,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<String> warnings) {

    static ProductBody of(Product product) {
      return of(product, null);
    }

    static ProductBody of(Product product, @Nullable List<String> warnings) {
      return new ProductBody(
          "product",
          PublicId.of(IdKind.PRODUCT, product.id().value()),
          product.sku().value(),
          product.gtin() == null ? null : product.gtin().value(),
          product.name(),
          product.tracking().code(),
          product.floor(),
          product.onHand(),
          product.available(),
          product.version(),
          product.createdAt(),
          product.updatedAt(),
          warnings);
    }
  }

  /**
   * A product to be made.
   *
   * @param sku 1 to 128 characters, unique
   * @param name up to 500 characters
   * @param gtin 8, 12, 13 or 14 digits with a right check digit
   * @param tracking tracked (the default), untracked or placeholder
   * @param floor 0 (the default of a tracked product) or less; null: none
   */
  record NewProduct(
      @Required @Nullable String sku,
      @Nullable String name,
      @Nullable String gtin,
      @Nullable String tracking,
      Patch<Long> floor) {

    ProductData data() {
      Fields fields = new Fields();
      var skuField = fields.required("sku", sku, ProductBodies::sku);
      var nameField = fields.optional("name", name, ProductBodies::name);
      var gtinField = fields.optional("gtin", gtin, Gtin::new);
      var trackingField = fields.optional("tracking", tracking, ProductBodies::tracking);
      return fields.build(
          () -> {
            Gtin number = gtinField.orNull();
            Tracking given = trackingField.orNull();
            Tracking kind = given == null ? usual(number) : given;
            String called = nameField.orNull();
            return new ProductData(
                skuField.get(),
                number,
                called == null ? "" : called,
                kind,
                floor.orElse(ProductData.defaultFloor(kind)));
          });
    }

    private static Tracking usual(@Nullable Gtin gtin) {
      return gtin != null && gtin.isPlaceholder() ? Tracking.PLACEHOLDER : Tracking.TRACKED;
    }
  }

  /**
   * A change of a product: what is not given stays.
   *
   * @param sku a new SKU; the old one stays in the history
   * @param name up to 500 characters
   * @param gtin null takes it away
   * @param tracking tracked, untracked or placeholder; brings the usual floor of its kind
   * @param floor 0 or less; null: none
   */
  record ProductChange(
      @Nullable String sku,
      @Nullable String name,
      Patch<String> gtin,
      @Nullable String tracking,
      Patch<Long> floor) {

    ProductPatch patch() {
      Fields fields = new Fields();
      var skuField = fields.optional("sku", sku, ProductBodies::sku);
      var nameField = fields.optional("name", name, ProductBodies::name);
      var gtinField = fields.optional("gtin", gtin, patch -> patch.map(Gtin::new));
      var trackingField = fields.optional("tracking", tracking, ProductBodies::tracking);
      return fields.build(
          () ->
              new ProductPatch(
                  skuField.orNull(),
                  gtinField.get(),
                  nameField.orNull(),
                  trackingField.orNull(),
                  floor));
    }
  }

  private static Sku sku(String text) {
    Sku sku = new Sku(text);
    Refs.requireNoId(IdKind.PRODUCT, "sku", sku.value());
    return sku;
  }

  private static String name(String text) {
    return Text.free("name", text, ProductData.NAME_LENGTH_MAX);
  }

  private static Tracking tracking(String code) {
    if (code.equals(Tracking.BUNDLE.code())) {
      throw new IllegalArgumentException(
          "a product becomes a bundle by its components: PUT /bundles/{sku}");
    }
    return Arrays.stream(Tracking.values())
        .filter(tracking -> tracking.code().equals(code))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "tracking must be one of "
                        + Arrays.stream(Tracking.values())
                            .filter(tracking -> tracking != Tracking.BUNDLE)
                            .map(Tracking::code)
                            .collect(Collectors.joining(", "))));
  }
}
