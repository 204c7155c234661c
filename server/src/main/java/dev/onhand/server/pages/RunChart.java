package dev.onhand.server.pages;

import dev.onhand.engine.channels.Reconciliation;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How many listings differed, run by run. */
final class RunChart {

  private static final DateTimeFormatter ENDED =
      DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ROOT);

  /** With fewer there is nothing to compare. */
  private static final int RUNS_MIN = 2;

  private RunChart() {}

  /** None, where it would show less than a table does. */
  static List<Chart> of(List<Reconciliation> runs, ZoneId zone) {
    List<Reconciliation> ended =
        runs.stream()
            .filter(run -> run.finishedAt() != null)
            .sorted(Comparator.comparing(Reconciliation::askedAt))
            .toList();
    if (ended.size() < RUNS_MIN) {
      return List.of();
    }
    return List.of(
        new Chart(
            ended.stream()
                .map(run -> Objects.requireNonNull(run.finishedAt()).atZone(zone).format(ENDED))
                .toList(),
            ended.stream()
                .map(Reconciliation::channel)
                .distinct()
                .map(channel -> new Chart.Series(channel, differing(ended, channel)))
                .toList()));
  }

  private static List<@Nullable Long> differing(List<Reconciliation> ended, String channel) {
    return ended.stream()
        .<@Nullable Long>map(run -> run.channel().equals(channel) ? run.counts().differing() : null)
        .toList();
  }
}
