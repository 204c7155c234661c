package dev.onhand.server.reports;

import dev.onhand.engine.reports.Report;
import dev.onhand.server.web.ProblemException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;

/**
 * Rows as a workbook of one sheet. Texts are written into their cells as texts, which no
 * spreadsheet runs, and are guarded all the same for the day they are saved as something else.
 */
final class XlsxSheet {

  private static final int ROWS_AT_ONCE = 1_000;

  /** What a sheet's name may have. */
  private static final int NAME_LENGTH_MAX = 31;

  private final List<Report.Column> columns;
  private final int rowsMax;
  private final Workbook workbook;
  private final Worksheet sheet;
  private int rows;

  XlsxSheet(String title, List<Report.Column> columns, OutputStream out, int rowsMax) {
    this.columns = columns;
    this.rowsMax = rowsMax;
    this.workbook = new Workbook(out, "Onhand", null);
    this.sheet =
        workbook.newWorksheet(title.substring(0, Math.min(title.length(), NAME_LENGTH_MAX)));
    for (int i = 0; i < columns.size(); i++) {
      sheet.inlineString(0, i, columns.get(i).name());
    }
    sheet.freezePane(0, 1);
  }

  /**
   * @throws ProblemException if no more rows can be held
   */
  void add(List<@Nullable Object> row) {
    if (rows == rowsMax) {
      throw ProblemException.invalid(
          "format",
          "It has more than the %,d rows that a sheet holds. Take format csv, or ask for less."
              .formatted(rowsMax));
    }
    rows++;
    for (int i = 0; i < row.size(); i++) {
      Object cell = row.get(i);
      if (cell instanceof Number number && columns.get(i).kind() != Report.Kind.BATCH) {
        sheet.value(rows, i, number);
      } else if (cell != null) {
        sheet.inlineString(rows, i, Cells.text(columns.get(i), cell));
      }
    }
    if (rows % ROWS_AT_ONCE == 0) {
      flush();
    }
  }

  private void flush() {
    try {
      sheet.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void end() throws IOException {
    workbook.finish();
  }
}
