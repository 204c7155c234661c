package dev.onhand.engine.channels;

import dev.onhand.core.ledger.ProductId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A difference that was decided to be right, and what of the books has to change for it.
 *
 * @param channel the channel's code
 * @param externalId the listing's id there
 * @param believed what the listing was believed to show
 * @param observed what it showed
 * @param product what it is of
 * @param units of the product, above 0 where there are more than the books have
 * @param location code of where they are; null together with an obstacle
 * @param obstacle why it cannot become a movement, and what to do; null: it can
 */
public record Acceptance(
    long drift,
    long listing,
    String channel,
    String externalId,
    long believed,
    long observed,
    ProductId product,
    long units,
    @Nullable String location,
    @Nullable String obstacle,
    String decidedBy,
    Instant foundAt) {}
