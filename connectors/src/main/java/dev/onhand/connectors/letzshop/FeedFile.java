package dev.onhand.connectors.letzshop;

import dev.onhand.connector.Cause;
import dev.onhand.connector.DeferredException;
import dev.onhand.connector.Table;
import dev.onhand.connector.Table.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A feed in columns with tabs between them, as Google's product feed has it. It is kept piece by
 * piece, so that what is not set stays as it was written to the byte.
 */
final class FeedFile {

  private static final char TAB = '\t';
  private static final String IN_STOCK = "in stock";
  private static final String OUT_OF_STOCK = "out of stock";

  private static final String COUNT = "[0-9]{1,10}";

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
  private final Table table;

  private FeedFile(String name, Optional<String> quantityColumn, Table table) {
    this.name = name;
    this.quantityColumn = quantityColumn;
    this.table = table;
  }

  /**
   * @param quantityColumn empty: it only says whether there is any
   * @throws DeferredException if it lacks a column that is needed
   */
  static FeedFile of(String name, String text, Optional<String> quantityColumn) {
    FeedFile file = new FeedFile(name, quantityColumn, Table.of(text, TAB));
    file.required("id");
    file.required("availability");
    quantityColumn.ifPresent(file::required);
    return file;
  }

  String name() {
    return name;
  }

  private int required(String column) {
    int at = table.column(column);
    if (at < 0) {
      throw new DeferredException(
          Cause.UNREADABLE,
          "the feed %s has no column '%s' in its first line".formatted(name, column));
    }
    return at;
  }

  /** Rows without an id, or too short to say what there is, are no listings. */
  List<Row> rows() {
    int last = Math.max(required("availability"), quantityColumn.map(this::required).orElse(0));
    return table.rows().stream()
        .filter(line -> line.cells().size() > last && !line.text(table.column("id")).isEmpty())
        .map(this::row)
        .toList();
  }

  private Row row(Line line) {
    String word = word(line);
    String gtin = line.text(table.column("gtin"));
    return new Row(
        line.text(table.column("id")),
        gtin.isEmpty() ? null : gtin,
        line.text(table.column("title")),
        word.equals(IN_STOCK) || word.equals(OUT_OF_STOCK),
        quantity(line, word));
  }

  private @Nullable Long quantity(Line line, String word) {
    if (word.equals(OUT_OF_STOCK)) {
      return 0L;
    }
    String number = quantityColumn.map(it -> line.text(table.column(it))).orElse("1");
    return word.equals(IN_STOCK) && number.matches(COUNT) ? Long.valueOf(number) : null;
  }

  /** Google writes it with an underscore as well. */
  private String word(Line line) {
    return line.text(required("availability")).toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /**
   * The same with other quantities.
   *
   * @param quantities by id; rows that are not here stay as they are
   */
  FeedFile with(Map<String, Long> quantities) {
    List<Line> set = new ArrayList<>();
    for (Line line : table.lines()) {
      @Nullable Long quantity = quantities.get(line.text(table.column("id")));
      boolean isHead = set.isEmpty();
      set.add(isHead || quantity == null ? line : with(line, quantity));
    }
    return new FeedFile(name, quantityColumn, new Table(set, TAB));
  }

  private Line with(Line line, long quantity) {
    String word = quantity > 0 ? IN_STOCK : OUT_OF_STOCK;
    Line said = word(line).equals(word) ? line : line.with(required("availability"), word);
    String number = Long.toString(quantity);
    int at = quantityColumn.map(this::required).orElse(-1);
    return said.text(at).equals(number) ? said : said.with(at, number);
  }

  String text() {
    return table.text();
  }
}
