package dev.onhand.engine.purchase;

import dev.onhand.core.ledger.Details;
import dev.onhand.engine.catalogue.Patch;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be changed of a purchase order.
 *
 * @param lines as they should be, all of them; null: as they are. A line of which something arrived
 *     must be among them, with its product
 */
public record PurchasePatch(
    Patch<String> supplier,
    Patch<Instant> expectedAt,
    Patch<String> note,
    @Nullable List<NewPurchase.Line> lines) {

  public PurchasePatch {
    supplier = text("supplier", supplier, PurchaseOrder.SUPPLIER_LENGTH_MAX);
    note = text("note", note, Details.NOTE_LENGTH_MAX);
    lines = lines == null ? null : NewPurchase.named(lines);
  }

  private static Patch<String> text(String what, Patch<String> given, int lengthMax) {
    return given instanceof Patch.Set<String>(var value)
        ? Patch.set(NewPurchase.text(what, value, lengthMax))
        : given;
  }
}
