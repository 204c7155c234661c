package dev.onhand.server.pages;

import dev.onhand.core.batch.BatchKind;
import dev.onhand.core.batch.BatchState;
import dev.onhand.core.batch.FourEyes;
import dev.onhand.core.ledger.LocationRef;
import dev.onhand.engine.access.Scope;
import dev.onhand.engine.batch.Batch;
import dev.onhand.engine.batch.BatchChecking;
import dev.onhand.engine.batch.BatchContents;
import dev.onhand.engine.batch.BatchFilter;
import dev.onhand.engine.batch.BatchLine;
import dev.onhand.engine.batch.BatchPosting;
import dev.onhand.engine.batch.BatchResult;
import dev.onhand.engine.batch.BatchResult.OpenLine;
import dev.onhand.engine.batch.BatchReview;
import dev.onhand.engine.batch.BatchRows;
import dev.onhand.engine.batch.Batches;
import dev.onhand.engine.batch.NewBatch;
import dev.onhand.engine.batch.NewScan;
import dev.onhand.engine.batch.ScanAnswer;
import dev.onhand.engine.batch.ScanLines;
import dev.onhand.engine.batch.VerificationRecords;
import dev.onhand.engine.catalogue.Edit;
import dev.onhand.engine.catalogue.Products;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.paging.Slice;
import dev.onhand.model.Quantity;
import dev.onhand.server.access.Caller;
import dev.onhand.server.access.Needs;
import dev.onhand.server.batches.BatchProblems;
import dev.onhand.server.batches.BatchRequests;
import dev.onhand.server.batches.BatchRequests.ScanToKeep;
import dev.onhand.server.batches.BatchRequests.ScansToKeep;
import dev.onhand.server.batches.LinesWanted;
import dev.onhand.server.batches.ProgressBody;
import dev.onhand.server.imports.ImportBody;
import dev.onhand.server.imports.ImportUndo;
import dev.onhand.server.web.FieldError;
import dev.onhand.server.web.Fields;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.PageOf;
import dev.onhand.server.web.ProblemException;
import dev.onhand.server.web.PublicId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** Batches: started, scanned by a scanner that types, posted and closed. */
@Controller
class BatchPages {

  /** More lines are not read on a page; the list of the API has them all. */
  private static final int LINES_SHOWN_MAX = 200;

  private static final int RECORDS_SHOWN = 10;
  private static final int SCANS_SHOWN = 10;

  private static final String DAYS = "days";
  private static final String RISK = "risk";

  /** What is picked by a number. */
  private static final Set<String> MANY = Set.of(DAYS, RISK);

  private final Pages pages;
  private final Batches batches;
  private final BatchPosting posting;
  private final BatchChecking checking;
  private final BatchReview review;
  private final BatchRows rows;
  private final VerificationRecords records;
  private final ImportUndo undo;
  private final Products products;
  private final LocationCodes locations;
  private final InstantSource clock;
  private final RandomGenerator random;

  BatchPages(
      Pages pages,
      Batches batches,
      BatchPosting posting,
      BatchChecking checking,
      BatchReview review,
      BatchRows rows,
      VerificationRecords records,
      ImportUndo undo,
      Products products,
      LocationCodes locations,
      InstantSource clock,
      RandomGenerator random) {
    this.pages = pages;
    this.batches = batches;
    this.posting = posting;
    this.checking = checking;
    this.review = review;
    this.rows = rows;
    this.records = records;
    this.undo = undo;
    this.products = products;
    this.locations = locations;
    this.clock = clock;
    this.random = random;
  }

  @GetMapping("/batches")
  @Needs(Scope.STOCK_READ)
  View showBatches(
      HttpServletRequest request,
      Caller caller,
      @RequestParam(name = "under_way", defaultValue = "false") boolean underWay,
      @PageOf(IdKind.BATCH) PageRequest page) {
    return list(HttpServletResponse.SC_OK, request, caller, underWay, page, "");
  }

  private View list(
      int status,
      HttpServletRequest request,
      Caller caller,
      boolean underWay,
      PageRequest page,
      String error) {
    Slice<Batch> found = rows.list(caller.seller(), new BatchFilter(null, null, underWay), page);
    Map<String, String> filters = Map.of("under_way", underWay ? "true" : "");
    return pages.page(
        status,
        pages.shell(request, caller, "Batches", Shell.Section.BATCHES),
        "batches",
        Map.of(
            "rows",
            found.rows(),
            "pager",
            Pager.of("/batches", filters, page, found, IdKind.BATCH, Batch::id),
            "filters",
            filters,
            "export",
            Pager.link("/batches.csv", filters),
            "locations",
            locations.all(caller),
            "error",
            error));
  }

