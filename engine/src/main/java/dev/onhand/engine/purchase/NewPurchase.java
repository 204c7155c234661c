package dev.onhand.engine.purchase;

import dev.onhand.core.ledger.Details;
import dev.onhand.core.ledger.LocationRef;
import dev.onhand.core.ledger.ProductRef;
import dev.onhand.model.Quantity;
import dev.onhand.model.Text;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A purchase order or container to be made.
 *
 * @param reference what people call it
 * @param location where it is to arrive, unless a line says otherwise
 * @param expectedAt when; null: not known
 * @param lines 1 to {@value PurchaseOrder#LINES_MAX}
 */
public record NewPurchase(
    PurchaseOrder.Kind kind,
    String reference,
    @Nullable String supplier,
    LocationRef location,
    @Nullable Instant expectedAt,
    @Nullable String note,
    List<Line> lines) {

  /**
   * Units that are expected.
   *
   * @param line its name within the order; null: its number, or the next that is free
   * @param expected 0 to {@value Quantity#UNITS_MAX} units
   * @param location null: that of the order
   */
  public record Line(
      @Nullable String line, ProductRef product, long expected, @Nullable LocationRef location) {

    public Line {
      line = line == null ? null : Text.identifier("line", line, PurchaseOrder.LINE_LENGTH_MAX);
      if (expected < 0 || expected > Quantity.UNITS_MAX) {
        throw new IllegalArgumentException(
            "quantity must be a whole number from 0 to "
                + Quantity.UNITS_MAX
                + ", not "
                + expected);
      }
    }
  }

  public NewPurchase {
    reference = Text.identifier("reference", reference, PurchaseOrder.REFERENCE_LENGTH_MAX);
    supplier = text("supplier", supplier, PurchaseOrder.SUPPLIER_LENGTH_MAX);
    note = text("note", note, Details.NOTE_LENGTH_MAX);
    lines = named(lines);
  }

  /** Free text, or null where it says nothing. */
  static @Nullable String text(String what, @Nullable String text, int lengthMax) {
    return text == null || text.isBlank() ? null : Text.free(what, text, lengthMax);
  }

  /**
   * The lines with a name each.
   *
   * @throws IllegalArgumentException if there are none or too many, or two have the same name
   */
  static List<Line> named(List<Line> lines) {
    if (lines.isEmpty() || lines.size() > PurchaseOrder.LINES_MAX) {
      throw new IllegalArgumentException(
          "lines must have 1 to %d entries, not %d"
              .formatted(PurchaseOrder.LINES_MAX, lines.size()));
    }
    Set<String> given =
        lines.stream().map(Line::line).filter(Objects::nonNull).collect(Collectors.toSet());
    Set<String> names = new HashSet<>();
    List<Line> named = new ArrayList<>();
    for (Line line : lines) {
      String name = line.line() == null ? free(named.size() + 1, given, names) : line.line();
      if (!names.add(name)) {
        throw new IllegalArgumentException(
            "lines must each have a name of their own; two are called '%s'".formatted(name));
      }
      named.add(new Line(name, line.product(), line.expected(), line.location()));
    }
    return List.copyOf(named);
  }

  /** The number, or the next that no other line is called by. */
  private static String free(int number, Set<String> given, Set<String> taken) {
    String name = Integer.toString(number);
    return given.contains(name) || taken.contains(name) ? free(number + 1, given, taken) : name;
  }
}
