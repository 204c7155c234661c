package dev.onhand.server.pages;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.onhand.engine.reports.Report;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A report drawn: some series over the same things.
 *
 * @param days the things along the bottom, at most {@value #ACROSS_MAX}
 * @param isShare whether its numbers are per cent, which do not add up
 */
public record ReportChart(List<String> days, List<Series> series, @JsonIgnore boolean isShare) {

  /** More cannot be told apart. */
  private static final int ACROSS_MAX = 60;

  /**
   * Numbers of one kind.
   *
   * @param data as many as there are things along the bottom
   */
  public record Series(String name, List<BigDecimal> data) {
    public Series {
      data = List.copyOf(data);
    }
  }

  public ReportChart {
    days = List.copyOf(days);
    series = List.copyOf(series);
  }

  /**
   * @return null if the report is not drawn, or has no rows
   */
  static @Nullable ReportChart of(Report report, List<List<@Nullable Object>> rows) {
    Report.Chart chart = report.chart();
    if (chart == null || rows.isEmpty()) {
      return null;
    }
    int across = column(report, chart.across());
    Set<String> things = new LinkedHashSet<>();
    Map<String, Map<String, BigDecimal>> sums = new LinkedHashMap<>();
    for (List<@Nullable Object> row : rows) {
      String thing = String.valueOf(row.get(across));
      if (things.size() == ACROSS_MAX && !things.contains(thing)) {
        continue;
      }
      things.add(thing);
      for (String up : chart.up()) {
        sums.computeIfAbsent(name(report, chart, up, row), name -> new LinkedHashMap<>())
            .merge(thing, number(row.get(column(report, up))), BigDecimal::add);
      }
    }
    return new ReportChart(
        List.copyOf(things),
        sums.entrySet().stream()
            .map(one -> new Series(one.getKey(), along(things, one.getValue())))
            .filter(ReportChart::isSeen)
            .toList(),
        chart.up().stream()
            .map(up -> report.columns().get(column(report, up)).kind())
            .allMatch(kind -> kind == Report.Kind.DECIMAL));
  }

  /** Nothing but zeros is a line in the legend and none in the picture. */
  private static boolean isSeen(Series series) {
    return series.data().stream().anyMatch(number -> number.signum() != 0);
  }

  private static List<BigDecimal> along(Set<String> things, Map<String, BigDecimal> sums) {
    List<BigDecimal> data = new ArrayList<>();
    things.forEach(thing -> data.add(sums.getOrDefault(thing, BigDecimal.ZERO)));
    return data;
  }

  /** What a row's series is called. */
  private static String name(
      Report report, Report.Chart chart, String up, List<@Nullable Object> row) {
    if (chart.by() == null) {
      return report.columns().get(column(report, up)).title();
    }
    int by = column(report, chart.by());
    return ReportCell.of(report.columns().get(by), row.get(by)).text();
  }

  private static int column(Report report, String name) {
    return IntStream.range(0, report.columns().size())
        .filter(i -> report.columns().get(i).name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static BigDecimal number(@Nullable Object cell) {
    return switch (cell) {
      case Long whole -> BigDecimal.valueOf(whole);
      case BigDecimal decimal -> decimal;
      case null, default -> BigDecimal.ZERO;
    };
  }
}
