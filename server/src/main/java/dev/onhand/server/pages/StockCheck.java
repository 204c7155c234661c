package dev.onhand.server.pages;

import dev.onhand.engine.jobs.Job;
import dev.onhand.server.ledger.StockSyncWork;
import org.jspecify.annotations.Nullable;

/**
 * A comparison of stock with its movements, as a job did it.
 *
 * @param sku of the one product that it was of; null: of all
 * @param found null: it is not done
 */
public record StockCheck(
    String id,
    Job job,
    boolean isDryRun,
    @Nullable String sku,
    StockSyncWork.@Nullable Found found) {

  /** Below which there is more of it. */
  public String path() {
    return StockCheckPages.PATH + "/" + id;
  }
}
