package dev.onhand.engine.reports;

import dev.onhand.engine.access.Scope;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A question that is asked again and again, and what its answer looks like.
 *
 * @param name in addresses and commands: lower case, words joined by hyphens
 * @param title for people
 * @param answers what it answers, what its figures are made of, and what is not known
 * @param needs what one must be allowed to see
 * @param filters by which it can be narrowed
 * @param columns of its rows
 * @param chart how to draw it; null: a table says more
 */
public record Report(
    String name,
    String title,
    String answers,
    Scope needs,
    Set<Filter> filters,
    List<Column> columns,
    @Nullable Chart chart) {

  /** By what the rows can be narrowed. */
  public enum Filter {
    /** From one day to another, both included. */
    PERIOD,
    SKU,
    LOCATION,
    CHANNEL,
    REASON,
    /** Who did it. */
    ACTOR
  }

  /** What stands in a column. */
  public enum Kind {
    /** Anyone may have written it. */
    TEXT,
    /** A whole number. */
    NUMBER,
    /** A number with a fraction. */
    DECIMAL,
    /** A day of the seller, or of the channel where the report says so. */
    DAY,
    TIME,
    /** The id of a batch. */
    BATCH;

    /** As written in the API. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A column.
   *
   * @param name in the API and in files
   * @param title over it, for people
   */
  public record Column(String name, String title, Kind kind) {}

  /**
   * How to draw the rows.
   *
   * @param across column along the bottom
   * @param up columns of numbers, each a series
   * @param by column whose values make a series each, of the one column up; null: none
   */
  public record Chart(String across, List<String> up, @Nullable String by) {
    public Chart {
      up = List.copyOf(up);
    }
  }

  public Report {
    filters = Set.copyOf(filters);
    columns = List.copyOf(columns);
  }

  /** A report that is not drawn. */
  public static Report table(
      String name,
      String title,
      String answers,
      Scope needs,
      EnumSet<Filter> filters,
      Column... columns) {
    return new Report(name, title, answers, needs, filters, List.of(columns), null);
  }

  /** The same report, drawn: a series for each of these columns. */
  public Report drawn(String across, String... up) {
    return new Report(
        name, title, answers, needs, filters, columns, new Chart(across, List.of(up), null));
  }

  /** The same report, drawn: a series for each value of a column. */
  public Report drawnBy(String by, String across, String up) {
    return new Report(
        name, title, answers, needs, filters, columns, new Chart(across, List.of(up), by));
  }
}
