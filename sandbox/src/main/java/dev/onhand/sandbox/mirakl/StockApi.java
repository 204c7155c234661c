package dev.onhand.sandbox.mirakl;

import dev.onhand.sandbox.Fault;
import dev.onhand.sandbox.Json;
import dev.onhand.sandbox.Purpose;
import dev.onhand.sandbox.Site;
import dev.onhand.sandbox.shop.Listing;
import dev.onhand.sandbox.wire.Request;
import dev.onhand.sandbox.wire.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** STO01 to STO03: stock that goes up in a file, what became of it, and what of it was wrong. */
final class StockApi {
  private static final Duration TIME = Duration.ofMinutes(2);
  private static final int LATE_FACTOR = 10;

  /** An import as it stands. */
  private static final class Import {
    private final Instant madeAt;
    private String status = "WAITING";
    private int inSuccess;
    private final List<List<String>> errors = new ArrayList<>();

    private Import(Instant madeAt) {
      this.madeAt = madeAt;
    }
  }

  private final Site site;
  private final Mirakl.Account account;
  private final Map<String, Import> imports = new HashMap<>();

  StockApi(Site site, Mirakl.Account account) {
    this.site = site;
    this.account = account;
  }

  Response accept(Request request) {
    List<List<String>> rows = StockFile.of(request);
    if (rows.isEmpty()) {
      return MiraklDialect.error(
          400, "The file is missing, or its columns are not those of stock.");
    }
    String id = "7b2f%04d".formatted(imports.size() + 1);
    Import made = new Import(site.shop().now());
    imports.put(id, made);
    boolean isLate = site.faults().fires(Fault.RESULT_LATE, Purpose.PUSH);
    boolean isLost = site.faults().fires(Fault.RESULT_LOST, Purpose.PUSH);
    Duration time = isLate ? TIME.multipliedBy(LATE_FACTOR) : TIME;
    site.later().in(time.dividedBy(2), () -> made.status = "RUNNING");
    site.later()
        .in(
            time,
            () -> {
              work(id, made, rows);
              made.status = isLost ? "RUNNING" : "COMPLETE";
            });
    return site.json(Purpose.PUSH, 201, Json.object().put("import_id", id))
        .with("Location", "%s/api/offers/stock/imports/%s/status".formatted(site.base(), id));
  }

  private void work(String id, Import made, List<List<String>> rows) {
    List<String> columns = rows.getFirst();
    for (int number = 1; number < rows.size(); number++) {
      List<String> row = rows.get(number);
      Optional<String> problem = problem(columns, row);
      if (problem.isPresent()) {
        made.errors.add(
            Stream.concat(Stream.of("" + number, problem.get()), row.stream()).toList());
      } else {
        made.inSuccess++;
        Listing listing =
            site.shop().findBySku(StockFile.cell(columns, row, "offer-sku")).orElseThrow();
        int quantity = Integer.parseInt(StockFile.cell(columns, row, "quantity"));
        site.pushIfThere(listing.id(), quantity, "import " + id);
      }
    }
  }

  private Optional<String> problem(List<String> columns, List<String> row) {
    String quantity = StockFile.cell(columns, row, "quantity");
    String warehouse = StockFile.cell(columns, row, "warehouse-code");
    if (site.shop().findBySku(StockFile.cell(columns, row, "offer-sku")).isEmpty()) {
      return Optional.of("The offer does not exist");
    }
    if (!quantity.matches("\\d{1,9}|1000000000")) {
      return Optional.of("The quantity is not valid");
    }
    if (!warehouse.isEmpty() && !warehouse.equals(account.warehouse())) {
      return Optional.of("The warehouse does not exist");
    }
    return site.faults().fires(Fault.REFUSED_ITEM, Purpose.PUSH)
        ? Optional.of("The offer is locked; \"for now\"")
        : Optional.empty();
  }

  Response status(String id) {
    Import made = imports.get(id);
    if (made == null) {
      return unknown(id);
    }
    ObjectNode body = Json.object();
    body.put("import_id", id);
    body.put("shop_id", Mirakl.SHOP);
    body.put("status", made.status);
    body.put("date_created", made.madeAt.toString());
    body.put("lines_in_success", made.inSuccess);
    body.put("lines_in_error", made.errors.size());
    body.put("has_error_report", !made.errors.isEmpty());
    return site.json(Purpose.PUSH_RESULT, 200, body);
  }

  /** Only what was wrong, ready to be mended and sent again. */
  Response report(String id) {
    Import made = imports.get(id);
    if (made == null || made.errors.isEmpty()) {
      return unknown(id);
    }
    String lines = made.errors.stream().map(StockApi::line).collect(Collectors.joining("\n"));
    return Response.of(200, "text/csv;charset=UTF-8", lines + "\n");
  }

  private static String line(List<String> cells) {
    return cells.stream()
        .map(cell -> '"' + cell.replace("\"", "\"\"") + '"')
        .collect(Collectors.joining(";"));
  }

  private static Response unknown(String id) {
    return MiraklDialect.error(404, "Import with identifier '" + id + "' not found");
  }
}
