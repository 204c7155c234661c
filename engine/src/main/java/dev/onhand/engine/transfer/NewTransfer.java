package dev.onhand.engine.transfer;

import dev.onhand.core.ledger.Details;
import dev.onhand.core.ledger.LocationRef;
import dev.onhand.model.Text;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A transfer to be sent.
 *
 * @param reference the seller's own number for it
 * @param lines 1 to {@value Transfer#LINES_MAX}, each of another product
 */
public record NewTransfer(
    String reference, LocationRef from, LocationRef to, List<Units> lines, @Nullable String note) {

  public NewTransfer {
    reference = Text.identifier("reference", reference, Transfer.REFERENCE_LENGTH_MAX);
    lines = List.copyOf(lines);
    if (lines.isEmpty() || lines.size() > Transfer.LINES_MAX) {
      throw new IllegalArgumentException(
          "lines must have 1 to %d entries, not %d".formatted(Transfer.LINES_MAX, lines.size()));
    }
    note = note == null || note.isBlank() ? null : Text.free("note", note, Details.NOTE_LENGTH_MAX);
  }
}
