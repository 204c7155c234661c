package dev.onhand.engine.batch;

import dev.onhand.core.batch.BatchKind;
import dev.onhand.core.batch.Scan;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.engine.batch.Unplaced.Why;
import dev.onhand.model.Sku;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A batch with what was scanned for it.
 *
 * @param lines by SKU
 * @param unplaced what was scanned and belongs to none of them
 */
public record BatchContents(Batch batch, List<BatchLine> lines, List<Unplaced> unplaced) {

  public BatchContents {
    lines = List.copyOf(lines);
    unplaced = List.copyOf(unplaced);
  }

  /**
   * A scan as it was kept.
   *
   * @param product null: it belongs to none
   * @param sku the product's
   * @param why it belongs to none; null: it does
   */
  public record Scanned(
      String code,
      Scan scan,
      @Nullable ProductId product,
      @Nullable Sku sku,
      @Nullable Why why,
      String actor) {}

  /**
   * Puts together what is kept of a batch.
   *
   * @param kept its lines as they are kept, without scans
   * @param scans in the order in which they came
   */
  public static BatchContents of(Batch batch, List<BatchLine> kept, List<Scanned> scans) {
    Map<ProductId, BatchLine> lines = new HashMap<>();
    kept.forEach(line -> lines.put(line.product(), line));
    boolean isPlanned =
        batch.kind() == BatchKind.COUNT && kept.stream().anyMatch(BatchLine::isPlanned);
    Map<ProductId, List<Scanned>> placed = new HashMap<>();
    Map<String, Unplaced> unplaced = new LinkedHashMap<>();
    for (Scanned one : scans) {
      ProductId product = one.product();
      if (product == null) {
        add(unplaced, one, one.why() == null ? Why.UNKNOWN_CODE : one.why());
      } else if (isPlanned && !lines.containsKey(product)) {
        add(unplaced, one, Why.NOT_PLANNED);
      } else {
        placed.computeIfAbsent(product, id -> new ArrayList<>()).add(one);
      }
    }
    placed.forEach((product, its) -> lines.put(product, line(product, lines.get(product), its)));
    return new BatchContents(
        batch,
        lines.values().stream()
            .sorted(java.util.Comparator.comparing(line -> line.sku().value()))
            .toList(),
        unplaced.values().stream().filter(one -> one.units() != 0).toList());
  }

  private static void add(Map<String, Unplaced> unplaced, Scanned one, Why why) {
    unplaced.merge(
        one.code(),
        new Unplaced(one.code(), why, one.scan().units()),
        (before, more) -> new Unplaced(one.code(), why, before.units() + more.units()));
  }

  private static BatchLine line(
      ProductId product, @Nullable BatchLine kept, List<Scanned> scanned) {
    List<Scan> scans = scanned.stream().map(Scanned::scan).toList();
    Set<String> counters = new HashSet<>();
    scanned.forEach(one -> counters.add(one.actor()));
    return kept == null
        ? new BatchLine(
            product,
            java.util.Objects.requireNonNull(scanned.getFirst().sku()),
            false,
            null,
            scans,
            counters,
            null,
            null,
            null)
        : new BatchLine(
            product,
            kept.sku(),
            kept.isPlanned(),
            kept.countedFrom(),
            scans,
            counters,
            kept.due(),
            kept.posted(),
            kept.refused());
  }

  /** Lines that are to be posted and are not yet. */
  List<BatchLine> toPost() {
    return lines.stream().filter(line -> line.due() != null && line.posted() == null).toList();
  }

  BatchContents with(Batch newBatch, List<BatchLine> newLines) {
    return new BatchContents(newBatch, newLines, unplaced);
  }
}
