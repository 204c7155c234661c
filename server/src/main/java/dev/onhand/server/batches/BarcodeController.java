package dev.onhand.server.batches;

import dev.onhand.core.ledger.ProductRef;
import dev.onhand.engine.access.Scope;
import dev.onhand.engine.batch.Barcodes;
import dev.onhand.engine.batch.Barcodes.Barcode;
import dev.onhand.engine.catalogue.Edit;
import dev.onhand.engine.catalogue.Saving;
import dev.onhand.server.access.Caller;
import dev.onhand.server.access.Needs;
import dev.onhand.server.web.Answers;
import dev.onhand.server.web.Fields;
import dev.onhand.server.web.ListBody;
import dev.onhand.server.web.ProblemCode;
import dev.onhand.server.web.ProblemException;
import dev.onhand.server.web.Refs;
import dev.onhand.server.web.Versions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Barcodes of the seller's own, by which scanners name a product. */
@RestController
@RequestMapping(path = "/api/v1/products/{ref}/barcodes", produces = "application/json")
class BarcodeController {

  private final Barcodes barcodes;
  private final InstantSource clock;

  BarcodeController(Barcodes barcodes, InstantSource clock) {
    this.barcodes = barcodes;
    this.clock = clock;
  }

  /**
   * A barcode of a product, beside its SKU and GTIN.
   *
   * @param barcode as a scanner reads it
   */
  record BarcodeBody(String object, String barcode, String sku, String actor, Instant createdAt) {

    static BarcodeBody of(Barcode barcode) {
      return new BarcodeBody(
          "barcode", barcode.value(), barcode.sku().value(), barcode.actor(), barcode.createdAt());
    }
  }

  /** Lists the barcodes of a product, all of them. */
  @GetMapping
  @Needs(Scope.PRODUCTS_READ)
  ListBody<BarcodeBody> listBarcodes(Caller caller, @PathVariable String ref) {
    List<Barcode> all =
        barcodes
            .list(caller.seller(), product(ref))
            .orElseThrow(() -> ProblemException.notFound("product", ref));
    return ListBody.whole(
        "/api/v1/products/" + ref + "/barcodes", all.stream().map(BarcodeBody::of).toList());
  }

  private static ProductRef product(String ref) {
    return Fields.checked(() -> Refs.product(ref));
  }

  /**
   * Gives a product a barcode. Again changes nothing; one of another product must be taken first.
   */
  @PutMapping("/{barcode}")
  @Needs(Scope.PRODUCTS_WRITE)
  @Answers(problems = ProblemCode.CONFLICT)
  BarcodeBody giveBarcode(Caller caller, @PathVariable String ref, @PathVariable String barcode) {
    String value = Fields.checked(() -> Barcode.read(barcode));
    Edit edit = new Edit(caller.actor(), clock.instant(), null);
    Saving<Barcode> given =
        Fields.checked(() -> barcodes.give(caller.seller(), product(ref), value, edit));
    if (given instanceof Saving.Missing<Barcode>) {
      throw ProblemException.notFound("product", ref);
    }
    return BarcodeBody.of(Versions.saved(given, "barcode", barcode));
  }

  /** Takes a barcode from a product, and answers those that it has then. */
  @DeleteMapping("/{barcode}")
  @Needs(Scope.PRODUCTS_WRITE)
  ListBody<BarcodeBody> takeBarcode(
      Caller caller, @PathVariable String ref, @PathVariable String barcode) {
    String value = Fields.checked(() -> Barcode.read(barcode));
    if (!barcodes.take(caller.seller(), product(ref), value)) {
      throw ProblemException.notFound("product", ref);
    }
    return listBarcodes(caller, ref);
  }
}
