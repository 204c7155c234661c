package dev.onhand.server.batches;

import dev.onhand.engine.access.Scope;
import dev.onhand.engine.batch.BatchContents;
import dev.onhand.engine.batch.BatchLine;
import dev.onhand.engine.batch.BatchReview;
import dev.onhand.engine.batch.BatchReview.Reviewed;
import dev.onhand.engine.batch.BatchRows;
import dev.onhand.engine.batch.Batches;
import dev.onhand.engine.batch.NewScan;
import dev.onhand.engine.catalogue.Edit;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.paging.Slice;
import dev.onhand.server.access.Caller;
import dev.onhand.server.access.Needs;
import dev.onhand.server.batches.BatchBodies.BatchLineBody;
import dev.onhand.server.batches.BatchBodies.ScanBody;
import dev.onhand.server.batches.BatchBodies.ScansKeptBody;
import dev.onhand.server.batches.BatchRequests.ScansToKeep;
import dev.onhand.server.web.Answers;
import dev.onhand.server.web.FieldError;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.ListBody;
import dev.onhand.server.web.PageOf;
import dev.onhand.server.web.ProblemCode;
import dev.onhand.server.web.ProblemException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What is scanned for batches, and what it comes to. */
@RestController
@RequestMapping(path = BatchesController.PATH + "/{id}", produces = "application/json")
class BatchScanController {

  private final Batches batches;
  private final BatchRows rows;
  private final BatchReview review;
  private final InstantSource clock;

  BatchScanController(Batches batches, BatchRows rows, BatchReview review, InstantSource clock) {
    this.batches = batches;
    this.rows = rows;
    this.review = review;
    this.clock = clock;
  }

  /**
   * Keeps scans. Each has an id of the device's: sent twice it counts once, in whatever batch it
   * came first, so a device without a network may send all it has again. Codes that nothing has are
   * kept too, and named.
   */
  @PostMapping("/scans")
  @Needs(Scope.STOCK_WRITE)
  @Answers(
      body = ScansKeptBody.class,
      problems = {ProblemCode.CONFLICT})
  ScansKeptBody scanBatch(Caller caller, @PathVariable String id, @RequestBody ScansToKeep body) {
    Instant now = clock.instant();
    List<NewScan> scans = body.read(now);
    return switch (batches.scan(
        caller.seller(), BatchIds.read(id), scans, new Edit(caller.actor(), now, null))) {
      case Batches.Scanning.Done(var answers) -> ScansKeptBody.of(answers);
      case Batches.Scanning.Missing none -> throw ProblemException.notFound("batch", id);
      case Batches.Scanning.TooLate(var late) -> throw tooLate(id, late);
    };
  }

  private static ProblemException tooLate(String id, List<String> late) {
    return new ProblemException(
            ProblemCode.CONFLICT,
            "Batch %s takes in no more scans: %d of these were not kept. Send them to another batch."
                .formatted(id, late.size()))
        .withErrors(
            late.stream()
                .map(
                    scan ->
                        new FieldError(
                            "/scans",
                            ProblemCode.CONFLICT.code(),
                            "Scan '%s' was not kept.".formatted(scan)))
                .toList());
  }

  /** Lists the scans of a batch as they were kept, in the order in which they came. */
  @GetMapping("/scans")
  @Needs(Scope.STOCK_READ)
  ListBody<ScanBody> listBatchScans(
      Caller caller, @PathVariable String id, @PageOf(IdKind.SCAN) PageRequest page) {
    long number = BatchIds.read(id);
    found(caller, id);
    return ListBody.of(
        BatchesController.PATH + "/" + id + "/scans",
        rows.scans(caller.seller(), number, page),
        ScanBody::of);
  }

  /**
   * Lists the lines of a batch, by SKU: what was scanned of each product, what the books say, and
   * what changed. Who counts blind does not see the books; review shows them all the same.
   */
  @GetMapping("/lines")
  @Needs(Scope.STOCK_READ)
  ListBody<BatchLineBody> listBatchLines(
      Caller caller,
      @PathVariable String id,
      @RequestParam(required = false) @Nullable String only,
      @RequestParam(defaultValue = "false") boolean review,
      @PageOf(IdKind.PRODUCT) PageRequest page) {
    LinesWanted wanted = LinesWanted.named(only == null ? "" : only);
    BatchContents contents = found(caller, id);
    List<BatchLine> lines = wanted.of(contents.lines());
    Slice<Reviewed> slice =
        wanted.needsReview()
            ? page(wanted.ofReviewed(reviewed(caller, contents, lines, review)), page)
            : pageOfLines(lines, page)
                .map(line -> reviewed(caller, contents, List.of(line), review).getFirst());
    return ListBody.of(BatchesController.PATH + "/" + id + "/lines", slice, BatchLineBody::of);
  }

  private BatchContents found(Caller caller, String id) {
    return rows.find(caller.seller(), BatchIds.read(id))
        .orElseThrow(() -> ProblemException.notFound("batch", id));
  }

  private List<Reviewed> reviewed(
      Caller caller, BatchContents contents, List<BatchLine> lines, boolean isShown) {
    return review.of(caller.seller(), contents.batch(), lines, isShown);
  }

  private static Slice<BatchLine> pageOfLines(List<BatchLine> lines, PageRequest page) {
    List<Long> ids = lines.stream().map(line -> line.product().value()).toList();
    return slice(lines, ids, page);
  }

  private static Slice<Reviewed> page(List<Reviewed> lines, PageRequest page) {
    List<Long> ids = lines.stream().map(one -> one.line().product().value()).toList();
    return slice(lines, ids, page);
  }

  /** A page of what is in memory, by the place of its cursor; one that is gone is the beginning. */
  private static <T> Slice<T> slice(List<T> rows, List<Long> ids, PageRequest page) {
    if (page.backwards()) {
      int end = Math.max(0, ids.indexOf(page.before()));
      List<T> read = new ArrayList<>(rows.subList(Math.max(0, end - page.rowsToRead()), end));
      return Slice.of(page, read.reversed());
    }
    int first = page.after() == null ? 0 : ids.indexOf(page.after()) + 1;
    return Slice.of(page, rows.subList(first, Math.min(rows.size(), first + page.rowsToRead())));
  }
}
