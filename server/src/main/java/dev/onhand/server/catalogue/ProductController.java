package dev.onhand.server.catalogue;

import dev.onhand.core.ledger.ProductRef;
import dev.onhand.engine.access.Scope;
import dev.onhand.engine.catalogue.Edit;
import dev.onhand.engine.catalogue.Product;
import dev.onhand.engine.catalogue.ProductData;
import dev.onhand.engine.catalogue.ProductPatch;
import dev.onhand.engine.catalogue.Products;
import dev.onhand.engine.catalogue.SkuWarnings;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.paging.Slice;
import dev.onhand.model.Gtin;
import dev.onhand.model.Sku;
import dev.onhand.server.access.Caller;
import dev.onhand.server.access.Needs;
import dev.onhand.server.catalogue.ProductBodies.NewProduct;
import dev.onhand.server.catalogue.ProductBodies.ProductBody;
import dev.onhand.server.catalogue.ProductBodies.ProductChange;
import dev.onhand.server.web.Answers;
import dev.onhand.server.web.Fields;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.ListBody;
import dev.onhand.server.web.OnceOnly;
import dev.onhand.server.web.PageOf;
import dev.onhand.server.web.ProblemCode;
import dev.onhand.server.web.ProblemException;
import dev.onhand.server.web.Refs;
import dev.onhand.server.web.Versions;
import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Products. */
@RestController
@RequestMapping(path = ProductController.PATH, produces = "application/json")
class ProductController {

  static final String PATH = "/api/v1/products";

  private final Products products;
  private final SkuWarnings warnings;
  private final OnceOnly once;
  private final InstantSource clock;

  ProductController(Products products, SkuWarnings warnings, OnceOnly once, InstantSource clock) {
    this.products = products;
    this.warnings = warnings;
    this.once = once;
    this.clock = clock;
  }

  /**
   * Lists products by SKU, all or those with a SKU, a GTIN, or a SKU or name that begins with q.
   */
  @GetMapping
  @Needs(Scope.PRODUCTS_READ)
  ListBody<ProductBody> listProducts(
      Caller caller,
      @RequestParam(required = false) @Nullable String sku,
      @RequestParam(required = false) @Nullable String gtin,
      @RequestParam(required = false) @Nullable String q,
      @PageOf(IdKind.PRODUCT) PageRequest page) {
    long filters = Stream.of(sku, gtin, q).filter(Objects::nonNull).count();
    if (filters > 1) {
      throw ProblemException.invalid("", "Give one of sku, gtin and q, not several.");
    }
    Slice<Product> found = Fields.checked(() -> find(caller, sku, gtin, q, page));
    return ListBody.of(PATH, found, ProductBody::of);
  }

  private Slice<Product> find(
      Caller caller,
      @Nullable String sku,
      @Nullable String gtin,
      @Nullable String q,
      PageRequest page) {
    if (sku != null) {
      List<Product> found =
          products.find(caller.seller(), new ProductRef.BySku(new Sku(sku))).stream().toList();
      return new Slice<>(found, false);
    }
    if (gtin != null) {
      return products.listByGtin(caller.seller(), new Gtin(gtin), page);
    }
    return q == null || q.isBlank()
        ? products.list(caller.seller(), page)
        : products.listByPrefix(caller.seller(), new Sku(q.strip()).folded(), page);
  }

  /** Makes a product. Warns of products whose SKU looks the same. */
  @PostMapping
  @Needs(Scope.PRODUCTS_WRITE)
  @Answers(
      status = 201,
      body = ProductBody.class,
      problems = {ProblemCode.CONFLICT, ProblemCode.KEY_USED_DIFFERENTLY})
  ResponseEntity<?> createProduct(
      Caller caller, HttpServletRequest request, @RequestBody NewProduct body) {
    ProductData data = body.data();
    return once.answer(caller.seller(), request, body, () -> create(caller, data));
  }

  private ResponseEntity<?> create(Caller caller, ProductData data) {
    Product made =
        Versions.saved(
            products.create(caller.seller(), data, clock.instant()), "product", data.sku().value());
    return answer(HttpStatus.CREATED, caller, made, true);
  }

  /** Shows a product, by id or SKU. */
  @GetMapping("/{ref}")
  @Needs(Scope.PRODUCTS_READ)
  @Answers(body = ProductBody.class)
  ResponseEntity<?> showProduct(Caller caller, @PathVariable String ref) {
    ProductRef name = Fields.checked(() -> Refs.product(ref));
    Product product =
        products
            .find(caller.seller(), name)
            .orElseThrow(() -> ProblemException.notFound("product", ref));
    return answer(HttpStatus.OK, caller, product, false);
  }

  /**
   * Changes a product, also its SKU: what is not given stays. A new floor holds at once at all
   * locations that have none of their own.
   */
  @PatchMapping("/{ref}")
  @Needs(Scope.PRODUCTS_WRITE)
  @Answers(body = ProductBody.class, problems = ProblemCode.CONFLICT)
  ResponseEntity<?> changeProduct(
      Caller caller,
      @PathVariable String ref,
      @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
      @RequestBody ProductChange body) {
    ProductRef name = Fields.checked(() -> Refs.product(ref));
    ProductPatch patch = body.patch();
    Edit edit = new Edit(caller.actor(), clock.instant(), Versions.expected(ifMatch));
    Product changed =
        Fields.checked(
            () ->
                Versions.saved(
                    products.change(caller.seller(), name, patch, edit), "product", ref));
    return answer(HttpStatus.OK, caller, changed, patch.sku() != null);
  }

  private ResponseEntity<?> answer(
      HttpStatus status, Caller caller, Product product, boolean skuGiven) {
    List<String> said = skuGiven ? warnings.warnings(caller.seller(), product.sku()) : List.of();
    return ResponseEntity.status(status)
        .header("ETag", Versions.etag(product.version()))
        .body(ProductBody.of(product, said.isEmpty() ? null : said));
  }
}
