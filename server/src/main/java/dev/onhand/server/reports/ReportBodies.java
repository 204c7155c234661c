package dev.onhand.server.reports;

import dev.onhand.engine.reports.Report;
import dev.onhand.engine.reports.ReportQuestion;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reports as they are answered. */
final class ReportBodies {

  private ReportBodies() {}

  /**
   * A column of a report.
   *
   * @param name of its cells in each row
   * @param title for people
   * @param type text, number, decimal, day, time or batch
   */
  record ReportColumnBody(String name, String title, String type) {

    static ReportColumnBody of(Report.Column column) {
      return new ReportColumnBody(column.name(), column.title(), column.kind().code());
    }
  }

  /**
   * A report that can be asked for.
   *
   * @param name in its path
   * @param title for people
   * @param answers what it answers, and what its figures are made of
   * @param filters the parameters by which it can be narrowed
   * @param columns of its rows
   */
  record ReportBody(
      String object,
      String name,
      String title,
      String answers,
      List<String> filters,
      List<ReportColumnBody> columns) {

    static ReportBody of(Report report) {
      return new ReportBody(
          "report",
          report.name(),
          report.title(),
          report.answers(),
          ReportDesk.PARAMETERS.stream().filter(one -> ReportDesk.takes(report, one)).toList(),
          report.columns().stream().map(ReportColumnBody::of).toList());
    }
  }

  /**
   * A report's answer.
   *
   * @param name of the report
   * @param title for people
   * @param answers what it answers, and what its figures are made of
   * @param from first day of the period; null: the report is of now
   * @param to last day of the period, which is included
   * @param columns of the rows, in their order
   * @param data the rows: of each column its cell, null where there is nothing to say
   * @param hasMore whether there are more rows than limit let through; files have all
   * @param url the report's path
   */
  record ReportRowsBody(
      String object,
      String name,
      String title,
      String answers,
      @Nullable String from,
      @Nullable String to,
      List<ReportColumnBody> columns,
      List<Map<String, @Nullable Object>> data,
      boolean hasMore,
      String url) {

    static ReportRowsBody of(Report report, ReportQuestion question, ReportDesk.Rows rows) {
      boolean hasPeriod = report.filters().contains(Report.Filter.PERIOD);
      return new ReportRowsBody(
          "report_rows",
          report.name(),
          report.title(),
          report.answers(),
          hasPeriod ? question.from().toString() : null,
          hasPeriod ? question.to().toString() : null,
          report.columns().stream().map(ReportColumnBody::of).toList(),
          rows.rows().stream().map(row -> row(report, row)).toList(),
          rows.hasMore(),
          ReportController.PATH + "/" + report.name());
    }

    private static Map<String, @Nullable Object> row(Report report, List<@Nullable Object> cells) {
      Map<String, @Nullable Object> row = new LinkedHashMap<>();
      for (int i = 0; i < cells.size(); i++) {
        Report.Column column = report.columns().get(i);
        row.put(column.name(), Cells.value(column, cells.get(i)));
      }
      return row;
    }
  }
}
