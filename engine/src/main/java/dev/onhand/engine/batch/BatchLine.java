package dev.onhand.engine.batch;

import dev.onhand.core.batch.Observation;
import dev.onhand.core.batch.Scan;
import dev.onhand.core.ledger.MovementId;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.model.Sku;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a batch says of one product.
 *
 * @param isPlanned whether it was to be counted before it was scanned
 * @param countedFrom scans from before count no more; null: all do
 * @param scans all of it, in the order in which they came
 * @param counters who scanned it
 * @param due what is to be posted; null: it is still being scanned
 * @param posted what was; null: nothing yet
 * @param refused why the books refused it when it was tried last
 */
public record BatchLine(
    ProductId product,
    Sku sku,
    boolean isPlanned,
    @Nullable Instant countedFrom,
    List<Scan> scans,
    Set<String> counters,
    @Nullable Due due,
    @Nullable Posted posted,
    @Nullable String refused) {

  /**
   * What is to be posted.
   *
   * @param units to add, or that were counted
   * @param countedAt when; null: it is no count
   */
  public record Due(long units, @Nullable Instant countedAt) {}

  /**
   * What was posted.
   *
   * @param change by how much on hand changed
   * @param movement null: it did not have to
   * @param isReversed whether its movement was reversed, with the batch or by itself
   */
  public record Posted(
      long change, @Nullable MovementId movement, Instant at, boolean isReversed) {}

  public BatchLine {
    scans = List.copyOf(scans);
    counters = Set.copyOf(counters);
  }

  /** How many were scanned, whenever. */
  public long scanned() {
    return Observation.sum(scans);
  }

  /** How many there were; empty: it was not counted. */
  public Optional<Observation> observation() {
    return Observation.of(scans, countedFrom);
  }

  BatchLine due(Due what) {
    return new BatchLine(
        product, sku, isPlanned, countedFrom, scans, counters, what, posted, refused);
  }

  BatchLine planned() {
    return new BatchLine(product, sku, true, countedFrom, scans, counters, due, posted, refused);
  }

  BatchLine countedFrom(Instant from) {
    return new BatchLine(product, sku, isPlanned, from, scans, counters, due, posted, refused);
  }
}
