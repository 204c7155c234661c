package dev.onhand.connectors.letzshop;

import dev.onhand.connector.Cause;
import dev.onhand.connector.DeferredException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A feed in columns with tabs between them, as Google's product feed has it. It is kept piece by
 * piece, so that what is not set stays as it was written to the byte.
 */
final class FeedFile {

  private static final String IN_STOCK = "in stock";
  private static final String OUT_OF_STOCK = "out of stock";

  /** A cell and what ends it. A quote that nothing closes before a tab or a break is a letter. */
  private static final Pattern CELL =
      Pattern.compile("\\G(\"(?:[^\"]++|\"\")*+\"(?=[\t\r\n]|\\z)|[^\t\r\n]*+)(\t|\r\n|\n|\r|\\z)");

  private static final String COUNT = "[0-9]{1,10}";

  /** As it is written. */
  private record Cell(String raw, String end) {

    String text() {
      boolean isQuoted = raw.length() > 1 && raw.startsWith("\"") && raw.endsWith("\"");
      return (isQuoted ? raw.substring(1, raw.length() - 1).replace("\"\"", "\"") : raw).strip();
    }
  }

  /**
   * A row that has an id.
   *
   * @param gtin null: it has none
   * @param isOurs whether it says that there is any, or none; else the seller says something of its
   *     own, such as "preorder", which is not for us to set
   * @param quantity null: it does not say how many
   */
  record Row(
      String id, @Nullable String gtin, String title, boolean isOurs, @Nullable Long quantity) {}

  private final String name;
  private final Optional<String> quantityColumn;
  private final List<List<Cell>> lines;

  private FeedFile(String name, Optional<String> quantityColumn, List<List<Cell>> lines) {
    this.name = name;
    this.quantityColumn = quantityColumn;
    this.lines = lines;
  }

  /**
   * @param quantityColumn empty: it only says whether there is any
   * @throws DeferredException if it lacks a column that is needed
   */
  static FeedFile of(String name, String text, Optional<String> quantityColumn) {
    List<List<Cell>> lines = new ArrayList<>();
    List<Cell> line = new ArrayList<>();
    Matcher cells = CELL.matcher(text);
    for (boolean isMore = true; isMore && cells.find(); ) {
      String end = cells.group(2);
      line.add(new Cell(cells.group(1), end));
      isMore = !end.isEmpty();
      if (!end.equals("\t")) {
        lines.add(List.copyOf(line));
        line.clear();
      }
    }
    FeedFile file = new FeedFile(name, quantityColumn, lines);
    file.required("id");
    file.required("availability");
    quantityColumn.ifPresent(file::required);
    return file;
  }

  String name() {
    return name;
  }

  private int required(String column) {
    int at = column(column);
    if (at < 0) {
      throw new DeferredException(
          Cause.UNREADABLE,
          Duration.ZERO,
          "the feed %s has no column '%s' in its first line".formatted(name, column));
    }
    return at;
  }

  private int column(String column) {
    List<Cell> head = lines.getFirst();
    for (int i = 0; i < head.size(); i++) {
      if (head.get(i).text().replace("\ufeff", "").equalsIgnoreCase(column)) {
        return i;
      }
    }
    return -1;
  }

  /** Rows without an id, or too short to say what there is, are no listings. */
  List<Row> rows() {
    int last = Math.max(required("availability"), quantityColumn.map(this::required).orElse(0));
    return lines.stream()
        .skip(1)
        .filter(line -> line.size() > last && !text(line, column("id")).isEmpty())
        .map(this::row)
        .toList();
  }

  private Row row(List<Cell> line) {
    String word = word(line);
    String gtin = text(line, column("gtin"));
    return new Row(
        text(line, column("id")),
        gtin.isEmpty() ? null : gtin,
        text(line, column("title")),
        word.equals(IN_STOCK) || word.equals(OUT_OF_STOCK),
        quantity(line, word));
  }

  private static String text(List<Cell> line, int column) {
    return column < 0 || column >= line.size() ? "" : line.get(column).text();
  }

  private @Nullable Long quantity(List<Cell> line, String word) {
    if (word.equals(OUT_OF_STOCK)) {
      return 0L;
    }
    String number = quantityColumn.map(it -> text(line, column(it))).orElse("1");
    return word.equals(IN_STOCK) && number.matches(COUNT) ? Long.valueOf(number) : null;
  }

  /** Google writes it with an underscore as well. */
  private String word(List<Cell> line) {
    return text(line, required("availability")).toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /**
   * The same with other quantities.
   *
   * @param quantities by id; rows that are not here stay as they are
   */
  FeedFile with(Map<String, Long> quantities) {
    List<List<Cell>> set = new ArrayList<>(lines);
    for (int i = 1; i < lines.size(); i++) {
      @Nullable Long quantity = quantities.get(text(lines.get(i), column("id")));
      if (quantity != null) {
        set.set(i, set(lines.get(i), quantity));
      }
    }
    return new FeedFile(name, quantityColumn, set);
  }

  private List<Cell> set(List<Cell> line, long quantity) {
    List<Cell> cells = new ArrayList<>(line);
    String word = quantity > 0 ? IN_STOCK : OUT_OF_STOCK;
    if (!word(line).equals(word)) {
      set(cells, required("availability"), word);
    }
    quantityColumn.ifPresent(it -> set(cells, required(it), Long.toString(quantity)));
    return cells;
  }

  private static void set(List<Cell> cells, int column, String text) {
    if (column < cells.size() && !cells.get(column).text().equals(text)) {
      cells.set(column, new Cell(text, cells.get(column).end()));
    }
  }

  String text() {
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> line.forEach(cell -> text.append(cell.raw()).append(cell.end())));
    return text.toString();
  }
}
