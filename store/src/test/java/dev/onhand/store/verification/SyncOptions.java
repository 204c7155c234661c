package dev.onhand.store.verification;

import dev.onhand.core.ledger.ProductId;
import dev.onhand.engine.verification.StockSync;
import java.time.Instant;

/** Ways to call a synchronization. */
final class SyncOptions {

  private SyncOptions() {}

  static StockSync.Options all() {
    return new StockSync.Options(null, null, false, false, Audited.AUTHOR);
  }

  static StockSync.Options dryRun() {
    return new StockSync.Options(null, null, false, true, Audited.AUTHOR);
  }

  static StockSync.Options of(ProductId product) {
    return new StockSync.Options(product, null, false, false, Audited.AUTHOR);
  }

  static StockSync.Options forced(Instant from) {
    return new StockSync.Options(null, from, true, false, Audited.AUTHOR);
  }
}
