package dev.onhand.engine.alerts;

import dev.onhand.core.alert.AlertKind;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
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
   * Of alerts, the worst first.
   *
   * @param seller whose they are, by name
   * @param alerts at least one
   * @param zone in which times are told
   */
  public static AlertText of(String seller, List<Alert> alerts, ZoneId zone) {
    List<Alert> sorted =
        alerts.stream()
            .sorted(
                Comparator.comparing(Alert::severity)
                    .reversed()
                    .thenComparing(Alert::openedAt)
                    .thenComparing(Alert::id))
            .toList();
    String lines =
        sorted.stream()
            .limit(NAMED_MAX)
            .map(alert -> line(alert, zone))
            .collect(Collectors.joining("\n\n"));
    int more = sorted.size() - NAMED_MAX;
    String rest = more > 0 ? "\n\nand %d more: onhand alert list".formatted(more) : "";
    return new AlertText(subject(seller, sorted), lines + rest);
  }

  private static String subject(String seller, List<Alert> sorted) {
    Alert worst = sorted.getFirst();
    if (sorted.size() == 1) {
      return "Onhand: %s (%s, %s)".formatted(title(worst), worst.severity().code(), seller);
    }
    return "Onhand: %d alerts, the worst: %s (%s, %s)"
        .formatted(sorted.size(), title(worst), worst.severity().code(), seller);
  }

  private static String title(Alert alert) {
    return AlertKind.find(alert.kind()).map(AlertKind::title).orElse(alert.kind());
  }

  private static String line(Alert alert, ZoneId zone) {
    String since = "since " + TIME.format(alert.openedAt().atZone(zone));
    String over =
        alert.closedAt() == null ? "" : ", over " + TIME.format(alert.closedAt().atZone(zone));
    return "%s: %s [%s %s]\n%s (%s%s)"
        .formatted(
            alert.severity().code().toUpperCase(Locale.ROOT),
            title(alert),
            alert.kind(),
            alert.about(),
            alert.detail(),
            since,
            over);
  }
}
