package dev.onhand.server.catalogue;

import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.ProductRef;
import dev.onhand.engine.access.Scope;
import dev.onhand.engine.catalogue.Bundle;
import dev.onhand.engine.catalogue.Bundles;
import dev.onhand.engine.catalogue.Edit;
import dev.onhand.engine.catalogue.Product;
import dev.onhand.engine.catalogue.Products;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.server.access.Caller;
import dev.onhand.server.access.Needs;
import dev.onhand.server.catalogue.ProductBodies.ProductBody;
import dev.onhand.server.web.Answers;
import dev.onhand.server.web.FieldError;
import dev.onhand.server.web.Fields;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.ListBody;
import dev.onhand.server.web.PageOf;
import dev.onhand.server.web.ProblemCode;
import dev.onhand.server.web.ProblemException;
import dev.onhand.server.web.PublicId;
import dev.onhand.server.web.Refs;
import dev.onhand.server.web.Required;
import dev.onhand.server.web.Versions;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Bundles and packs: products that are sold whole and stocked as their components. */
@RestController
@RequestMapping(path = BundleController.PATH, produces = "application/json")
class BundleController {

  static final String PATH = "/api/v1/bundles";

  private final Bundles bundles;
  private final Products products;
  private final InstantSource clock;

  BundleController(Bundles bundles, Products products, InstantSource clock) {
    this.bundles = bundles;
    this.products = products;
    this.clock = clock;
  }

  /**
   * A component of a bundle.
   *
   * @param sku the component, by its SKU or id
   * @param units of it in one bundle, 1 to 1,000,000
   */
  record NewComponent(@Required @Nullable String sku, @Required @Nullable Long units) {}

  /**
   * What a bundle is to be made of.
   *
   * @param components 1 to 100 products with stock; one alone makes a pack of so many units
   */
  record BundleSetting(@Required @Nullable List<@Nullable NewComponent> components) {}

  /**
   * A component, as answered.
   *
   * @param units of it in one bundle
   */
  record ComponentBody(String productId, String sku, String name, long units) {}

  /**
   * A bundle.
   *
   * @param components what it is made of, by SKU
   * @param version that of the product
   */
  record BundleBody(
      String object,
      String productId,
      String sku,
      String name,
      List<ComponentBody> components,
      long version) {

    static BundleBody of(Bundle bundle) {
      return new BundleBody(
          "bundle",
          PublicId.of(IdKind.PRODUCT, bundle.id().value()),
          bundle.sku().value(),
          bundle.name(),
          bundle.components().stream()
              .map(
                  part ->
                      new ComponentBody(
                          PublicId.of(IdKind.PRODUCT, part.id().value()),
                          part.sku().value(),
                          part.name(),
                          part.units()))
              .toList(),
          bundle.version());
    }
  }

  /** Lists bundles, by SKU. */
  @GetMapping
  @Needs(Scope.PRODUCTS_READ)
  ListBody<BundleBody> listBundles(Caller caller, @PageOf(IdKind.PRODUCT) PageRequest page) {
    return ListBody.of(PATH, bundles.list(caller.seller(), page), BundleBody::of);
  }

  /** Shows what a bundle is made of. */
  @GetMapping("/{ref}")
  @Needs(Scope.PRODUCTS_READ)
  ResponseEntity<BundleBody> showBundle(Caller caller, @PathVariable String ref) {
    ProductRef name = Fields.checked(() -> Refs.product(ref));
    return answer(
        bundles
            .find(caller.seller(), name)
            .orElseThrow(() -> ProblemException.notFound("bundle", ref)));
  }

  /**
   * Makes a product a bundle, or gives a bundle other components. The product must have had no
   * stock of its own. Lines of orders for which something was done keep what it was made of then.
   */
  @PutMapping("/{ref}")
  @Needs(Scope.PRODUCTS_WRITE)
  @Answers(problems = {ProblemCode.CONFLICT, ProblemCode.UNKNOWN_PRODUCT})
  ResponseEntity<BundleBody> setBundle(
      Caller caller,
      @PathVariable String ref,
      @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
      @RequestBody BundleSetting body) {
    ProductRef name = Fields.checked(() -> Refs.product(ref));
    if (products.find(caller.seller(), name).isEmpty()) {
      throw ProblemException.notFound("product", ref);
    }
    Map<ProductId, Long> units = units(caller, body);
    Edit edit = new Edit(caller.actor(), clock.instant(), Versions.expected(ifMatch));
    return answer(Versions.saved(bundles.set(caller.seller(), name, units, edit), "product", ref));
  }

  private Map<ProductId, Long> units(Caller caller, BundleSetting body) {
    List<@Nullable NewComponent> given = body.components() == null ? List.of() : body.components();
    Fields fields = new Fields();
    if (given.isEmpty() || given.size() > Bundle.COMPONENTS_MAX) {
      fields.add(
          new FieldError(
              "/components",
              FieldError.INVALID,
              "components must have 1 to %d entries".formatted(Bundle.COMPONENTS_MAX)));
      throw ProblemException.invalid(fields.errors());
    }
    Map<ProductId, Long> units = new LinkedHashMap<>();
    for (int i = 0; i < given.size(); i++) {
      String at = "components/" + i + "/";
      NewComponent part = given.get(i);
      var sku = fields.required(at + "sku", part == null ? null : part.sku(), Refs::product);
      var number =
          fields.required(
              at + "units", part == null ? null : part.units(), BundleController::units);
      if (sku.orNull() != null && number.orNull() != null) {
        Product product = products.find(caller.seller(), sku.get()).orElse(null);
        if (product == null) {
          fields.add(
              new FieldError(
                  "/" + at + "sku",
                  ProblemCode.UNKNOWN_PRODUCT.code(),
                  "There is no product '%s'. Create it first.".formatted(sku.get())));
        } else if (units.put(product.id(), number.get()) != null) {
          fields.add(
              new FieldError(
                  "/" + at + "sku",
                  FieldError.INVALID,
                  "component '%s' is there twice: add its units up".formatted(product.sku())));
        }
      }
    }
    return fields.build(() -> units);
  }

  private static long units(long units) {
    if (units < 1 || units > Bundle.UNITS_MAX) {
      throw new IllegalArgumentException(
          "units must be a whole number from 1 to %d".formatted(Bundle.UNITS_MAX));
    }
    return units;
  }

  /** Makes a bundle a usual product again, one without stock. */
  @DeleteMapping("/{ref}")
  @Needs(Scope.PRODUCTS_WRITE)
  ProductBody removeBundle(
      Caller caller,
      @PathVariable String ref,
      @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
    ProductRef name = Fields.checked(() -> Refs.product(ref));
    Edit edit = new Edit(caller.actor(), clock.instant(), Versions.expected(ifMatch));
    return ProductBody.of(
        Versions.saved(bundles.remove(caller.seller(), name, edit), "bundle", ref), null);
  }

  private static ResponseEntity<BundleBody> answer(Bundle bundle) {
    return ResponseEntity.ok()
        .header("ETag", Versions.etag(bundle.version()))
        .body(BundleBody.of(bundle));
  }
}
