package dev.onhand.server.pages;

import dev.onhand.engine.reports.Report;
import dev.onhand.server.reports.ReportDesk;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.PublicId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A cell of a report on a page.
 *
 * @param text what it says; empty: nothing
 * @param isNumber whether it stands at the right
 * @param at the time that it says; null: none
 * @param path where what it names is shown; null: nowhere
 */
public record ReportCell(
    String text, boolean isNumber, @Nullable Instant at, @Nullable String path) {

  static List<List<ReportCell>> rows(Report report, ReportDesk.Rows found) {
    List<List<ReportCell>> rows = new ArrayList<>();
    for (List<@Nullable Object> cells : found.rows()) {
      rows.add(row(report, cells));
    }
    return rows;
  }

  private static List<ReportCell> row(Report report, List<@Nullable Object> cells) {
    List<ReportCell> row = new ArrayList<>();
    for (int i = 0; i < cells.size(); i++) {
      row.add(of(report.columns().get(i), cells.get(i)));
    }
    return row;
  }

  static ReportCell of(Report.Column column, @Nullable Object cell) {
    boolean isNumber = isNumber(column);
    return switch (cell) {
      case null -> new ReportCell("", isNumber, null, null);
      case Long id when column.kind() == Report.Kind.BATCH -> {
        String batch = PublicId.of(IdKind.BATCH, id);
        yield new ReportCell(batch, false, null, "/batches/" + batch);
      }
      case Long units -> new ReportCell(Show.units(units), true, null, null);
      case BigDecimal decimal -> new ReportCell(decimal.toPlainString(), true, null, null);
      case Instant at -> new ReportCell("", false, at, null);
      case String sku when column.name().equals("sku") ->
          new ReportCell(sku, false, null, Show.stockPath(sku));
      case String code when column.name().equals("reason") || column.name().equals("state") ->
          new ReportCell(Show.words(code), false, null, null);
      default -> new ReportCell(cell.toString(), false, null, null);
    };
  }

  /** Whether a column's cells stand at the right. */
  public static boolean isNumber(Report.Column column) {
    return column.kind() == Report.Kind.NUMBER || column.kind() == Report.Kind.DECIMAL;
  }
}
