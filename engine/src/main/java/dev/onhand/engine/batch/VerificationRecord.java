package dev.onhand.engine.batch;

import dev.onhand.core.ledger.MovementId;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.model.Sku;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A change of stock, or of what a listing shows, with what was so at that moment. Never changed.
 *
 * @param entry in the order in which they were written; of a listing's change its entry in the
 *     listing's history
 * @param type why: {@code topup}, {@code count}, or as in a listing's history
 * @param where null: it is not of a listing, but of on hand at a location
 * @param product null: a listing of none
 * @param location null: a change of a listing that no batch made
 * @param pendingOrders orders that waited for units of it; null: not written down then
 * @param from null: it was not known
 * @param to null: it is not known any more
 * @param batch null: of none
 * @param movement that changed on hand; of a listing's change the product's newest at that moment
 */
public record VerificationRecord(
    long entry,
    String type,
    @Nullable Where where,
    @Nullable ProductId product,
    @Nullable Sku sku,
    @Nullable String location,
    @Nullable Long pendingOrders,
    @Nullable Long from,
    @Nullable Long to,
    String actor,
    @Nullable String order,
    @Nullable String notes,
    @Nullable Long batch,
    @Nullable MovementId movement,
    Instant at) {

  /** All there are. */
  public static final Set<String> TYPES =
      Set.of(
          "topup",
          "count",
          "order_created",
          "order_cancelled",
          "manual",
          "reconciliation",
          "api_sync");

  /**
   * A listing.
   *
   * @param entry of its history; null: it did not have to change
   */
  public record Where(String channel, long listing, String externalId, @Nullable Long entry) {}

  /** By how much it changed; null: it is not known. */
  public @Nullable Long change() {
    return from == null || to == null ? null : to - from;
  }
}
