package dev.onhand.server.reports;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.onhand.engine.reports.Report;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows as comma-separated values, with a heading. */
final class CsvSheet {

  private final List<Report.Column> columns;
  private final CsvWriter csv;

  CsvSheet(List<Report.Column> columns, OutputStream out) {
    this.columns = columns;
    this.csv = CsvWriter.builder().build(out, StandardCharsets.UTF_8);
    csv.writeRecord(columns.stream().map(Report.Column::name).toList());
  }

  void add(List<@Nullable Object> row) {
    List<String> cells = new ArrayList<>(row.size());
    for (int i = 0; i < row.size(); i++) {
      cells.add(Cells.text(columns.get(i), row.get(i)));
    }
    csv.writeRecord(cells);
  }

  void end() throws IOException {
    csv.flush();
  }
}
