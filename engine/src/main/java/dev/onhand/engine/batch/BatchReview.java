package dev.onhand.engine.batch;

import dev.onhand.core.batch.BatchState;
import dev.onhand.core.batch.Correction;
import dev.onhand.core.batch.Observation;
import dev.onhand.core.ledger.SellerId;
import java.util.List;
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
    return lines.stream().map(line -> of(seller, batch, line, isBlind)).toList();
  }

  private Reviewed of(SellerId seller, Batch batch, BatchLine line, boolean isBlind) {
    BatchLine.Posted posted = line.posted();
    if (!batch.kind().counts()) {
      return new Reviewed(line, null, null, null, posted == null ? null : posted.change(), false);
    }
    Observation seen = line.observation().orElse(null);
    if (isBlind) {
      return new Reviewed(line, seen, null, null, null, false);
    }
    if (posted != null) {
      long counted = Objects.requireNonNull(line.due()).units();
      return new Reviewed(line, seen, counted - posted.change(), null, posted.change(), false);
    }
    if (seen == null) {
      BatchBooks.Present now =
          books
              .present(seller, line.product(), batch.location().id())
              .orElse(new BatchBooks.Present(0, 0));
      return new Reviewed(line, null, now.onHand(), now.reserved(), null, false);
    }
    BatchBooks.Book book =
        books.onHand(seller, line.product(), batch.location().id(), seen.from(), seen.at());
    return new Reviewed(
        line,
        seen,
        book.atEnd(),
        book.reserved(),
        new Correction(seen.units(), book.atEnd()).change(),
        book.movedMeanwhile());
  }
}
