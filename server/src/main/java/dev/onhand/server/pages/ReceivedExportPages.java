package dev.onhand.server.pages;

import dev.onhand.engine.access.Scope;
import dev.onhand.engine.batch.Batch;
import dev.onhand.engine.batch.BatchFilter;
import dev.onhand.engine.batch.BatchRows;
import dev.onhand.engine.imports.ImportRun;
import dev.onhand.engine.imports.ImportRuns;
import dev.onhand.engine.paging.Slice;
import dev.onhand.engine.purchase.PurchaseFilter;
import dev.onhand.engine.purchase.PurchaseOrder;
import dev.onhand.engine.purchase.PurchaseRows;
import dev.onhand.server.access.Caller;
import dev.onhand.server.access.Needs;
import dev.onhand.server.imports.ImportBody;
import dev.onhand.server.imports.ImportUndo;
import dev.onhand.server.reports.ListExport;
import dev.onhand.server.web.Fields;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.PublicId;
import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** What was expected, counted and brought in, as files for spreadsheets. */
@Controller
class ReceivedExportPages {

  private static final ListExport<PurchaseOrder.Head> PURCHASES =
      new ListExport<>(
          "onhand-receiving",
          "Receiving",
          List.of(
              "id",
              "kind",
              "reference",
              "supplier",
              "location",
              "expected_at",
              "status",
              "units_expected",
              "received",
              "incoming",
              "lines_differing",
              "note",
              "reason",
              "created_at",
              "actor"),
          ReceivedExportPages::cells);

  private static final ListExport<Batch> BATCHES =
      new ListExport<>(
          "onhand-batches",
          "Batches",
          List.of(
              "id",
              "kind",
              "location",
              "state",
              "reason",
              "note",
              "opened_at",
              "opened_by",
              "posted_at",
              "posted_by",
              "ended_at",
              "ended_by"),
          ReceivedExportPages::cells);

  private static final ListExport<ImportBody> IMPORTS =
      new ListExport<>(
          "onhand-imports",
          "Imports",
          List.of(
              "id",
              "kind",
              "file",
              "begun_at",
              "by",
              "state",
              "lines",
              "recorded",
              "recorded_before",
              "refused",
              "undone_by"),
          row ->
              ListExport.cells(
                  row.id(),
                  row.kind(),
                  row.fileName(),
                  row.startedAt(),
                  row.actor(),
                  row.status(),
                  row.rows(),
                  row.recorded(),
                  row.alreadyRecorded(),
                  row.refused(),
                  row.undoneBy()));

  private final PurchaseRows purchases;
  private final BatchRows batches;
  private final ImportRuns imports;
  private final ImportUndo undo;
  private final InstantSource clock;

  ReceivedExportPages(
      PurchaseRows purchases,
      BatchRows batches,
      ImportRuns imports,
      ImportUndo undo,
      InstantSource clock) {
    this.purchases = purchases;
    this.batches = batches;
    this.imports = imports;
    this.undo = undo;
    this.clock = clock;
  }

  @GetMapping({"/receiving.csv", "/receiving.xlsx"})
  @Needs(Scope.STOCK_READ)
  View exportPurchases(
      HttpServletRequest request,
      Caller caller,
      @RequestParam(defaultValue = "") String status,
      @RequestParam(defaultValue = "") String sku,
      @RequestParam(defaultValue = "") String location,
      @RequestParam(defaultValue = "false") boolean overdue,
      @RequestParam(defaultValue = "false") boolean discrepancy) {
    PurchaseFilter filter =
        ReceivingPages.filter(status, sku, location, overdue ? clock.instant() : null, discrepancy);
    return Fields.checked(
        () ->
            PURCHASES.view(
                request,
                page ->
                    ListExport.Part.of(
                        purchases.list(caller.seller(), filter, page), PurchaseOrder.Head::id)));
  }

  @GetMapping({"/batches.csv", "/batches.xlsx"})
  @Needs(Scope.STOCK_READ)
  View exportBatches(
      HttpServletRequest request,
      Caller caller,
      @RequestParam(name = "under_way", defaultValue = "false") boolean underWay) {
    BatchFilter filter = new BatchFilter(null, null, underWay);
    return BATCHES.view(
        request,
        page -> ListExport.Part.of(batches.list(caller.seller(), filter, page), Batch::id));
  }

  @GetMapping({"/imports.csv", "/imports.xlsx"})
  @Needs(Scope.STOCK_READ)
  View exportImports(HttpServletRequest request, Caller caller) {
    return IMPORTS.view(
        request,
        page -> {
          Slice<ImportRun> found = imports.list(caller.seller(), page);
          return new ListExport.Part<>(
              found.map(undo::show).rows(), found.hasMore() ? found.rows().getLast().id() : null);
        });
  }

  private static List<@Nullable Object> cells(PurchaseOrder.Head row) {
    return ListExport.cells(
        PublicId.of(IdKind.PURCHASE, row.id()),
        row.kind().code(),
        row.reference(),
        row.supplier(),
        row.location().code(),
        row.expectedAt(),
        row.status().code(),
        row.totals().expected(),
        row.totals().received(),
        row.totals().incoming(),
        row.totals().differing(),
        row.note(),
        row.reason(),
        row.createdAt(),
        row.actor());
  }

  private static List<@Nullable Object> cells(Batch row) {
    return ListExport.cells(
        PublicId.of(IdKind.BATCH, row.id()),
        row.kind().code(),
        row.location().code(),
        row.state().code(),
        row.reason() == null ? null : row.reason().code(),
        row.note(),
        row.opened().at(),
        row.opened().actor(),
        row.pushed() == null ? null : row.pushed().at(),
        row.pushed() == null ? null : row.pushed().actor(),
        row.ended() == null ? null : row.ended().at(),
        row.ended() == null ? null : row.ended().actor());
  }
}