  /** Starts a batch, and goes to it. */
  @PostMapping("/batches")
  @Needs(Scope.STOCK_WRITE)
  View openBatch(
      HttpServletRequest request,
      Caller caller,
      @RequestParam(defaultValue = "") String kind,
      @RequestParam(defaultValue = "") String location,
      @RequestParam(defaultValue = "false") boolean blind,
      @RequestParam(defaultValue = "") String pick,
      @RequestParam(defaultValue = "") String many,
      @RequestParam(name = "four_eyes_above", defaultValue = "") String fourEyesAbove,
      @RequestParam(defaultValue = "") String note) {
    try {
      Fields fields = Fields.ofParameters();
      var what = fields.required("kind", kind, BatchKind::read);
      var place = fields.required("location", location, LocationRef::code);
      var number =
          fields.optional("many", Fields.given(many), text -> Quantity.parseWhole("many", text));
      var above =
          fields.optional(
              "four_eyes_above",
              Fields.given(fourEyesAbove),
              text -> Quantity.parseWhole("four_eyes_above", text));
      var ofClass =
          fields.optional(
              "pick", pick.isEmpty() || MANY.contains(pick) ? null : pick, BatchRequests::abc);
      if (MANY.contains(pick) && many.isBlank()) {
        fields.add(new FieldError("many", FieldError.INVALID, "Say how many."));
      }
      NewBatch wish =
          fields.build(
              () ->
                  new NewBatch(
                      what.get(),
                      place.get(),
                      null,
                      blind && what.get().counts(),
                      new FourEyes(above.orNull()),
                      note,
                      List.of(),
                      pick.equals(DAYS) ? Math.toIntExact(number.get()) : null,
                      ofClass.orNull(),
                      pick.equals(RISK) ? Math.toIntExact(number.get()) : null));
      BatchResult started = batches.start(caller.seller(), wish, edit(caller));
      if (started instanceof BatchResult.Done(var contents)) {
        return Pages.redirect(path(contents.batch().id()));
      }
      throw BatchProblems.of(started, kind);
    } catch (ProblemException refused) {
      return list(
          refused.code().status(),
          request,
          caller,
          false,
          PageRequest.first(PageRequest.LIMIT_DEFAULT),
          Show.said(refused));
    }
  }

  private Edit edit(Caller caller) {
    return new Edit(caller.actor(), clock.instant(), null);
  }

  private static String path(long id) {
    return "/batches/" + PublicId.of(IdKind.BATCH, id);
  }

  @GetMapping("/batches/{id}")
  @Needs(Scope.STOCK_READ)
  View showOnlyBatch(
      HttpServletRequest request,
      Caller caller,
      @PathVariable String id,
      @RequestParam(defaultValue = "") String said,
      @RequestParam(defaultValue = "false") boolean review,
      @RequestParam(defaultValue = "") String only) {
    LinesWanted wanted = LinesWanted.named(only);
    BatchContents contents = found(caller, id);
    Map<String, Object> content = content(caller, contents, review, wanted);
    content.put("said", BatchSaid.of(said));
    return pages.page(
        HttpServletResponse.SC_OK, shell(request, caller, contents), "batch", content);
  }

  private BatchContents found(Caller caller, String id) {
    return PublicId.look(IdKind.BATCH, id, number -> rows.find(caller.seller(), number))
        .orElseThrow(() -> ProblemException.notFound("batch", id));
  }

  /**
   * Keeps one scan, as a scanner types it: the code and Enter. The form has an id of its own, so
   * that a double tap counts once.
   *
   * @param scannedAt when, by the browser's clock, of a scan that waited for the network
   * @param sentAt what that clock says now
   */
  @PostMapping("/batches/{id}/scan")
  @Needs(Scope.STOCK_WRITE)
  View keepScan(
      HttpServletRequest request,
      Caller caller,
      @PathVariable String id,
      @RequestParam(defaultValue = "") String scan,
      @RequestParam(defaultValue = "") String code,
      @RequestParam(defaultValue = "1") String units,
      @RequestParam(defaultValue = "false") boolean recount,
      @RequestParam(name = "scanned_at", required = false) @Nullable String scannedAt,
      @RequestParam(name = "sent_at", required = false) @Nullable String sentAt) {
    BatchContents contents = found(caller, id);
    try {
      Instant now = clock.instant();
      Long number = Fields.checked(() -> Quantity.parseWhole("units", units.strip()));
      List<NewScan> kept =
          new ScansToKeep(List.of(new ScanToKeep(scan, code, number, scannedAt, recount)), sentAt)
              .read(now);
      Edit by = new Edit(caller.actor(), now, null);
      return switch (batches.scan(caller.seller(), contents.batch().id(), kept, by)) {
        case Batches.Scanning.Done(var answers) ->
            Pages.redirect(path(contents.batch().id()) + "?said=" + said(answers.getFirst()));
        case Batches.Scanning.Missing none -> throw ProblemException.notFound("batch", id);
        case Batches.Scanning.TooLate late ->
            throw ProblemException.invalid(
                "scan", "This batch takes in no more scans. Scan it for another batch");
      };
    } catch (ProblemException refused) {
      return refused(request, caller, contents, refused);
    }
  }

