package dev.onhand.engine.alerts;

import dev.onhand.core.alert.AlertKind;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What people are told.
 *
 * @param subject one line
 * @param body lines
 */
public record AlertText(String subject, String body) {

  /** More are counted and not named. */
  static final int NAMED_MAX = 50;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

  /** To try whether it arrives. */
  public static AlertText test(String seller, String target) {
    return new AlertText(
        "Onhand: a test for " + target,
        "This is a test message of Onhand for %s. Alerts of %s will arrive like this."
            .formatted(target, seller));
  }

  /**
   * Of alerts: those that are still open first, of these the worst. One that opened several times
   * is told once, as it is now.
   *
   * @param seller whose they are, by name
   * @param alerts at least one
   * @param zone in which times are told
   */
  public static AlertText of(String seller, List<Alert> alerts, ZoneId zone) {
    List<Told> all =
        alerts.stream()
            .collect(Collectors.groupingBy(alert -> List.of(alert.kind(), alert.subject())))
            .values()
            .stream()
            .map(Told::of)
            .sorted(
                Comparator.comparing(Told::isOver)
                    .thenComparing(told -> told.last().severity(), Comparator.reverseOrder())
                    .thenComparing(told -> told.last().openedAt())
                    .thenComparing(told -> told.last().id()))
            .toList();
    String lines =
        all.stream()
            .limit(NAMED_MAX)
            .map(told -> told.lines(zone))
            .collect(Collectors.joining("\n\n"));
    int more = all.size() - NAMED_MAX;
    String rest = more > 0 ? "\n\nand %d more: onhand alert list".formatted(more) : "";
    return new AlertText(subject(seller, all), lines + rest);
  }

  private static String subject(String seller, List<Told> all) {
    Alert worst = all.getFirst().last();
    String worstOf =
        "%s (%s, %s)".formatted(AlertKind.titleOf(worst.kind()), worst.severity().code(), seller);
    long over = all.stream().filter(Told::isOver).count();
    if (all.size() == 1) {
      return "Onhand: %s%s".formatted(over == 1 ? "over by now: " : "", worstOf);
    }
    String ofThese =
        over == 0
            ? ""
            : over == all.size() ? ", all over by now" : ", %d over by now".formatted(over);
    return "Onhand: %d alerts%s, the worst: %s".formatted(all.size(), ofThese, worstOf);
  }

  /**
   * What is told of alerts of the same kind and subject.
   *
   * @param last the newest of them
   * @param first when the oldest of them opened
   * @param times how many they are
   */
  private record Told(Alert last, Instant first, int times) {

    static Told of(List<Alert> same) {
      Comparator<Alert> byAge = Comparator.comparing(Alert::id);
      return new Told(
          Collections.max(same, byAge), Collections.min(same, byAge).openedAt(), same.size());
    }

    boolean isOver() {
      return last.closedAt() != null;
    }

    String lines(ZoneId zone) {
      String since = "since " + at(last.openedAt(), zone);
      String over = last.closedAt() == null ? "" : ", over " + at(last.closedAt(), zone);
      String often =
          times == 1 ? "" : "; it opened %d times since %s".formatted(times, at(first, zone));
      return "%s: %s [%s %s]\n%s (%s%s%s)"
          .formatted(
              last.severity().code().toUpperCase(Locale.ROOT),
              AlertKind.titleOf(last.kind()),
              last.kind(),
              last.about(),
              last.detail(),
              since,
              over,
              often);
    }

    private static String at(Instant instant, ZoneId zone) {
      return TIME.format(instant.atZone(zone));
    }
  }
}
