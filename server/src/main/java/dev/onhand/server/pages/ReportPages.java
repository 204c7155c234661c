package dev.onhand.server.pages;

import dev.onhand.core.ledger.Reason;
import dev.onhand.engine.access.Scope;
import dev.onhand.engine.reports.Report;
import dev.onhand.engine.reports.ReportQuestion;
import dev.onhand.server.access.Caller;
import dev.onhand.server.access.Needs;
import dev.onhand.server.reports.ReportDesk;
import dev.onhand.server.reports.ReportFormat;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import tools.jackson.databind.json.JsonMapper;

/** Reports to look at, to draw, and to take along. */
@Controller
class ReportPages {

  /** A page that is longer than this helps nobody: a file has all rows. */
  private static final int ROWS_MAX = 500;

  /** A picture shows more: two months, and each reason on every day of them. */
  private static final int DRAWN_MAX = 2_000;

  /** Says that somebody asked for the rows, however long they take. */
  private static final String MAKE = "make";

  private static final ReportDesk.Rows NONE = new ReportDesk.Rows(List.of(), false);

  private final Pages pages;
  private final ReportDesk desk;
  private final JsonMapper json;

  ReportPages(Pages pages, ReportDesk desk, JsonMapper json) {
    this.pages = pages;
    this.desk = desk;
    this.json = json;
  }

  @GetMapping("/reports")
  @Needs(Scope.STOCK_READ)
  View showReports(HttpServletRequest request, Caller caller) {
    return pages.page(
        pages.shell(request, caller, "Reports", Shell.Section.REPORTS),
        "reports",
        Map.of("reports", desk.all(caller)));
  }

  @GetMapping("/reports/{name}")
  @Needs(Scope.STOCK_READ)
  View showReport(
      HttpServletRequest request,
      Caller caller,
      @PathVariable String name,
      @RequestParam(defaultValue = "") String from,
      @RequestParam(defaultValue = "") String to,
      @RequestParam(defaultValue = "") String sku,
      @RequestParam(defaultValue = "") String location,
      @RequestParam(defaultValue = "") String channel,
      @RequestParam(defaultValue = "") String reason,
      @RequestParam(defaultValue = "") String actor,
      @RequestParam(defaultValue = "") String make) {
    Report report = desk.find(caller, name);
    Map<String, String> filters = filters(from, to, sku, location, channel, reason, actor);
    ReportQuestion question = desk.question(caller, report, filters);
    int limit = report.chart() == null ? ROWS_MAX : DRAWN_MAX;
    boolean isMade = !make.isEmpty() || desk.isQuick(caller, report, question, limit);
    ReportDesk.Rows found = isMade ? desk.rows(caller, report, question, limit) : NONE;
    ReportDesk.Rows shown = found.first(ROWS_MAX);
    if (ReportDesk.takes(report, "from")) {
      filters.put("from", question.from().toString());
      filters.put("to", question.to().toString());
    }
    ReportChart chart = ReportChart.of(report, found.rows());
    Map<String, Object> content = new HashMap<>();
    content.put("report", report);
    content.put("rows", ReportCell.rows(report, shown));
    content.put("hasMore", shown.hasMore());
    content.put("make", isMade ? "" : make(report, filters));
    content.put("filters", filters);
    content.put("reasons", Arrays.stream(Reason.values()).map(Reason::code).toList());
    content.put("csv", export(report, filters, ReportFormat.CSV));
    content.put("xlsx", export(report, filters, ReportFormat.XLSX));
    content.put("chart", chart == null ? "" : json.writeValueAsString(chart));
    content.put("isShare", chart != null && chart.isShare());
    return pages.page(
        pages.shell(request, caller, report.title(), Shell.Section.REPORTS), "report", content);
  }

  @GetMapping("/reports/{name}/export")
  @Needs(Scope.STOCK_READ)
  View exportReport(
      Caller caller,
      @PathVariable String name,
      @RequestParam String format,
      @RequestParam(defaultValue = "") String from,
      @RequestParam(defaultValue = "") String to,
      @RequestParam(defaultValue = "") String sku,
      @RequestParam(defaultValue = "") String location,
      @RequestParam(defaultValue = "") String channel,
      @RequestParam(defaultValue = "") String reason,
      @RequestParam(defaultValue = "") String actor) {
    Report report = desk.find(caller, name);
    Map<String, String> filters = filters(from, to, sku, location, channel, reason, actor);
    ReportQuestion question = desk.question(caller, report, filters);
    var file = desk.file(caller, report, question, ReportFormat.of(format));
    return (model, request, response) -> file.send(response);
  }

  private static Map<String, String> filters(String... values) {
    Map<String, String> filters = new LinkedHashMap<>();
    List<String> names = ReportDesk.PARAMETERS;
    for (int i = 0; i < names.size(); i++) {
      filters.put(names.get(i), values[i].strip());
    }
    return filters;
  }

  private static String make(Report report, Map<String, String> filters) {
    Map<String, String> parameters = new LinkedHashMap<>(filters);
    parameters.put(MAKE, "true");
    return Pager.link("/reports/" + report.name(), parameters);
  }

  private static String export(Report report, Map<String, String> filters, ReportFormat format) {
    Map<String, String> parameters = new LinkedHashMap<>(filters);
    parameters.put("format", format.code());
    return Pager.link("/reports/" + report.name() + "/export", parameters);
  }
}
