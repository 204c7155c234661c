package dev.onhand.server.pages;

import dev.onhand.engine.channels.CallCount;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * How often channels were called, by day.
 *
 * @param days in UTC, oldest first
 * @param series of each channel the calls of each day
 */
public record CallChart(List<String> days, List<Series> series) {

  /**
   * A channel's calls.
   *
   * @param data as many as there are days
   * @param failed those of them that were not answered as they should be, over all days
   */
  public record Series(String name, List<Long> data, long failed) {
    public Series {
      data = List.copyOf(data);
    }
  }

  public CallChart {
    days = List.copyOf(days);
    series = List.copyOf(series);
  }

  /**
   * @param calls of each channel, by its code
   */
  static CallChart of(Map<String, List<CallCount>> calls) {
    TreeSet<LocalDate> days = new TreeSet<>();
    calls.values().forEach(counts -> counts.forEach(count -> days.add(count.day())));
    return new CallChart(
        days.stream().map(LocalDate::toString).toList(),
        calls.entrySet().stream().map(one -> series(one.getKey(), one.getValue(), days)).toList());
  }

  private static Series series(String name, List<CallCount> counts, TreeSet<LocalDate> days) {
    return new Series(
        name,
        days.stream()
            .map(
                day ->
                    counts.stream()
                        .filter(count -> count.day().equals(day))
                        .mapToLong(CallCount::calls)
                        .sum())
            .toList(),
        counts.stream().mapToLong(CallCount::failed).sum());
  }
}
