package dev.onhand.server.pages;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some series over the same days or times, as a script draws them.
 *
 * @param days along the bottom, oldest first
 */
public record Chart(List<String> days, List<Series> series) {

  /**
   * Numbers of one kind.
   *
   * @param data as many as there are days; null: there is none for that day
   */
  public record Series(String name, List<? extends @Nullable Number> data) {}

  public Chart {
    days = List.copyOf(days);
    series = List.copyOf(series);
  }
}
