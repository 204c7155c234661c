package dev.onhand.engine.batch;

import dev.onhand.core.batch.BatchKind;
import dev.onhand.core.batch.FourEyes;
import dev.onhand.core.ledger.Details;
import dev.onhand.core.ledger.LocationRef;
import dev.onhand.core.ledger.ProductRef;
import dev.onhand.core.ledger.Reason;
import dev.onhand.model.Quantity;
import dev.onhand.model.Text;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A batch to be started.
 *
 * @param reason why the units of a top-up come; null: of a top-up {@link #USUAL}
 * @param products that are to be counted; none: those that are scanned, or in a stock take all
 * @param notCountedForDays of the location's products those that were not counted for so long are
 *     to be counted; null: that does not matter
 */
public record NewBatch(
    BatchKind kind,
    LocationRef location,
    @Nullable Reason reason,
    boolean isBlind,
    FourEyes fourEyes,
    @Nullable String note,
    List<ProductRef> products,
    @Nullable Integer notCountedForDays) {

  /** More go by more batches. */
  public static final int LINES_MAX = 10_000;

  /** Nobody plans counts further back. */
  public static final int DAYS_MAX = 3_650;

  /** Why units come, if nothing is said. */
  public static final Reason USUAL = Reason.PURCHASE;

  /** Why units may come that somebody scans. */
  private static final Set<Reason> REASONS =
      Set.of(
          Reason.PURCHASE,
          Reason.OPENING_STOCK,
          Reason.MANUFACTURING_IN,
          Reason.RECOVERY_FOUND,
          Reason.MANUAL_IN);

  public NewBatch {
    products = List.copyOf(products);
    note = note == null || note.isBlank() ? null : Text.free("note", note, Details.NOTE_LENGTH_MAX);
    if (kind.counts() && reason != null) {
      throw new IllegalArgumentException("reason is for a top_up: a count corrects what it finds");
    }
    if (!kind.counts()) {
      reason = reason == null ? USUAL : reason;
      requireTopUp(reason, isBlind, fourEyes, products, notCountedForDays);
    }
    if (kind == BatchKind.STOCK_TAKE && (!products.isEmpty() || notCountedForDays != null)) {
      throw new IllegalArgumentException(
          "skus are for a count: a stock_take is of all products of the location");
    }
    if (!products.isEmpty() && notCountedForDays != null) {
      throw new IllegalArgumentException("not_counted_for_days must not be given with skus");
    }
    if (products.size() > LINES_MAX) {
      throw new IllegalArgumentException(
          "skus must have at most %d entries, not %d".formatted(LINES_MAX, products.size()));
    }
    if (notCountedForDays != null && (notCountedForDays < 1 || notCountedForDays > DAYS_MAX)) {
      throw new IllegalArgumentException(
          "not_counted_for_days must be from 1 to %d, not %d"
              .formatted(DAYS_MAX, notCountedForDays));
    }
    Long above = fourEyes.above();
    if (above != null && (above < 0 || above > Quantity.UNITS_MAX)) {
      throw new IllegalArgumentException(
          "four_eyes_above must be from 0 to %d, not %d".formatted(Quantity.UNITS_MAX, above));
    }
  }

  private static void requireTopUp(
      Reason reason,
      boolean isBlind,
      FourEyes fourEyes,
      List<ProductRef> products,
      @Nullable Integer notCountedForDays) {
    if (!REASONS.contains(reason)) {
      throw new IllegalArgumentException(
          "reason must be one of %s, not %s"
              .formatted(
                  REASONS.stream().map(Reason::code).sorted().collect(Collectors.joining(", ")),
                  reason.code()));
    }
    if (isBlind || fourEyes.above() != null || !products.isEmpty() || notCountedForDays != null) {
      throw new IllegalArgumentException(
          "kind top_up takes no skus, blind, four_eyes_above or not_counted_for_days: they are for counts");
    }
  }
}
