package dev.onhand.engine.purchase;

import dev.onhand.core.ledger.LocationRef;
import dev.onhand.core.ledger.ProductRef;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which purchase orders are wanted. All that is said must hold.
 *
 * @param product only those with a line of it
 * @param location only those that go there as a whole
 * @param overdueAt only those that are open and should have arrived before then
 * @param differing only those with a discrepancy
 */
public record PurchaseFilter(
    PurchaseOrder.@Nullable Status status,
    PurchaseOrder.@Nullable Kind kind,
    @Nullable ProductRef product,
    @Nullable LocationRef location,
    @Nullable Instant overdueAt,
    boolean differing) {

  /** No wish but to see all. */
  public static final PurchaseFilter ALL = new PurchaseFilter(null, null, null, null, null, false);
}
