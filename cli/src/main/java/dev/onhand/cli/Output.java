package dev.onhand.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Where a command's results go: data to standard output, messages to standard error. */
final class Output {

  private static final int ROWS_BETWEEN_CHECKS = 200;

  private final Surroundings surroundings;
  private final Common common;
  private final PrintStream out;
  private final PrintStream err;

  Output(Surroundings surroundings, Common common) {
    if (common.json && common.csv) {
      throw CommandException.usage("--json and --csv exclude each other", "");
    }
    this.surroundings = surroundings;
    this.common = common;
    this.out = surroundings.streams().out();
    this.err = surroundings.streams().err();
  }

  /** Prints a list: an array, lines of values, or a table. */
  void list(Iterator<JsonNode> objects, List<Column> columns) {
    if (common.json) {
      jsonList(objects);
    } else if (common.csv) {
      csvList(objects, chosen(columns));
    } else {
      List<JsonNode> all = new ArrayList<>();
      objects.forEachRemaining(all::add);
      if (all.isEmpty()) {
        say("(none)");
      } else {
        table(all, columns);
      }
    }
  }

  /** Prints one object: JSON, a line of values, or a line for each field. */
  void object(JsonNode object, List<Column> columns) {
    if (common.json) {
      out.println(Json.indented(restricted(object)));
    } else if (common.csv) {
      csvList(List.of(object).iterator(), chosen(columns));
    } else {
      details(object, chosen(columns));
    }
  }

  /**
   * Prints an object that is mostly a list: in JSON whole, as values the list only, for people the
   * object and then the list as a table. Fields that were chosen are those of the object.
   *
   * @param field the list in the object
   */
  void objectWithList(JsonNode object, List<Column> columns, String field, List<Column> inner) {
    if (common.csv) {
      csvList(object.path(field).iterator(), chosen(inner));
      return;
    }
    object(object, columns);
    if (!common.json && common.fields.isEmpty() && !object.path(field).isEmpty()) {
      table(List.copyOf(object.path(field).values()), List.copyOf(inner));
    }
  }

  /** Prints a table, for people only. */
  void table(List<JsonNode> objects, List<Column> columns) {
    List<Column> shown = chosen(columns);
    objects.stream().findFirst().ifPresent(first -> requireFields(first, shown));
    int columnsMax = surroundings.screen().out() ? surroundings.screen().columns() : 0;
    Table.of(objects, shown, surroundings.zone(), columnsMax).forEach(out::println);
  }

  /** Prints a line of data for people, as it is. */
  void line(String text) {
    out.println(Plain.text(text));
  }

  /** Says something that is not data, unless the user wants quiet. */
  void say(String message) {
    if (!common.quiet) {
      out.flush();
      err.println(Plain.text(message));
    }
  }

  private void jsonList(Iterator<JsonNode> objects) {
    if (!objects.hasNext()) {
      out.println("[]");
      return;
    }
    out.println("[");
    for (int row = 1; objects.hasNext() && someoneReads(row); row++) {
      String line = Json.compact(restricted(objects.next()));
      out.println(objects.hasNext() ? line + "," : line);
    }
    out.println("]");
  }

  private void csvList(Iterator<JsonNode> objects, List<Column> columns) {
    out.println(Csv.line(columns.stream().map(Column::field).toList()));
    for (int row = 1; objects.hasNext() && someoneReads(row); row++) {
      JsonNode object = objects.next();
      if (row == 1) {
        requireFields(object, columns);
      }
      out.println(Csv.line(columns.stream().map(column -> column.filed(object)).toList()));
    }
  }

  /** Whether output still goes somewhere: a reader such as {@code head} may have left. */
  private boolean someoneReads(int row) {
    return row % ROWS_BETWEEN_CHECKS != 0 || !out.checkError();
  }

  /** What an object does not have is left out, unless it was asked for. */
  private void details(JsonNode object, List<Column> asked) {
    requireFields(object, asked);
    List<Column> columns =
        common.fields.isEmpty() ? asked.stream().filter(c -> has(object, c)).toList() : asked;
    int width = columns.stream().mapToInt(c -> c.title().length()).max().orElse(0) + 2;
    for (Column column : columns) {
      String title = column.title() + ":";
      String value = column.shown(object, surroundings.zone());
      out.println((title + " ".repeat(width - title.length()) + value).stripTrailing());
    }
  }

  private static boolean has(JsonNode object, Column column) {
    JsonNode value = column.value(object);
    return !value.isMissingNode() && !value.isNull() && !(value.isObject() && value.isEmpty());
  }

  /** The columns that {@code --fields} names, or the usual ones. */
  private List<Column> chosen(List<Column> usual) {
    if (common.fields.isEmpty()) {
      return usual;
    }
    return common.fields.stream()
        .map(
            field ->
                usual.stream()
                    .filter(column -> column.field().equals(field))
                    .findFirst()
                    .orElse(Column.text(field, field)))
        .toList();
  }

  private JsonNode restricted(JsonNode object) {
    if (common.fields.isEmpty()) {
      return object;
    }
    List<Column> columns = chosen(List.of());
    requireFields(object, columns);
    ObjectNode some = Json.object();
    columns.forEach(column -> some.set(column.field(), column.value(object)));
    return some;
  }

  /** A misspelt field must not look like an empty one. */
  private void requireFields(JsonNode object, List<Column> columns) {
    Optional<String> unknown =
        common.fields.isEmpty()
            ? Optional.empty()
            : columns.stream()
                .filter(column -> column.value(object).isMissingNode())
                .map(Column::field)
                .findFirst();
    if (unknown.isPresent()) {
      throw CommandException.usage(
          "there is no field '" + unknown.get() + "'",
          "there are: "
              + object.properties().stream()
                  .map(Map.Entry::getKey)
                  .collect(Collectors.joining(", ")));
    }
  }
}
