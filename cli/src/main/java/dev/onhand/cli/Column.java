package dev.onhand.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * A column of a list, or a line of a single object.
 *
 * @param title as people read it
 * @param field the object's field, also inside another ({@code from.location})
 */
record Column(String title, String field, Kind kind) {

  private static final DateTimeFormatter LOCAL =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xxx", Locale.ROOT);

  /** How a value is shown to people. Files get every value as the server wrote it. */
  enum Kind {
    /** Free text, cut short where the terminal is narrow. */
    TEXT,
    /** Text that must stay whole to be of use, such as an id. */
    CODE,
    NUMBER,
    /** A number with its sign, at the left as in the sync command's table. */
    SIGNED,
    TIME,
    /** Seconds that have passed, to the unit that matters. */
    AGE,
    /** One end of a movement: a state at a location, or a party outside. */
    PLACE,
    /** Names, of which none stand for all. */
    CHOICE
  }

  static Column text(String title, String field) {
    return new Column(title, field, Kind.TEXT);
  }

  static Column code(String title, String field) {
    return new Column(title, field, Kind.CODE);
  }

  static Column number(String title, String field) {
    return new Column(title, field, Kind.NUMBER);
  }

  static Column signed(String title, String field) {
    return new Column(title, field, Kind.SIGNED);
  }

  static Column time(String title, String field) {
    return new Column(title, field, Kind.TIME);
  }

  static Column age(String title, String field) {
    return new Column(title, field, Kind.AGE);
  }

  static Column choice(String title, String field) {
    return new Column(title, field, Kind.CHOICE);
  }

  static Column place(String title, String field) {
    return new Column(title, field, Kind.PLACE);
  }

  /** The heading over this column in a table. */
  Table.Head head() {
    return new Table.Head(title, kind == Kind.NUMBER, kind == Kind.TEXT || kind == Kind.CHOICE);
  }

  /** The value of this column, missing where the object has no such field. */
  JsonNode value(JsonNode object) {
    JsonNode value = object;
    for (String name : field.split("\\.", -1)) {
      value = value.path(name);
    }
    return value;
  }

  /** The value for people, with times in their own zone. */
  String shown(JsonNode object, ZoneId zone) {
    JsonNode value = value(object);
    String text =
        switch (kind) {
          case TIME -> local(plain(value), zone);
          case PLACE -> place(value);
          case AGE -> value.isNumber() ? age(value.longValue()) : plain(value);
          case SIGNED -> value.isNumber() ? "%+d".formatted(value.longValue()) : plain(value);
          case CHOICE -> value.isArray() && value.isEmpty() ? "all" : plain(value);
          case TEXT, CODE, NUMBER -> plain(value);
        };
    return Plain.text(text);
  }

  /** The value for a file: numbers bare, texts guarded. */
  String filed(JsonNode object) {
    JsonNode value = value(object);
    if (value.isNumber()) {
      return value.asString();
    }
    return Csv.guarded(kind == Kind.PLACE ? place(value) : plain(value));
  }

  private static String age(long seconds) {
    long minutes = seconds / 60;
    if (minutes < 60) {
      return minutes + " min";
    }
    long hours = minutes / 60;
    return hours < 48 ? hours + " h" : hours / 24 + " d";
  }

  private static String place(JsonNode end) {
    String location = Json.text(end, "location");
    return location.isEmpty() ? Json.text(end, "place") : Json.text(end, "place") + " " + location;
  }

  private static String plain(JsonNode value) {
    if (value.isNull() || value.isMissingNode()) {
      return "";
    }
    if (value.isBoolean()) {
      return value.booleanValue() ? "yes" : "no";
    }
    if (value.isArray()) {
      return value.valueStream().map(Column::plain).collect(Collectors.joining(" "));
    }
    return value.isObject() ? entries(value) : value.asString();
  }

  /** Such as {@code DOT: 16, POST: 94}. */
  private static String entries(JsonNode object) {
    return object.properties().stream()
        .map(
            entry ->
                entry.getKey()
                    + ": "
                    + (entry.getValue().isObject()
                        ? Json.compact(entry.getValue())
                        : plain(entry.getValue())))
        .collect(Collectors.joining(", "));
  }

  private static String local(String instant, ZoneId zone) {
    try {
      return instant.isEmpty() ? "" : LOCAL.format(Instant.parse(instant).atZone(zone));
    } catch (DateTimeException unknownFormat) {
      return instant;
    }
  }
}
