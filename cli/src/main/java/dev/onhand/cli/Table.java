package dev.onhand.cli;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/** A table in a box of {@code +}, {@code -} and {@code |}, made to fit the terminal. */
final class Table {

  /** Below this a shortened text says nothing any more, so the table rather runs over. */
  private static final int NARROWEST = 4;

  /** Texts are shortened to this before any heading is. */
  private static final int COMFORTABLE = 12;

  private final List<Head> heads;
  private final List<List<String>> rows;
  private final int[] widths;

  private Table(List<Head> heads, List<List<String>> rows) {
    this.heads = heads;
    this.rows = rows;
    this.widths = new int[heads.size()];
  }

  /**
   * The heading of a column.
   *
   * @param right whether cells stand at the right, as numbers do
   * @param elastic whether cells may be cut short to fit the terminal
   */
  record Head(String title, boolean right, boolean elastic) {}

  /** Draws a table of objects: see {@link #lines}. */
  static List<String> of(List<JsonNode> objects, List<Column> shown, ZoneId zone, int columns) {
    return lines(
        shown.stream().map(Column::head).toList(),
        objects.stream()
            .map(object -> shown.stream().map(column -> column.shown(object, zone)).toList())
            .toList(),
        columns);
  }

  /**
   * Draws a table.
   *
   * @param rows cells of plain text, as many in each row as there are headings
   * @param columns the width of the terminal, 0 for no limit
   * @return its lines, from the upper edge to the lower
   */
  static List<String> lines(List<Head> heads, List<List<String>> rows, int columns) {
    Table table = new Table(heads, rows);
    for (int i = 0; i < heads.size(); i++) {
      table.widths[i] = Math.max(DisplayWidth.of(heads.get(i).title()), table.widestCell(i));
    }
    if (columns > 0) {
      table.fit(columns);
    }
    return table.draw();
  }

  private int widestCell(int column) {
    return rows.stream().mapToInt(row -> DisplayWidth.of(row.get(column))).max().orElse(0);
  }

  /** Narrows texts a little, then headings to their cells, then texts a lot. */
  private void fit(int columns) {
    shrink(columns, i -> heads.get(i).elastic() ? COMFORTABLE : widths[i]);
    shrink(columns, i -> Math.max(NARROWEST, widestCell(i)));
    shrink(columns, i -> heads.get(i).elastic() ? NARROWEST : widths[i]);
  }

  /** Takes from the widest column first, so that short ones stay whole. */
  private void shrink(int columns, IntUnaryOperator least) {
    int[] leasts = IntStream.range(0, widths.length).map(least).toArray();
    for (int excess = excess(columns); excess > 0; excess--) {
      int widest = -1;
      for (int i = 0; i < widths.length; i++) {
        if (widths[i] > leasts[i] && (widest < 0 || widths[i] > widths[widest])) {
          widest = i;
        }
      }
      if (widest < 0) {
        return;
      }
      widths[widest]--;
    }
  }

  private int excess(int columns) {
    return IntStream.of(widths).sum() + 3 * widths.length + 1 - columns;
  }

  private List<String> draw() {
    String edge =
        IntStream.of(widths)
            .mapToObj(width -> "-".repeat(width + 2))
            .collect(Collectors.joining("+", "+", "+"));
    List<String> lines = new ArrayList<>(rows.size() + 4);
    lines.add(edge);
    // Symfony's tables, which the sync command's output is modelled on, set headings at the left.
    lines.add(line(heads.stream().map(Head::title).toList(), false));
    lines.add(edge);
    rows.forEach(row -> lines.add(line(row, true)));
    lines.add(edge);
    return lines;
  }

  private String line(List<String> cells, boolean aligned) {
    return IntStream.range(0, widths.length)
        .mapToObj(i -> padded(cells.get(i), widths[i], aligned && heads.get(i).right()))
        .collect(Collectors.joining(" | ", "| ", " |"));
  }

  private static String padded(String cell, int width, boolean right) {
    String text = DisplayWidth.cut(cell.stripTrailing(), width);
    String blanks = " ".repeat(width - DisplayWidth.of(text));
    return right ? blanks + text : text + blanks;
  }
}