  /**
   * Keeps what a file says, a code and its units a line. Its scans are called by what is in it, so
   * that the same file counts once, in whatever batch.
   *
   * @param lines the text of the file
   * @param another the same goods came once more; then its scans are called by the form's id, so
   *     that a double tap counts once all the same
   */
  @PostMapping("/batches/{id}/lines")
  @Needs(Scope.STOCK_WRITE)
  View keepLines(
      HttpServletRequest request,
      Caller caller,
      @PathVariable String id,
      @RequestParam(defaultValue = "") String scan,
      @RequestParam(defaultValue = "") String lines,
      @RequestParam(defaultValue = "false") boolean another) {
    BatchContents contents = found(caller, id);
    long batch = contents.batch().id();
    try {
      Instant now = clock.instant();
      String name = another ? scan : ScanLines.nameOf(lines);
      List<NewScan> scans = Fields.checked(() -> ScanLines.read(lines, name, now));
      if (batches.scan(caller.seller(), batch, scans, new Edit(caller.actor(), now, null))
          instanceof Batches.Scanning.Done(var answers)) {
        ScanAnswer.Outcome outcome = answers.getFirst().outcome();
        String said = outcome == ScanAnswer.Outcome.KEPT ? "lines" : "lines_" + outcome.code();
        return Pages.redirect(path(batch) + "?said=" + said);
      }
      throw ProblemException.invalid(
          "lines", "This batch takes in no more. Upload it to another batch");
    } catch (ProblemException refused) {
      return refused(request, caller, contents, refused, lines);
    }
  }

  private static String said(ScanAnswer answer) {
    return answer.outcome() == ScanAnswer.Outcome.KEPT && answer.unplaced() != null
        ? answer.unplaced().code()
        : answer.outcome().code();
  }

  /**
   * Takes a step with a batch.
   *
   * @param action push, approve, verify, complete, cancel, preview (what would come of undoing it)
   *     or undo
   * @param leaveUncounted of a count that is approved: what was not counted stays as it is
   */
  @PostMapping("/batches/{id}")
  @Needs(Scope.STOCK_WRITE)
  View stepBatch(
      HttpServletRequest request,
      Caller caller,
      @PathVariable String id,
      @RequestParam(defaultValue = "") String action,
      @RequestParam(name = "leave_uncounted", defaultValue = "false") boolean leaveUncounted,
      @RequestParam(defaultValue = "") String typed)
      throws InterruptedException {
    BatchContents contents = found(caller, id);
    long number = contents.batch().id();
    if (action.equals("preview") || action.equals("undo")) {
      return undo(request, caller, contents, action.equals("preview"));
    }
    if (action.equals("cancel") && !typed.strip().equals(Long.toString(number))) {
      return refused(request, caller, contents, Forms.notTyped(Long.toString(number)));
    }
    BatchResult result =
        switch (action) {
          case "push" -> posting.push(caller.seller(), number, edit(caller));
          case "approve" -> posting.approve(caller.seller(), number, leaveUncounted, edit(caller));
          case "verify" -> checking.verify(caller.seller(), number, edit(caller));
          case "complete" -> checking.complete(caller.seller(), number, edit(caller));
          case "cancel" -> batches.cancel(caller.seller(), number, edit(caller));
          default ->
              throw ProblemException.invalid(
                  "action",
                  "action must be one of push, approve, verify, complete, cancel, preview, undo");
        };
    return switch (result) {
      case BatchResult.Done done -> Pages.redirect(path(number) + "?said=" + action);
      case BatchResult.Checked(var checked, var open) ->
          page(
              HttpServletResponse.SC_OK,
              request,
              caller,
              checked,
              open.isEmpty() ? action : "",
              "",
              open);
      case BatchResult.Blocked(var detail, var open) ->
          page(HttpServletResponse.SC_CONFLICT, request, caller, contents, "", detail, open);
      default -> throw BatchProblems.of(result, id);
    };
  }

