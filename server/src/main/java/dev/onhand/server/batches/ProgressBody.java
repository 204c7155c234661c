package dev.onhand.server.batches;

import dev.onhand.core.batch.Observation;
import dev.onhand.engine.batch.BatchContents;
import dev.onhand.engine.batch.BatchLine;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a batch is.
 *
 * @param lines products
 * @param linesScanned of which something was scanned; in a count, that are counted
 * @param linesPosted that are in the journal
 * @param linesChanged of those, that changed on hand
 * @param linesRefused that the books refused
 * @param unitsScanned over all lines, less what was taken back
 * @param unitsAdded to on hand, by what is posted
 * @param unitsRemoved from on hand, by what is posted
 * @param accuracy of a count: the share of the posted lines that did not change, from 0 to 1; null:
 *     none is posted
 */
public record ProgressBody(
    long lines,
    long linesScanned,
    long linesPosted,
    long linesChanged,
    long linesRefused,
    long unitsScanned,
    long unitsAdded,
    long unitsRemoved,
    @Nullable Double accuracy) {

  /** Of a batch with its lines. */
  public static ProgressBody of(BatchContents contents) {
    boolean isCount = contents.batch().kind().counts();
    List<BatchLine> lines = contents.lines();
    List<Long> changes =
        lines.stream()
            .map(BatchLine::posted)
            .filter(posted -> posted != null)
            .map(BatchLine.Posted::change)
            .toList();
    long changed = changes.stream().filter(change -> change != 0).count();
    return new ProgressBody(
        lines.size(),
        lines.stream()
            .filter(line -> isCount ? line.observation().isPresent() : !line.scans().isEmpty())
            .count(),
        changes.size(),
        changed,
        lines.stream().filter(line -> line.refused() != null).count(),
        lines.stream().mapToLong(line -> units(line, isCount)).sum(),
        changes.stream().mapToLong(change -> Math.max(0, change)).sum(),
        changes.stream().mapToLong(change -> Math.max(0, -change)).sum(),
        isCount && !changes.isEmpty() ? 1 - (double) changed / changes.size() : null);
  }

  private static long units(BatchLine line, boolean isCount) {
    return isCount ? line.observation().map(Observation::units).orElse(0L) : line.scanned();
  }
}
