package dev.onhand.server.reports;

import dev.onhand.engine.access.Scope;
import dev.onhand.engine.reports.Report;
import dev.onhand.engine.reports.ReportQuestion;
import dev.onhand.model.Quantity;
import dev.onhand.server.access.Caller;
import dev.onhand.server.access.Needs;
import dev.onhand.server.reports.ReportBodies.ReportBody;
import dev.onhand.server.reports.ReportBodies.ReportRowsBody;
import dev.onhand.server.web.Answers;
import dev.onhand.server.web.Fields;
import dev.onhand.server.web.ListBody;
import dev.onhand.server.web.ProblemException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Reports: questions that are asked again and again. */
@RestController
@RequestMapping(ReportController.PATH)
class ReportController {

  static final String PATH = "/api/v1/reports";

  /** More are had as a file. */
  private static final int LIMIT_MAX = 10_000;

  private static final String JSON = "json";

  private final ReportDesk desk;

  ReportController(ReportDesk desk) {
    this.desk = desk;
  }

  /** Lists the reports that can be asked for: those of what the caller may see. */
  @GetMapping
  @Needs(Scope.STOCK_READ)
  ListBody<ReportBody> listReports(Caller caller) {
    return ListBody.whole(PATH, desk.all(caller).stream().map(ReportBody::of).toList());
  }

  /**
   * Answers a report, from one state of the database. Each takes the filters that GET
   * /api/v1/reports says. Reports of orders and channels also need the scope `orders:read`.
   *
   * @param from first day, by the seller's clocks; not given: 30 days in all
   * @param to last day, which is included; not given: today
   * @param sku SKU or id of the product
   * @param location code or id of the location
   * @param channel code of the channel
   * @param reason why units moved
   * @param actor who did it, as the journal calls them
   * @param format json, or all rows as a file: csv or xlsx
   * @param limit how many rows of JSON at most, 1 to 10000
   */
  @GetMapping("/{report}")
  @Needs(Scope.STOCK_READ)
  @Answers(body = ReportRowsBody.class)
  @Nullable ResponseEntity<ReportRowsBody> showReport(
      Caller caller,
      HttpServletResponse response,
      @PathVariable String report,
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String to,
      @RequestParam(required = false) @Nullable String sku,
      @RequestParam(required = false) @Nullable String location,
      @RequestParam(required = false) @Nullable String channel,
      @RequestParam(required = false) @Nullable String reason,
      @RequestParam(required = false) @Nullable String actor,
      @RequestParam(defaultValue = JSON) String format,
      @RequestParam(defaultValue = "1000") String limit)
      throws IOException {
    Report found = desk.find(caller, report);
    Map<String, @Nullable String> given = new HashMap<>();
    given.put("from", from);
    given.put("to", to);
    given.put("sku", sku);
    given.put("location", location);
    given.put("channel", channel);
    given.put("reason", reason);
    given.put("actor", actor);
    ReportQuestion question = desk.question(caller, found, given);
    if (format.equals(JSON)) {
      return ResponseEntity.ok(
          ReportRowsBody.of(found, question, desk.rows(caller, found, question, limit(limit))));
    }
    desk.file(caller, found, question, ReportFormat.of(format)).send(response);
    return null; // it is sent
  }

  private static int limit(String text) {
    long limit = Fields.checked(() -> Quantity.parseWhole("limit", text));
    if (limit < 1 || limit > LIMIT_MAX) {
      throw ProblemException.invalid(
          "limit", "limit must be 1 to %d; a file has all rows".formatted(LIMIT_MAX));
    }
    return (int) limit;
  }
}
