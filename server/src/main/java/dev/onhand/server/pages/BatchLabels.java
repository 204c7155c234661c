package dev.onhand.server.pages;

import dev.onhand.engine.batch.BatchReview;
import java.util.List;

/** The labels for what came with a batch. */
public final class BatchLabels {

  private BatchLabels() {}

  /** A label for each unit, of the first products that fit on one page of labels. */
  public static String of(List<BatchReview.Reviewed> lines) {
    return AdjustmentText.write(
        lines.stream()
            .map(BatchReview.Reviewed::line)
            .filter(line -> line.scanned() > 0)
            .limit(LabelPages.LINES_MAX)
            .map(
                line ->
                    new AdjustmentLine(line.sku().value(), "", Long.toString(line.scanned()), ""))
            .toList());
  }
}
