package dev.onhand.engine.purchase;

import dev.onhand.core.ledger.Details;
import dev.onhand.core.ledger.Digest;
import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.LocationRef;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.ProductRef;
import dev.onhand.core.ledger.State;
import dev.onhand.model.Quantity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What arrived and is to be booked.
 *
 * @param lines 1 to {@value PurchaseOrder#LINES_MAX}; none if it is the rest
 * @param isRest all that was still to come
 * @param occurredAt when it arrived; null: now
 */
public record Delivery(
    List<Line> lines, boolean isRest, @Nullable String note, @Nullable Instant occurredAt) {

  /** The states in which goods may arrive. */
  public static final Set<State> STATES =
      Set.of(State.AVAILABLE, State.DAMAGED, State.QUALITY_CONTROL);

  /**
   * The state of this code.
   *
   * @throws IllegalArgumentException if goods do not arrive in it
   */
  public static State state(String code) {
    return STATES.stream()
        .filter(state -> state.code().equals(code))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "state must be available, damaged or quality_control"));
  }

  /**
   * Units of a line, or of a product.
   *
   * @param line the order's; null: that of the product
   * @param product null: that of the line
   * @param location null: that of the line
   */
  public record Line(
      @Nullable String line,
      @Nullable ProductRef product,
      Quantity quantity,
      @Nullable LocationRef location,
      State state) {

    public Line {
      if (line == null && product == null) {
        throw new IllegalArgumentException("sku is missing: say what came, by sku or by line");
      }
      if (!STATES.contains(state)) {
        throw new IllegalArgumentException(
            "state must be available, damaged or quality_control, not " + state.code());
      }
    }
  }

  public Delivery {
    lines = List.copyOf(lines);
    note = NewPurchase.text("note", note, Details.NOTE_LENGTH_MAX);
    if (isRest != lines.isEmpty()) {
      throw new IllegalArgumentException(
          isRest
              ? "lines must not be given together with rest: true, which is all that is still to come"
              : "lines must say what came; or give rest: true for all that is still to come");
    }
    if (lines.size() > PurchaseOrder.LINES_MAX) {
      throw new IllegalArgumentException(
          "lines must have at most " + PurchaseOrder.LINES_MAX + " entries");
    }
  }

  /** Of what was said, so that another wish under the same key is told from a repeat. */
  Digest digest() {
    List<@Nullable String> parts = new ArrayList<>();
    parts.add(Boolean.toString(isRest));
    parts.add(note);
    parts.add(occurredAt == null ? null : occurredAt.toString());
    for (Line line : lines) {
      parts.add(line.line());
      parts.add(line.product() == null ? null : name(line.product()));
      parts.add(line.quantity().toString());
      parts.add(line.location() == null ? null : name(line.location()));
      parts.add(line.state().code());
    }
    return Digest.of(parts.toArray(String[]::new));
  }

  private static String name(ProductRef ref) {
    return switch (ref) {
      case ProductId id -> "#" + id.value();
      case ProductRef.BySku bySku -> "=" + bySku.sku().value();
    };
  }

  private static String name(LocationRef ref) {
    return switch (ref) {
      case LocationId id -> "#" + id.value();
      case LocationRef.ByCode byCode -> "=" + byCode.code();
    };
  }
}
