package dev.onhand.server.reports;

import dev.onhand.engine.reports.Report;
import dev.onhand.model.Text;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.PublicId;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Cells of reports as the world sees them. */
final class Cells {

  private Cells() {}

  /** For programs: ids as the API has them. */
  static @Nullable Object value(Report.Column column, @Nullable Object cell) {
    return column.kind() == Report.Kind.BATCH && cell instanceof Long id
        ? PublicId.of(IdKind.BATCH, id)
        : cell;
  }

  /** For a spreadsheet: no text is one that it runs, and a negative number stays a number. */
  static String text(Report.Column column, @Nullable Object cell) {
    Object value = value(column, cell);
    return switch (value) {
      case null -> "";
      case String text -> Text.guarded(text);
      case BigDecimal decimal -> decimal.toPlainString();
      default -> value.toString();
    };
  }
}
