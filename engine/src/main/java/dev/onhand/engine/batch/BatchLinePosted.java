package dev.onhand.engine.batch;

import dev.onhand.core.batch.BatchKind;
import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.MovementId;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.engine.ledger.Companion;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A line of a batch was posted: written in the commit of its movement, with the record of what was
 * verified.
 *
 * @param onHandFrom on hand at the location before
 * @param onHandTo and after
 * @param movement null: nothing had to move
 * @param note of the batch
 */
public record BatchLinePosted(
    long batch,
    BatchKind kind,
    ProductId product,
    LocationId location,
    long onHandFrom,
    long onHandTo,
    @Nullable MovementId movement,
    String actor,
    @Nullable String note,
    Instant at)
    implements Companion {

  public long change() {
    return onHandTo - onHandFrom;
  }
}