  /** Says what would come of it, or goes to what did. */
  private View undo(
      HttpServletRequest request, Caller caller, BatchContents contents, boolean dryRun)
      throws InterruptedException {
    try {
      ImportBody body = undo.undoBatch(caller, contents.batch().id(), dryRun);
      if (!dryRun) {
        return Pages.redirect("/imports/" + body.id());
      }
      Map<String, Object> content = content(caller, contents);
      content.put("preview", List.of(body));
      return pages.page(
          HttpServletResponse.SC_OK, shell(request, caller, contents), "batch", content);
    } catch (ProblemException refused) {
      return refused(request, caller, contents, refused);
    }
  }

  /** As it was, with what is wrong. */
  private View refused(
      HttpServletRequest request, Caller caller, BatchContents contents, ProblemException why) {
    return refused(request, caller, contents, why, "");
  }

  private View refused(
      HttpServletRequest request,
      Caller caller,
      BatchContents contents,
      ProblemException why,
      String pasted) {
    Map<String, Object> content = content(caller, contents);
    content.put("error", Show.said(why));
    content.put("pasted", pasted);
    return pages.page(why.code().status(), shell(request, caller, contents), "batch", content);
  }

  /** As it was, with what is wrong with products that were to be planned, which stay typed. */
  View refusedPlan(
      HttpServletRequest request, Caller caller, String id, ProblemException why, String skus) {
    BatchContents contents = found(caller, id);
    Map<String, Object> content = content(caller, contents);
    boolean hasForm =
        contents.batch().state() == BatchState.OPEN && contents.batch().kind().counts();
    content.put("planned", skus);
    content.put(hasForm ? "planError" : "error", Show.said(why));
    return pages.page(why.code().status(), shell(request, caller, contents), "batch", content);
  }

  private View page(
      int status,
      HttpServletRequest request,
      Caller caller,
      BatchContents contents,
      String said,
      String error,
      List<OpenLine> open) {
    Map<String, Object> content = content(caller, contents);
    content.put("said", BatchSaid.of(said));
    content.put("error", error);
    content.put("open", open);
    return pages.page(status, shell(request, caller, contents), "batch", content);
  }

  private Shell shell(HttpServletRequest request, Caller caller, BatchContents contents) {
    return pages.shell(request, caller, "Batch " + contents.batch().id(), Shell.Section.BATCHES);
  }

  private Map<String, Object> content(Caller caller, BatchContents contents) {
    return content(caller, contents, false, LinesWanted.ALL);
  }

  /** As it is, where nothing is to be said of it. */
  private Map<String, Object> content(
      Caller caller, BatchContents contents, boolean isShown, LinesWanted wanted) {
    Batch batch = contents.batch();
    List<BatchReview.Reviewed> lines = lines(caller, contents, isShown, wanted);
    Map<String, Object> content = new HashMap<>();
    content.put("contents", contents);
    content.put("path", path(batch.id()));
    content.put("progress", BatchProgress.said(ProgressBody.of(contents), batch.kind().counts()));
    content.put("wanted", wanted);
    content.put("lines", lines.subList(0, Math.min(lines.size(), LINES_SHOWN_MAX)));
    content.put(
        "names",
        products.names(
            caller.seller(), lines.stream().map(each -> each.line().product()).toList()));
    content.put("isMore", lines.size() > LINES_SHOWN_MAX);
    content.put("isShown", isShown);
    content.put(
        "records",
        records
            .list(
                caller.seller(),
                VerificationRecords.Filter.ofBatch(batch.id()),
                PageRequest.first(RECORDS_SHOWN))
            .rows());
    content.put(
        "scans",
        batch.state() == BatchState.OPEN && wanted == LinesWanted.ALL
            ? lastScans(caller, batch)
            : List.of());
    content.put("scan", Forms.key(random));
    content.put("said", "");
    content.put("error", "");
    content.put("pasted", "");
    content.put("planned", "");
    content.put("planError", "");
    content.put("open", List.of());
    content.put("preview", List.of());
    return content;
  }

  /** What was scanned last, the newest first. */
  private List<BatchRows.KeptScan> lastScans(Caller caller, Batch batch) {
    PageRequest last = new PageRequest(SCANS_SHOWN, null, Long.MAX_VALUE);
    return rows.scans(caller.seller(), batch.id(), last).rows().reversed();
  }

  /** Those that are wanted; of more than are shown, one more. */
  private List<BatchReview.Reviewed> lines(
      Caller caller, BatchContents contents, boolean isShown, LinesWanted wanted) {
    List<BatchLine> some = wanted.of(contents.lines());
    if (!wanted.needsReview() && some.size() > LINES_SHOWN_MAX) {
      some = some.subList(0, LINES_SHOWN_MAX + 1);
    }
    return wanted.ofReviewed(review.of(caller.seller(), contents.batch(), some, isShown));
  }
}
