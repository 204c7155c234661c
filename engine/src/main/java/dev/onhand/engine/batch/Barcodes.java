package dev.onhand.engine.batch;

import dev.onhand.core.ledger.ProductRef;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.catalogue.Edit;
import dev.onhand.engine.catalogue.Saving;
import dev.onhand.model.Sku;
import dev.onhand.model.Text;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Barcodes of a seller's own, by which scanners name products beside SKU and GTIN. */
public interface Barcodes {

  /** What a seller gives one product; a label, a shelf and a box are three. */
  int PER_PRODUCT_MAX = 100;

  /** Those of a product, by themselves; empty: there is no such product. */
  Optional<List<Barcode>> list(SellerId seller, ProductRef product);

  /** Gives a product a barcode; one that it has already stays as it is. */
  Saving<Barcode> give(SellerId seller, ProductRef product, String barcode, Edit edit);

  /**
   * Takes a barcode from a product, if it has it.
   *
   * @return false if there is no such product
   */
  boolean take(SellerId seller, ProductRef product, String barcode);

  /**
   * A barcode.
   *
   * @param value 1 to {@value NewScan#CODE_LENGTH_MAX} characters
   */
  record Barcode(String value, Sku sku, String actor, Instant createdAt) {

    /**
     * A barcode as it is kept.
     *
     * @throws IllegalArgumentException if it cannot be one
     */
    public static String read(String text) {
      return Text.identifier("barcode", text, NewScan.CODE_LENGTH_MAX);
    }
  }
}
