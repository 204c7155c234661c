package dev.onhand.server.pages;

import dev.onhand.engine.channels.Account;
import dev.onhand.engine.channels.LagCount;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Within how many seconds channels confirmed 19 of 20 numbers from when listings should have shown
 * them, by day of UTC.
 */
final class LagChart {

  private static final double MILLIS = 1_000.0;

  private LagChart() {}

  /** Of each of these channels of which any number was confirmed. */
  static Chart of(List<Account> accounts, List<LagCount> lags) {
    List<LocalDate> days = lags.stream().map(LagCount::day).distinct().sorted().toList();
    Map<Long, List<LagCount>> byChannel =
        lags.stream().collect(Collectors.groupingBy(LagCount::channel));
    return new Chart(
        days.stream().map(LocalDate::toString).toList(),
        accounts.stream()
            .filter(account -> byChannel.containsKey(account.channel()))
            .map(
                account ->
                    new Chart.Series(
                        account.code(),
                        seconds(days, byChannel.getOrDefault(account.channel(), List.of()))))
            .toList());
  }

  /** A day on which too many waited longer than all bounds is at the last of them. */
  private static List<@Nullable Double> seconds(List<LocalDate> days, List<LagCount> lags) {
    return days.stream()
        .<@Nullable Double>map(
            day ->
                lags.stream()
                    .filter(lag -> lag.day().equals(day))
                    .findFirst()
                    .map(LagChart::seconds)
                    .orElse(null))
        .toList();
  }

  private static double seconds(LagCount lag) {
    Duration p95 = LagCount.BOUNDS.p95(lag.pushes()).orElse(LagCount.BOUNDS.bounds().getLast());
    return p95.toMillis() / MILLIS;
  }
}
