package dev.onhand.engine.imports;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Where in a file which column stands. Case and blanks around a name do not count. */
final class Columns {

  private final Map<String, Integer> positions = new HashMap<>();
  private final int count;

  /**
   * @throws UnreadableFileException if a name stands twice
   */
  Columns(List<String> header) {
    this.count = header.size();
    for (int i = 0; i < header.size(); i++) {
      String name = folded(header.get(i));
      if (name.equals(ColumnChoice.UNUSED)) {
        continue;
      }
      if (positions.putIfAbsent(name, i) != null) {
        throw invalid("The header names the column '%s' twice.".formatted(name));
      }
    }
  }

  static String folded(String name) {
    return name.strip().toLowerCase(Locale.ROOT);
  }

  private static UnreadableFileException invalid(String detail) {
    return new UnreadableFileException(1, "invalid_header", detail);
  }

  Columns require(List<String> names) {
    List<String> missing =
        names.stream().filter(name -> !positions.containsKey(folded(name))).toList();
    if (!missing.isEmpty()) {
      throw invalid(
          "The header lacks %s. It must have %s, separated by commas, semicolons or tabs."
              .formatted(String.join(", ", missing), String.join(",", names)));
    }
    return this;
  }

  /** A name that is misspelt would otherwise be a column that is silently ignored. */
  Columns allowOnly(List<String> names) {
    List<String> allowed = names.stream().map(Columns::folded).toList();
    List<String> unknown =
        positions.keySet().stream().filter(name -> !allowed.contains(name)).sorted().toList();
    if (!unknown.isEmpty()) {
      throw invalid(
          "The header has '%s', which is not a column of this kind of file. Columns are %s."
              .formatted(Shown.shortly(String.join("', '", unknown)), String.join(", ", names)));
    }
    return this;
  }

  /** Where a column stands, or −1 if the file does not have it. */
  int position(String name) {
    return positions.getOrDefault(folded(name), -1);
  }

  /**
   * @throws BadLineException if the record has more or fewer fields than the header
   */
  void requireAll(CsvRow row) {
    if (row.count() != count) {
      throw new BadLineException(
          null,
          "wrong_number_of_fields",
          "The line has %d fields, the header %d. Is a separator inside a field not in quotes?"
              .formatted(row.count() - row.added(), count - row.added()));
    }
  }

  /** One column, and what its text is read as. */
  record Column<T>(String name, int position, Function<String, T> parser) {

    /**
     * @throws BadLineException if it is empty or cannot be read
     */
    T require(CsvRow row) {
      T value = find(row);
      if (value == null) {
        throw BadLineException.missing(name, name + " must not be empty.");
      }
      return value;
    }

    /** The value, or null if the column is empty or not in the file. */
    @Nullable T find(CsvRow row) {
      String text = position < 0 ? "" : row.fields()[position];
      if (text.isEmpty()) {
        return null;
      }
      try {
        return parser.apply(text);
      } catch (IllegalArgumentException e) {
        throw BadLineException.value(name, e);
      }
    }
  }

  <T> Column<T> column(String name, Function<String, T> parser) {
    return new Column<>(name, position(name), parser);
  }
}
