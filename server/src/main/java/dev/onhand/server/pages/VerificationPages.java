package dev.onhand.server.pages;

import dev.onhand.engine.access.Scope;
import dev.onhand.engine.batch.VerificationRecord;
import dev.onhand.engine.batch.VerificationRecords;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.paging.Slice;
import dev.onhand.server.access.Caller;
import dev.onhand.server.access.Needs;
import dev.onhand.server.web.Fields;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.PageOf;
import dev.onhand.server.web.PublicId;
import dev.onhand.server.web.Refs;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** Every change by a batch and of what a listing shows, with the pending orders of that moment. */
@Controller
class VerificationPages {

  private static final String PATH = "/verification-records";

  private static final CsvExport<VerificationRecord> EXPORT =
      new CsvExport<>(
          "onhand-verification-records",
          List.of(
              "id",
              "at",
              "change_type",
              "marketplace",
              "listing",
              "sku",
              "location",
              "pending_orders",
              "from",
              "change",
              "to",
              "admin",
              "order",
              "batch",
              "movement",
              "notes"),
          VerificationPages::cells);

  private final Pages pages;
  private final VerificationRecords records;

  VerificationPages(Pages pages, VerificationRecords records) {
    this.pages = pages;
    this.records = records;
  }

  @GetMapping(PATH)
  @Needs(Scope.STOCK_READ)
  View showVerificationRecords(
      HttpServletRequest request,
      Caller caller,
      @RequestParam(defaultValue = "") String type,
      @RequestParam(defaultValue = "") String channel,
      @RequestParam(defaultValue = "") String sku,
      @PageOf(IdKind.VERIFICATION) PageRequest page) {
    Map<String, String> filters = Map.of("type", type, "channel", channel, "sku", sku);
    Slice<VerificationRecord> found =
        Fields.checked(() -> records.list(caller.seller(), filter(type, channel, sku), page));
    return pages.page(
        pages.shell(request, caller, "Verification records", Shell.Section.BATCHES),
        "verificationRecords",
        Map.of(
            "rows",
            found.rows(),
            "pager",
            Pager.of(PATH, filters, page, found, IdKind.VERIFICATION, VerificationRecord::entry),
            "filters",
            filters,
            "export",
            Pager.link(PATH + ".csv", filters),
            "types",
            VerificationRecord.TYPES.stream().sorted().toList()));
  }

  @GetMapping(PATH + ".csv")
  @Needs(Scope.STOCK_READ)
  View exportVerificationRecords(
      Caller caller,
      @RequestParam(defaultValue = "") String type,
      @RequestParam(defaultValue = "") String channel,
      @RequestParam(defaultValue = "") String sku) {
    return Fields.checked(
        () -> {
          VerificationRecords.Filter filter = filter(type, channel, sku);
          return EXPORT.view(
              page ->
                  CsvExport.Part.of(
                      records.list(caller.seller(), filter, page), VerificationRecord::entry));
        });
  }

  private static VerificationRecords.Filter filter(String type, String channel, String sku) {
    return new VerificationRecords.Filter(
        type.isBlank() ? null : type,
        channel.isBlank() ? null : channel.strip(),
        null,
        sku.isBlank() ? null : Refs.product(sku));
  }

  private static List<String> cells(VerificationRecord row) {
    VerificationRecord.Where where = row.where();
    return List.of(
        PublicId.of(IdKind.VERIFICATION, row.entry()),
        CsvExport.time(row.at()),
        row.type(),
        where == null ? "" : CsvExport.text(where.channel()),
        where == null ? "" : CsvExport.text(where.externalId()),
        row.sku() == null ? "" : CsvExport.text(row.sku().value()),
        CsvExport.text(row.location()),
        CsvExport.number(row.pendingOrders()),
        CsvExport.number(row.from()),
        CsvExport.number(row.change()),
        CsvExport.number(row.to()),
        CsvExport.text(row.actor()),
        CsvExport.text(row.order()),
        CsvExport.number(row.batch()),
        row.movement() == null ? "" : PublicId.of(IdKind.MOVEMENT, row.movement().value()),
        CsvExport.text(row.notes()));
  }
}
