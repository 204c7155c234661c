package dev.onhand.server.pages;

import dev.onhand.engine.access.Scope;
import dev.onhand.engine.imports.ImportRun;
import dev.onhand.engine.imports.ImportRuns;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.paging.Slice;
import dev.onhand.server.access.Caller;
import dev.onhand.server.access.Needs;
import dev.onhand.server.imports.ImportBody;
import dev.onhand.server.imports.ImportUndo;
import dev.onhand.server.imports.RestingDesk;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.PageOf;
import dev.onhand.server.web.ProblemException;
import dev.onhand.server.web.PublicId;
import dev.onhand.server.web.SentFiles;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** What files brought in, and taking all of one back. */
@Controller
class ImportPages {

  private static final String PATH = SentFiles.PATH;

  private final Pages pages;
  private final ImportRuns runs;
  private final ImportUndo undo;
  private final RestingDesk desk;

  ImportPages(Pages pages, ImportRuns runs, ImportUndo undo, RestingDesk desk) {
    this.pages = pages;
    this.runs = runs;
    this.undo = undo;
    this.desk = desk;
  }

  @GetMapping(PATH)
  @Needs(Scope.STOCK_READ)
  View showImportsPage(
      HttpServletRequest request, Caller caller, @PageOf(IdKind.IMPORT) PageRequest page) {
    return list(HttpServletResponse.SC_OK, request, caller, page, "");
  }

  private View list(
      int status, HttpServletRequest request, Caller caller, PageRequest page, String error) {
    Slice<ImportRun> found = runs.list(caller.seller(), page);
    List<ImportBody> rows = found.map(undo::show).rows();
    return pages.page(
        status,
        pages.shell(request, caller, "Imports", Shell.Section.IMPORTS),
        "imports",
        Map.of(
            "rows",
            rows,
            "waiting",
            caller.may(Scope.STOCK_WRITE) ? desk.list(caller) : List.of(),
            "error",
            error,
            "pager",
            Pager.of(PATH, Map.of(), page, found, IdKind.IMPORT, ImportRun::id)));
  }

  /** Takes a file in, to be looked at. */
  @PostMapping(PATH)
  @Needs(value = Scope.STOCK_WRITE, isAudited = true)
  View sendFile(HttpServletRequest request, Caller caller) throws IOException, ServletException {
    try {
      Part file = part(request);
      try (InputStream content = file.getInputStream()) {
        String name = file.getSubmittedFileName();
        return Pages.redirect(
            FilePages.PATH
                + desk.receive(caller, name == null ? "" : name, content, file.getSize()));
      }
    } catch (ProblemException refused) {
      return list(
          refused.code().status(),
          request,
          caller,
          PageRequest.first(PageRequest.LIMIT_DEFAULT),
          Show.said(refused));
    }
  }

  private static Part part(HttpServletRequest request) throws IOException, ServletException {
    Part part = SentFiles.isOfParts(request) ? request.getPart("file") : null;
    if (part == null) {
      throw ProblemException.invalid("file", "Choose a file.");
    }
    return part;
  }

  @GetMapping(PATH + "/{id}")
  @Needs(Scope.STOCK_READ)
  View showImportPage(HttpServletRequest request, Caller caller, @PathVariable String id) {
    ImportRun run = undo.find(caller, id);
    return page(HttpServletResponse.SC_OK, request, caller, run, null, "");
  }

  private View page(
      int status,
      HttpServletRequest request,
      Caller caller,
      ImportRun run,
      @Nullable ImportBody preview,
      String error) {
    String path = PATH + "/" + PublicId.of(IdKind.IMPORT, run.id());
    return pages.page(
        status,
        pages.shell(request, caller, "Import", Shell.Section.IMPORTS),
        "import",
        Map.of(
            "done",
            undo.show(run),
            "path",
            path,
            "preview",
            preview == null ? List.of() : List.of(preview),
            "error",
            error));
  }

  /** Says what would come of undoing it, or undoes it. */
  @PostMapping(PATH + "/{id}")
  @Needs(Scope.STOCK_WRITE)
  View undoImportOfPage(
      HttpServletRequest request,
      Caller caller,
      @PathVariable String id,
      @RequestParam(defaultValue = "") String action)
      throws InterruptedException {
    ImportRun run = undo.find(caller, id);
    try {
      return switch (action) {
        case "preview" ->
            page(HttpServletResponse.SC_OK, request, caller, run, undo.undo(caller, run, true), "");
        case "undo" -> Pages.redirect(PATH + "/" + undo.undo(caller, run, false).id());
        default -> throw ProblemException.invalid("action", "action must be preview or undo");
      };
    } catch (ProblemException refused) {
      return page(refused.code().status(), request, caller, run, null, Show.said(refused));
    }
  }
}
