package dev.onhand.engine.batch;

import dev.onhand.core.batch.BatchKind;
import dev.onhand.core.batch.CountPick.Abc;
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
 * @param abc of these only those of a class; null: all
 * @param riskiest of these only so many, of the highest risk; null: all
 */
public record NewBatch(
    BatchKind kind,
    LocationRef location,
    @Nullable Reason reason,
    boolean isBlind,
    FourEyes fourEyes,
    @Nullable String note,
    List<ProductRef> products,
    @Nullable Integer notCountedForDays,
    @Nullable Abc abc,
    @Nullable Integer riskiest) {

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

  /** A top-up that anybody may close. */
  public static NewBatch topUp(LocationRef location, @Nullable String note) {
    return new NewBatch(
        BatchKind.TOP_UP,
        location,
        null,
        false,
        new FourEyes(null),
        note,
        List.of(),
        null,
        null,
        null);
  }

  public NewBatch {
    products = List.copyOf(products);
    note = note == null || note.isBlank() ? null : Text.free("note", note, Details.NOTE_LENGTH_MAX);
    if (kind.counts() && reason != null) {
      throw new IllegalArgumentException("reason is for a top_up: a count corrects what it finds");
    }
    if (!kind.counts()) {
      reason = reason == null ? USUAL : reason;
      requireTopUp(
          reason, isBlind || isPicked(notCountedForDays, abc, riskiest), fourEyes, products);
    }
    if (kind == BatchKind.STOCK_TAKE
        && (!products.isEmpty() || isPicked(notCountedForDays, abc, riskiest))) {
      throw new IllegalArgumentException(
          "skus are for a count: a stock_take is of all products of the location");
    }
    if (!products.isEmpty() && isPicked(notCountedForDays, abc, riskiest)) {
      throw new IllegalArgumentException(
          "skus must not be given with not_counted_for_days, abc or riskiest");
    }
    if (abc != null && riskiest != null) {
      throw new IllegalArgumentException("riskiest must not be given with abc");
    }
    if (riskiest != null && (riskiest < 1 || riskiest > LINES_MAX)) {
      throw new IllegalArgumentException(
          "riskiest must be from 1 to %d, not %d".formatted(LINES_MAX, riskiest));
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

  private static boolean isPicked(
      @Nullable Integer days, @Nullable Abc abc, @Nullable Integer riskiest) {
    return days != null || abc != null || riskiest != null;
  }

  /** Whether what is to be counted is picked by what is known of it. */
  boolean isPicked() {
    return isPicked(notCountedForDays, abc, riskiest);
  }

  private static void requireTopUp(
      Reason reason, boolean hasOfCounts, FourEyes fourEyes, List<ProductRef> products) {
    if (!REASONS.contains(reason)) {
      throw new IllegalArgumentException(
          "reason must be one of %s, not %s"
              .formatted(
                  REASONS.stream().map(Reason::code).sorted().collect(Collectors.joining(", ")),
                  reason.code()));
    }
    if (hasOfCounts || fourEyes.above() != null || !products.isEmpty()) {
      throw new IllegalArgumentException(
          "kind top_up takes no skus, blind, four_eyes_above, not_counted_for_days, abc or riskiest: they are for counts");
    }
  }
}
