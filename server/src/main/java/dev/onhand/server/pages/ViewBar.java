package dev.onhand.server.pages;

import dev.onhand.engine.views.SavedView;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The views of a list that its visitor keeps.
 *
 * @param path of the list
 * @param query the filters that it is shown with; empty: none
 */
public record ViewBar(String path, String query, List<SavedView> views, Columns columns) {

  /** What says which part of a list is shown and what was just done there, but not which list. */
  private static final Set<String> PASSING =
      Set.of(
          "limit",
          "starting_after",
          "ending_before",
          "adjust",
          "changed",
          "again",
          "over",
          "limited");

  private static final String ALL = "?limit=50";
  private static final String ATTRIBUTE = "dev.onhand.views";

  public ViewBar {
    views = List.copyOf(views);
  }

  void set(HttpServletRequest request) {
    request.setAttribute(ATTRIBUTE, this);
  }

  /** Of a request for such a list. */
  static Optional<ViewBar> find(HttpServletRequest request) {
    return request.getAttribute(ATTRIBUTE) instanceof ViewBar bar
        ? Optional.of(bar)
        : Optional.empty();
  }

  /** The filters of an address. */
  static String filters(@Nullable String query) {
    return query == null
        ? ""
        : Arrays.stream(query.split("&", -1))
            .filter(part -> !part.endsWith("=") && part.contains("="))
            .filter(part -> !PASSING.contains(part.substring(0, part.indexOf('='))))
            .collect(Collectors.joining("&"));
  }

  /** Of a view. */
  public String link(SavedView view) {
    return path + "?" + view.query();
  }

  /** The list as it is shown, from its beginning. */
  static String link(String path, String query) {
    return query.isEmpty() ? path + ALL : path + "?" + query;
  }

  /** All of the list. Its plain address would open the usual view. */
  public String all() {
    return path + ALL;
  }

  public boolean isShown(SavedView view) {
    return view.query().equals(query);
  }
}
