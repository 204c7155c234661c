package dev.onhand.server.pages;

import dev.onhand.engine.imports.Importer;
import dev.onhand.engine.imports.OurColumn;
import dev.onhand.server.imports.FileChoices;
import dev.onhand.server.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a person chose of how a file is to be read. */
public final class FileForm {

  /** Those of ours that can be given for all lines at once. */
  private static final Map<String, List<String>> SAME =
      Map.of(Importer.MOVEMENTS, List.of("reason"), Importer.ORDERS, List.of("channel", "status"));

  private final HttpServletRequest request;
  private final FileChoices before;

  FileForm(HttpServletRequest request, FileChoices before) {
    this.request = request;
    this.before = before;
  }

  /**
   * What can be chosen.
   *
   * @param columns ours, of the kind that is chosen; none: they are a retailer's
   */
  public record Offered(
      List<String> kinds,
      List<String> charsets,
      List<String> reasons,
      List<String> locations,
      List<OurColumn> columns,
      boolean isRetailer) {

    /** Whether one of ours can be given for all lines of such a file. */
    public boolean isSame(String kind, String column) {
      return SAME.getOrDefault(kind, List.of()).contains(column);
    }
  }

  String kind() {
    String kind = text("kind");
    return kind == null ? before.kind() : kind;
  }

  /** Null: found out. */
  @Nullable String charset() {
    return text("charset");
  }

  /**
   * All of it.
   *
   * @param ours the columns of the kind
   * @throws ProblemException if a column's place is no number
   */
  FileChoices choices(List<OurColumn> ours) {
    Map<String, Integer> columns = new HashMap<>();
    Map<String, String> same = new HashMap<>();
    for (OurColumn column : ours) {
      String place = text("column_" + column.name());
      if (place != null) {
        columns.put(column.name(), place(column.name(), place));
      }
    }
    for (String name : SAME.getOrDefault(before.kind(), List.of())) {
      String value = text("same_" + name);
      if (value != null && !columns.containsKey(name)) {
        same.put(name, value);
      }
    }
    return new FileChoices(
        before.kind(),
        before.charset(),
        text("location"),
        text("create") != null,
        text("skip") != null,
        text("as"),
        columns,
        same,
        null);
  }

  private static int place(String column, String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw ProblemException.invalid(
          "column_" + column, "Choose the column of " + column + " from the list.");
    }
  }

  private @Nullable String text(String name) {
    String value = request.getParameter(name);
    return value == null || value.isBlank() ? null : value.strip();
  }
}
