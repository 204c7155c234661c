package dev.onhand.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The lines of the table: what was measured, what came out, what was wanted. */
final class Report {

  private record Row(String what, String measured, String wanted, boolean met) {}

  private final List<Row> rows = new ArrayList<>();

  void add(String what, String measured, String wanted, boolean met) {
    rows.add(new Row(what, measured, wanted, met));
    System.out.println(
        (met ? "met     " : "NOT MET ") + what + ": " + measured + " (wanted " + wanted + ")");
  }

  /** What others are compared with. */
  void note(String what, String measured) {
    add(what, measured, "", true);
  }

  /** At least so many a second. */
  void rate(String what, Measure measure, double perSecondMin) {
    add(
        what,
        "%,.0f/s, p50 %.1f ms, p99 %.1f ms"
            .formatted(measure.perSecond(), measure.millisAt(0.5), measure.millisAt(0.99)),
        "≥ %,.0f/s".formatted(perSecondMin),
        measure.perSecond() >= perSecondMin);
  }

  void ratio(String what, double ratio, double min) {
    add(what, number(ratio) + " ×", "≥ " + number(min) + " ×", ratio >= min);
  }

  void atMost(String what, double value, double max, String unit) {
    add(what, number(value) + " " + unit, "< " + number(max) + " " + unit, value < max);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, value >= 100 ? "%,.0f" : "%.2f", value);
  }

  String markdown() {
    StringBuilder text = new StringBuilder("| What | Measured | Wanted | |\n|---|---|---|---|\n");
    for (Row row : rows) {
      text.append(
          "| %s | %s | %s | %s |%n"
              .formatted(
                  row.what(), row.measured(), row.wanted(), row.met() ? "met" : "**not met**"));
    }
    return text.toString();
  }
}
