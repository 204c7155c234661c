package dev.onhand.server.imports;

import dev.onhand.engine.access.Scope;
import dev.onhand.engine.access.Seller;
import dev.onhand.engine.access.Sellers;
import dev.onhand.engine.imports.ImportRun;
import dev.onhand.engine.imports.ImportRuns;
import dev.onhand.engine.imports.Importer;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.server.access.Caller;
import dev.onhand.server.access.Callers;
import dev.onhand.server.access.Needs;
import dev.onhand.server.web.Answers;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.ListBody;
import dev.onhand.server.web.PageOf;
import dev.onhand.server.web.Places;
import dev.onhand.server.web.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Imports. The answer comes when the last line was dealt with. No Idempotency-Key is needed: each
 * line has its own.
 */
@RestController
@RequestMapping(path = ImportController.PATH, produces = "application/json")
class ImportController {

  static final String PATH = "/api/v1/imports";

  private final Importer importer;
  private final ImportRuns runs;
  private final ImportUndo undo;
  private final Uploads uploads;
  private final Sellers sellers;
  private final Importing importing;

  ImportController(
      Importer importer,
      ImportRuns runs,
      ImportUndo undo,
      Uploads uploads,
      Sellers sellers,
      Importing importing) {
    this.importer = importer;
    this.runs = runs;
    this.undo = undo;
    this.uploads = uploads;
    this.sellers = sellers;
    this.importing = importing;
  }

  /** Imports a file: each line under its own key, so that a file sent twice has one effect. */
  @PostMapping(
      consumes = {
        "text/csv",
        "text/tab-separated-values",
        "text/plain",
        "application/jsonl",
        "application/x-ndjson",
        "application/gzip",
        "application/x-gzip",
        "application/octet-stream"
      })
  @Needs(Scope.STOCK_WRITE)
  ImportBody importFile(
      Caller caller,
      HttpServletRequest request,
      @RequestParam String kind,
      @RequestParam(name = "dry_run", required = false) @Nullable String dryRun,
      @RequestParam(required = false) @Nullable String create,
      @RequestParam(name = "on_error", required = false) @Nullable String onError,
      @RequestParam(name = "file_name", required = false) @Nullable String fileName,
      @RequestParam(required = false) @Nullable String charset,
      @RequestParam(required = false) @Nullable String location,
      @RequestParam(required = false) @Nullable String as)
      throws IOException, InterruptedException {
    Seller seller = sellers.find(caller.seller()).orElseThrow();
    ImportParameters.Read parameters =
        ImportParameters.read(
            new ImportParameters.Given(
                kind, dryRun, create, onError, fileName, charset, location, as),
            importer.retailers(),
            seller.timeZone());
    if (parameters.makesOrders()) {
      Callers.require(request, Scope.ORDERS_WRITE);
    }
    if (parameters.options().create()) {
      Callers.require(request, Scope.PRODUCTS_WRITE);
      Callers.require(request, Scope.LOCATIONS_WRITE);
    }
    try (Places.Place _ = importing.place();
        Uploads.Upload upload =
            uploads.receive(request.getInputStream(), request.getContentLengthLong())) {
      return importing.run(
          new Importing.Wish(caller, parameters, upload, seenAt -> null),
          beginning -> runs.begin(caller.seller(), beginning));
    }
  }

  /** Lists imports, newest first. */
  @GetMapping
  @Needs(Scope.STOCK_READ)
  ListBody<ImportBody> listImports(Caller caller, @PageOf(IdKind.IMPORT) PageRequest page) {
    return ListBody.of(PATH, runs.list(caller.seller(), page), undo::show);
  }

  /** Shows an import and its report. */
  @GetMapping("/{id}")
  @Needs(Scope.STOCK_READ)
  ImportBody showImport(Caller caller, @PathVariable String id) {
    return undo.show(undo.find(caller, id));
  }

  /**
   * Undoes an import: reverses each movement that it recorded and nobody reversed. Safe to send
   * again: each is reversed once. What the books refuse is named and stays. The answer, an import
   * of its own, comes when the last was dealt with.
   */
  @PostMapping("/{id}/undo")
  @Needs(Scope.STOCK_WRITE)
  @Answers(problems = {ProblemCode.CONFLICT, ProblemCode.BUSY})
  ImportBody undoImport(
      Caller caller,
      @PathVariable String id,
      @RequestParam(name = "dry_run", defaultValue = "false") boolean dryRun)
      throws InterruptedException {
    ImportRun run = undo.find(caller, id);
    try (Places.Place _ = importing.place()) {
      return undo.undo(caller, run, dryRun);
    }
  }
}
