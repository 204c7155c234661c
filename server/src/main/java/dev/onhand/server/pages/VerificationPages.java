package dev.onhand.server.pages;

import dev.onhand.engine.access.Scope;
import dev.onhand.engine.access.Sellers;
import dev.onhand.engine.batch.VerificationRecord;
import dev.onhand.engine.batch.VerificationRecords;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.paging.Slice;
import dev.onhand.server.access.Caller;
import dev.onhand.server.access.Needs;
import dev.onhand.server.reports.ListExport;
import dev.onhand.server.web.Fields;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.PageOf;
import dev.onhand.server.web.PublicId;
import dev.onhand.server.web.Refs;
import jakarta.servlet.http.HttpServletRequest;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** Every change by a batch and of what a listing shows, with the pending orders of that moment. */
@Controller
class VerificationPages {

  private static final String PATH = "/verification-records";

  private static final ListExport<VerificationRecord> EXPORT =
      new ListExport<>(
          "onhand-verification-records",
          "Verification records",
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
  private final Sellers sellers;

  VerificationPages(Pages pages, VerificationRecords records, Sellers sellers) {
    this.pages = pages;
    this.records = records;
    this.sellers = sellers;
  }

  @GetMapping(PATH)
  @Needs(Scope.STOCK_READ)
  View showVerificationRecords(
      HttpServletRequest request,
      Caller caller,
      @RequestParam(defaultValue = "") String type,
      @RequestParam(defaultValue = "") String channel,
      @RequestParam(defaultValue = "") String sku,
      @RequestParam(defaultValue = "") String admin,
      @RequestParam(defaultValue = "") String from,
      @RequestParam(defaultValue = "") String to,
      @PageOf(IdKind.VERIFICATION) PageRequest page) {
    Map<String, String> filters = filters(type, channel, sku, admin, from, to);
    Shell shell = pages.shell(request, caller, "Verification records", Shell.Section.BATCHES);
    Slice<VerificationRecord> found =
        Fields.checked(() -> records.list(caller.seller(), filter(filters, shell.zone()), page));
    return pages.page(
        shell,
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

  @GetMapping({PATH + ".csv", PATH + ".xlsx"})
  @Needs(Scope.STOCK_READ)
  View exportVerificationRecords(
      HttpServletRequest request,
      Caller caller,
      @RequestParam(defaultValue = "") String type,
      @RequestParam(defaultValue = "") String channel,
      @RequestParam(defaultValue = "") String sku,
      @RequestParam(defaultValue = "") String admin,
      @RequestParam(defaultValue = "") String from,
      @RequestParam(defaultValue = "") String to) {
    ZoneId zone = sellers.find(caller.seller()).orElseThrow().timeZone();
    return Fields.checked(
        () -> {
          VerificationRecords.Filter filter =
              filter(filters(type, channel, sku, admin, from, to), zone);
          return EXPORT.view(
              request,
              page ->
                  ListExport.Part.of(
                      records.list(caller.seller(), filter, page), VerificationRecord::entry));
        });
  }

  private static Map<String, String> filters(
      String type, String channel, String sku, String admin, String from, String to) {
    Map<String, String> filters = new LinkedHashMap<>();
    filters.put("type", type);
    filters.put("channel", channel.strip());
    filters.put("sku", sku.strip());
    filters.put("admin", admin.strip());
    filters.put("from", from);
    filters.put("to", to);
    return filters;
  }

  /** Days are the seller's, both included. */
  private static VerificationRecords.Filter filter(Map<String, String> filters, ZoneId zone) {
    Fields fields = Fields.ofParameters();
    var product = fields.optional("sku", Fields.given(filters.get("sku")), Refs::product);
    var first =
        fields.optional(
            "from",
            Fields.given(filters.get("from")),
            day -> JournalQuestions.day("from", day, zone, 0));
    var last =
        fields.optional(
            "to", Fields.given(filters.get("to")), day -> JournalQuestions.day("to", day, zone, 1));
    return fields.build(
        () ->
            new VerificationRecords.Filter(
                Fields.given(filters.get("type")),
                Fields.given(filters.get("channel")),
                null,
                product.orNull(),
                Fields.given(filters.get("admin")),
                first.orNull(),
                last.orNull()));
  }

  private static List<@Nullable Object> cells(VerificationRecord row) {
    VerificationRecord.Where where = row.where();
    return ListExport.cells(
        PublicId.of(IdKind.VERIFICATION, row.entry()),
        row.at(),
        row.type(),
        where == null ? null : where.channel(),
        where == null ? null : where.externalId(),
        row.sku() == null ? null : row.sku().value(),
        row.location(),
        row.pendingOrders(),
        row.from(),
        row.change(),
        row.to(),
        row.actor(),
        row.order(),
        row.batch(),
        row.movement() == null ? null : PublicId.of(IdKind.MOVEMENT, row.movement().value()),
        row.notes());
  }
}
