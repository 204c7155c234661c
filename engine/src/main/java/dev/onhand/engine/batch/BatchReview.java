package dev.onhand.engine.batch;

import dev.onhand.core.batch.BatchState;
import dev.onhand.core.batch.Correction;
import dev.onhand.core.batch.Observation;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.SellerId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Shows what lines come to beside what the books say, for those who decide. */
public final class BatchReview {

  private final BatchBooks books;

  public BatchReview(BatchBooks books) {
    this.books = books;
  }

  /**
   * A line, and what the books say of it.
   *
   * @param counted how many there were; null: not counted, or no count
   * @param book on hand when it was counted; of what is not counted, now; null: not shown
   * @param reserved what of on hand is promised now, and may be picked already; null: not shown
   * @param change by how much on hand changed, or would; null: not known, or not shown
   * @param movedMeanwhile whether units came or went while it was counted
   */
  public record Reviewed(
      BatchLine line,
      @Nullable Observation counted,
      @Nullable Long book,
      @Nullable Long reserved,
      @Nullable Long change,
      boolean movedMeanwhile) {}

  /**
   * Compares lines with the books.
   *
   * @param isShown whether the books' numbers are shown although who counts must not see them
   */
  public List<Reviewed> of(SellerId seller, Batch batch, List<BatchLine> lines, boolean isShown) {
    boolean isBlind = batch.isBlind() && batch.state() == BatchState.OPEN && !isShown;
    Map<ProductId, BatchBooks.Window> wanted = new HashMap<>();
    for (BatchLine line : lines) {
      if (batch.kind().counts() && line.posted() == null && !isBlind) {
        wanted.put(
            line.product(),
            line.observation().map(BatchBooks.Window::of).orElse(BatchBooks.Window.NOW));
      }
    }
    Map<ProductId, BatchBooks.Book> all =
        wanted.isEmpty() ? Map.of() : books.onHand(seller, batch.location().id(), wanted);
    return lines.stream().map(line -> of(batch, line, all.get(line.product()))).toList();
  }

  private static Reviewed of(Batch batch, BatchLine line, BatchBooks.@Nullable Book book) {
    BatchLine.Posted posted = line.posted();
    Long change = posted == null ? null : Long.valueOf(posted.change());
    if (!batch.kind().counts()) {
      return new Reviewed(line, null, null, null, change, false);
    }
    Observation seen = line.observation().orElse(null);
    if (posted != null) {
      long counted = Objects.requireNonNull(line.due()).units();
      return new Reviewed(line, seen, counted - posted.change(), null, change, false);
    }
    if (book == null) {
      return new Reviewed(line, seen, null, null, null, false);
    }
    return new Reviewed(
        line,
        seen,
        book.atEnd(),
        book.reserved(),
        seen == null ? null : new Correction(seen.units(), book.atEnd()).change(),
        book.movedMeanwhile());
  }
}
