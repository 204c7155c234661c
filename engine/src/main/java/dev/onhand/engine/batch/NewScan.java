package dev.onhand.engine.batch;

import dev.onhand.core.batch.Scan;
import dev.onhand.model.Text;

/**
 * A scan as a device sends it.
 *
 * @param id that the device gave it, unique for ever: 1 to {@value #ID_LENGTH_MAX} characters
 * @param code a SKU, GTIN or barcode of the seller's own
 */
public record NewScan(String id, String code, Scan scan) {

  public static final int ID_LENGTH_MAX = 128;

  /** As long as a SKU; barcodes are shorter. */
  public static final int CODE_LENGTH_MAX = 255;

  public NewScan {
    id = Text.identifier("id", id, ID_LENGTH_MAX);
    code = Text.identifier("code", code.strip(), CODE_LENGTH_MAX);
  }
}
