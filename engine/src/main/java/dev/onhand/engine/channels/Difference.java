package dev.onhand.engine.channels;

import dev.onhand.core.listing.Drift;
import dev.onhand.core.listing.DriftPolicy;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A listing that showed something else than it should or was believed to.
 *
 * @param run the reconciliation that found it; null: it was read singly
 * @param channel the channel's code
 * @param externalId the listing's id there
 * @param sku the product's; null: it is of none any more
 * @param desired what it should have shown
 * @param believed what it was believed to show
 * @param observed what it showed; null: it is gone
 * @param action what follows, or what is proposed while it is not decided
 * @param decidedAt null: it waits for a decision, and the listing is told nothing
 * @param settledAt when nothing was left to do
 * @param settledBy who decided, or what settled it
 * @param movement that it became
 * @param notes what more there is to say
 */
public record Difference(
    long id,
    @Nullable Long run,
    String channel,
    long listing,
    String externalId,
    String title,
    @Nullable String sku,
    @Nullable Long desired,
    @Nullable Long believed,
    @Nullable Long observed,
    Drift cause,
    Instant foundAt,
    DriftPolicy.Action action,
    @Nullable Instant decidedAt,
    @Nullable String decidedBy,
    @Nullable Instant settledAt,
    @Nullable String settledBy,
    @Nullable Long movement,
    @Nullable String notes) {

  /**
   * Which are wanted.
   *
   * @param channel code; null: of all
   * @param run null: of all, and of none
   * @param isOpen only those that wait for a decision
   */
  public record Filter(@Nullable String channel, @Nullable Long run, boolean isOpen) {}
}
