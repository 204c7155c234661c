package dev.onhand.engine.imports;

import dev.onhand.engine.imports.ImportReport.Layout;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The top of a file, as it is written.
 *
 * @param layout null: it cannot be read
 * @param header the names of its columns; none: it has none
 * @param rows the first below, each cell shortened
 * @param problem what must be settled before anything of it can be applied; null: nothing
 */
public record Glance(
    @Nullable Layout layout,
    List<String> header,
    List<List<String>> rows,
    @Nullable ImportError problem) {

  /** As many as tell what a column holds. */
  private static final int ROWS_MAX = 5;

  public Glance {
    header = List.copyOf(header);
    rows = List.copyOf(rows);
  }

  /** Whether its lines are objects in JSON. */
  public boolean hasLinesOfJson() {
    return layout != null && layout.separator() == null;
  }

  /** The same without what its lines say. */
  public Glance withoutRows() {
    return new Glance(layout, header, List.of(), problem);
  }

  static Glance of(Path path, @Nullable Charset charset) throws IOException {
    Layout layout = null;
    try {
      ImportFile file = ImportFile.inspect(path, charset);
      layout = file.layout();
      return file.isJson()
          ? new Glance(layout, List.of(), List.of(), file.doubt())
          : of(file, layout);
    } catch (UnreadableFileException e) {
      return new Glance(layout, List.of(), List.of(), e.toError());
    }
  }

  private static Glance of(ImportFile file, Layout layout) throws IOException {
    try (CsvRows rows = CsvRows.open(file)) {
      List<List<String>> first = new ArrayList<>();
      for (CsvRow row = rows.next(); row != null && first.size() < ROWS_MAX; row = rows.next()) {
        first.add(cells(row));
      }
      return new Glance(
          layout, rows.header().stream().map(Glance::shown).toList(), first, file.doubt());
    }
  }

  private static List<String> cells(CsvRow row) {
    List<String> cells = new ArrayList<>();
    for (int i = 0; i < Math.min(row.count(), row.fields().length); i++) {
      cells.add(shown(row.fields()[i]));
    }
    return List.copyOf(cells);
  }

  private static String shown(String text) {
    return Shown.plain(Shown.shortly(text));
  }
}
