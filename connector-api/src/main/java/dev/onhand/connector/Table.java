package dev.onhand.connector;

import java.util.ArrayList;
import java.util.List;

/**
 * A text in rows and columns, as files of feeds are. It is kept piece by piece, so that what is not
 * changed stays as it was written to the byte. Nothing is too broken to be read: a quote that
 * nothing closes is a letter, and spoils no line but its own.
 *
 * @param lines the first one names the columns; at least one
 * @param delimiter what stands between two cells
 */
public record Table(List<Line> lines, char delimiter) {

  /** What is longer lost its closing quote. */
  static final int QUOTED_CHARS_MAX = 16_384;

  private static final String BYTE_ORDER_MARK = "\ufeff";

  /**
   * A cell.
   *
   * @param raw as it is written
   * @param end what ends it: the delimiter or a break; empty: the text ends
   */
  public record Cell(String raw, String end) {

    /** What it says: without its quotes, and the space around it. */
    public String text() {
      boolean isBetween = raw.length() > 1 && raw.startsWith("\"") && raw.endsWith("\"");
      String inner = isBetween ? raw.substring(1, raw.length() - 1) : "";
      boolean isQuoted = isBetween && inner.replace("\"\"", "").indexOf('"') < 0;
      return (isQuoted ? inner.replace("\"\"", "\"") : raw).strip();
    }
  }

  /**
   * A row.
   *
   * @param number of the line of the text on which it begins, from 1
   */
  public record Line(long number, List<Cell> cells) {

    public Line {
      cells = List.copyOf(cells);
    }

    /** What a cell says; empty: there is none. */
    public String text(int column) {
      return column < 0 || column >= cells.size() ? "" : cells.get(column).text();
    }

    /** Whether it says nothing at all. */
    public boolean isBlank() {
      return cells.stream().allMatch(cell -> cell.raw().isBlank());
    }

    /** The same with a cell that says something else; as it is where it has no such cell. */
    public Line with(int column, String raw) {
      if (column < 0 || column >= cells.size()) {
        return this;
      }
      List<Cell> changed = new ArrayList<>(cells);
      changed.set(column, new Cell(raw, cells.get(column).end()));
      return new Line(number, changed);
    }
  }

  public Table {
    lines = List.copyOf(lines);
  }

  public static Table of(String text, char delimiter) {
    List<Line> lines = new ArrayList<>();
    List<Cell> cells = new ArrayList<>();
    long number = 1;
    long begin = 1;
    int at = 0;
    while (true) {
      int close = text.startsWith("\"", at) ? close(text, at + 1, delimiter) : -1;
      int end = close < 0 ? end(text, at, delimiter) : close + 1;
      String ending = ending(text, end);
      String raw = text.substring(at, end);
      cells.add(new Cell(raw, ending));
      number += breaks(raw);
      at = end + ending.length();
      if (ending.length() != 1 || ending.charAt(0) != delimiter) {
        lines.add(new Line(begin, cells));
        if (ending.isEmpty()) {
          return new Table(lines, delimiter);
        }
        cells = new ArrayList<>();
        begin = ++number;
      }
    }
  }

  /** Where the quote closes; below 0: it does not. */
  private static int close(String text, int from, char delimiter) {
    int limit = Math.min(text.length(), from + QUOTED_CHARS_MAX);
    for (int at = from; at < limit; at++) {
      if (text.charAt(at) == '"') {
        boolean isDouble = text.startsWith("\"", at + 1);
        if (!isDouble) {
          return isEnd(text, at + 1, delimiter) ? at : -1;
        }
        at++;
      }
    }
    return -1;
  }

  private static int end(String text, int from, char delimiter) {
    int at = from;
    while (!isEnd(text, at, delimiter)) {
      at++;
    }
    return at;
  }

  private static boolean isEnd(String text, int at, char delimiter) {
    return at >= text.length()
        || text.charAt(at) == delimiter
        || text.charAt(at) == '\n'
        || text.charAt(at) == '\r';
  }

  private static String ending(String text, int at) {
    if (at >= text.length()) {
      return "";
    }
    return text.startsWith("\r\n", at) ? "\r\n" : text.substring(at, at + 1);
  }

  private static long breaks(String raw) {
    return raw.chars().filter(it -> it == '\n').count();
  }

  /** Where a column is, by its name in whatever case; below 0: there is none. */
  public int column(String name) {
    Line head = lines.getFirst();
    for (int i = 0; i < head.cells().size(); i++) {
      if (head.text(i).replace(BYTE_ORDER_MARK, "").equalsIgnoreCase(name)) {
        return i;
      }
    }
    return -1;
  }

  /** The lines below the first that say anything. */
  public List<Line> rows() {
    return lines.stream().skip(1).filter(line -> !line.isBlank()).toList();
  }

  /** A line of a text, with quotes where they are needed. */
  public static String line(char delimiter, List<String> cells) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < cells.size(); i++) {
      line.append(i == 0 ? "" : delimiter).append(quoted(cells.get(i), delimiter));
    }
    return line.append("\r\n").toString();
  }

  private static String quoted(String cell, char delimiter) {
    boolean isPlain =
        cell.equals(cell.strip())
            && cell.indexOf(delimiter) < 0
            && cell.chars().noneMatch(it -> it == '"' || it == '\n' || it == '\r');
    return isPlain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }

  /** As it was written. */
  public String text() {
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> line.cells().forEach(cell -> text.append(cell.raw()).append(cell.end())));
    return text.toString();
  }
}
