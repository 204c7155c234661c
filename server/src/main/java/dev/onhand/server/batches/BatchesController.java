package dev.onhand.server.batches;

import dev.onhand.core.batch.BatchKind;
import dev.onhand.core.batch.BatchState;
import dev.onhand.engine.access.Scope;
import dev.onhand.engine.batch.BatchChecking;
import dev.onhand.engine.batch.BatchContents;
import dev.onhand.engine.batch.BatchFilter;
import dev.onhand.engine.batch.BatchPosting;
import dev.onhand.engine.batch.BatchResult;
import dev.onhand.engine.batch.BatchRows;
import dev.onhand.engine.batch.Batches;
import dev.onhand.engine.batch.NewBatch;
import dev.onhand.engine.catalogue.Edit;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.server.access.Caller;
import dev.onhand.server.access.Needs;
import dev.onhand.server.batches.BatchBodies.StockBatchBody;
import dev.onhand.server.batches.BatchRequests.BatchApproval;
import dev.onhand.server.batches.BatchRequests.BatchProducts;
import dev.onhand.server.batches.BatchRequests.BatchToStart;
import dev.onhand.server.imports.ImportBody;
import dev.onhand.server.imports.ImportUndo;
import dev.onhand.server.web.Answers;
import dev.onhand.server.web.Fields;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.ListBody;
import dev.onhand.server.web.OnceOnly;
import dev.onhand.server.web.PageOf;
import dev.onhand.server.web.ProblemCode;
import dev.onhand.server.web.ProblemException;
import dev.onhand.server.web.Versions;
import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Batches: started, posted, verified and closed. */
@RestController
@RequestMapping(path = BatchesController.PATH, produces = "application/json")
class BatchesController {

  static final String PATH = "/api/v1/batches";

  private final Batches batches;
  private final BatchPosting posting;
  private final BatchChecking checking;
  private final BatchRows rows;
  private final ImportUndo undo;
  private final OnceOnly once;
  private final InstantSource clock;

  BatchesController(
      Batches batches,
      BatchPosting posting,
      BatchChecking checking,
      BatchRows rows,
      ImportUndo undo,
      OnceOnly once,
      InstantSource clock) {
    this.batches = batches;
    this.posting = posting;
    this.checking = checking;
    this.rows = rows;
    this.undo = undo;
    this.once = once;
    this.clock = clock;
  }

  /** Starts a top-up, a count or a stock take. */
  @PostMapping
  @Needs(Scope.STOCK_WRITE)
  @Answers(
      status = 201,
      body = StockBatchBody.class,
      problems = {
        ProblemCode.CONFLICT,
        ProblemCode.UNKNOWN_PRODUCT,
        ProblemCode.UNKNOWN_LOCATION,
        ProblemCode.PLACEHOLDER_PRODUCT,
        ProblemCode.BUNDLE_PRODUCT,
        ProblemCode.KEY_USED_DIFFERENTLY
      })
  ResponseEntity<?> startBatch(
      Caller caller, HttpServletRequest request, @RequestBody BatchToStart body) {
    NewBatch wish = body.read();
    return once.answer(
        caller.seller(),
        request,
        body,
        () ->
            answer(
                HttpStatus.CREATED,
                batches.start(caller.seller(), wish, edit(caller, null)),
                String.valueOf(body.kind())));
  }

  private Edit edit(Caller caller, @Nullable String ifMatch) {
    return new Edit(caller.actor(), clock.instant(), Versions.expected(ifMatch));
  }

  /** Lists batches, newest first. */
  @GetMapping
  @Needs(Scope.STOCK_READ)
  ListBody<StockBatchBody> listBatches(
      Caller caller,
      @RequestParam(required = false) @Nullable String state,
      @RequestParam(required = false) @Nullable String kind,
      @RequestParam(name = "under_way", defaultValue = "false") boolean underWay,
      @PageOf(IdKind.BATCH) PageRequest page) {
    Fields fields = Fields.ofParameters();
    var is = fields.optional("state", state, BatchState::read);
    var sort = fields.optional("kind", kind, BatchKind::read);
    BatchFilter filter = fields.build(() -> new BatchFilter(is.orNull(), sort.orNull(), underWay));
    return ListBody.of(PATH, rows.list(caller.seller(), filter, page), StockBatchBody::of);
  }

  /** Shows a batch, by its id or number: how far it is, and what was scanned and is no line. */
  @GetMapping("/{id}")
  @Needs(Scope.STOCK_READ)
  @Answers(body = StockBatchBody.class)
  ResponseEntity<?> showBatch(Caller caller, @PathVariable String id) {
    BatchContents contents =
        rows.find(caller.seller(), BatchIds.read(id))
            .orElseThrow(() -> ProblemException.notFound("batch", id));
    return answer(HttpStatus.OK, new BatchResult.Done(contents), id);
  }

  /** Adds products to what is to be counted. */
  @PostMapping("/{id}/plan")
  @Needs(Scope.STOCK_WRITE)
  @Answers(
      body = StockBatchBody.class,
      problems = {
        ProblemCode.CONFLICT,
        ProblemCode.PRECONDITION_FAILED,
        ProblemCode.UNKNOWN_PRODUCT,
        ProblemCode.PLACEHOLDER_PRODUCT,
        ProblemCode.BUNDLE_PRODUCT
      })
  ResponseEntity<?> planBatch(
      Caller caller,
      @PathVariable String id,
      @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
      @RequestBody BatchProducts body) {
    return answer(
        HttpStatus.OK,
        batches.plan(caller.seller(), BatchIds.read(id), body.read(), edit(caller, ifMatch)),
        id);
  }

  /** Has products counted again: what was scanned of them before counts no more. */
  @PostMapping("/{id}/recount")
  @Needs(Scope.STOCK_WRITE)
  @Answers(
      body = StockBatchBody.class,
      problems = {
        ProblemCode.CONFLICT,
        ProblemCode.PRECONDITION_FAILED,
        ProblemCode.UNKNOWN_PRODUCT,
        ProblemCode.PLACEHOLDER_PRODUCT,
        ProblemCode.BUNDLE_PRODUCT
      })
  ResponseEntity<?> recountBatch(
      Caller caller,
      @PathVariable String id,
      @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
      @RequestBody BatchProducts body) {
    return answer(
        HttpStatus.OK,
        batches.recount(caller.seller(), BatchIds.read(id), body.read(), edit(caller, ifMatch)),
        id);
  }

  /**
   * Closes a top-up for scans and adds what was scanned, by one movement for each product. To send
   * it again is safe: what is posted is not posted again, and what is not is tried again.
   */
  @PostMapping("/{id}/push")
  @Needs(Scope.STOCK_WRITE)
  @Answers(
      body = StockBatchBody.class,
      problems = {ProblemCode.CONFLICT, ProblemCode.PRECONDITION_FAILED})
  ResponseEntity<?> pushBatch(
      Caller caller,
      @PathVariable String id,
      @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
    return answer(
        HttpStatus.OK, posting.push(caller.seller(), BatchIds.read(id), edit(caller, ifMatch)), id);
  }

  /**
   * Closes a count for scans and corrects the books: by what was counted less what was there at
   * that moment, so that what was sold since is not forgotten. To send it again is safe, as for a
   * push.
   */
  @PostMapping("/{id}/approve")
  @Needs(Scope.STOCK_WRITE)
  @Answers(
      body = StockBatchBody.class,
      problems = {ProblemCode.CONFLICT, ProblemCode.PRECONDITION_FAILED})
  ResponseEntity<?> approveBatch(
      Caller caller,
      @PathVariable String id,
      @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
      @RequestBody(required = false) @Nullable BatchApproval body) {
    boolean leaveUncounted = body != null && Boolean.TRUE.equals(body.leaveUncounted());
    return answer(
        HttpStatus.OK,
        posting.approve(caller.seller(), BatchIds.read(id), leaveUncounted, edit(caller, ifMatch)),
        id);
  }

  /**
   * Compares what was scanned with what the journal has and with what the channels say they took.
   * If all agrees the batch is verified; else open names each line that does not.
   */
  @PostMapping("/{id}/verify")
  @Needs(Scope.STOCK_WRITE)
  @Answers(
      body = StockBatchBody.class,
      problems = {ProblemCode.CONFLICT, ProblemCode.PRECONDITION_FAILED})
  ResponseEntity<?> verifyBatch(Caller caller, @PathVariable String id) {
    return answer(
        HttpStatus.OK, checking.verify(caller.seller(), BatchIds.read(id), edit(caller, null)), id);
  }

  /** Ends a batch of which all agrees; else it stays open, and the lines that do not are named. */
  @PostMapping("/{id}/complete")
  @Needs(Scope.STOCK_WRITE)
  @Answers(
      body = StockBatchBody.class,
      problems = {ProblemCode.CONFLICT, ProblemCode.PRECONDITION_FAILED})
  ResponseEntity<?> completeBatch(
      Caller caller,
      @PathVariable String id,
      @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
    return answer(
        HttpStatus.OK,
        checking.complete(caller.seller(), BatchIds.read(id), edit(caller, ifMatch)),
        id);
  }

  /** Calls off a batch of which nothing was posted. */
  @PostMapping("/{id}/cancel")
  @Needs(Scope.STOCK_WRITE)
  @Answers(
      body = StockBatchBody.class,
      problems = {ProblemCode.CONFLICT, ProblemCode.PRECONDITION_FAILED})
  ResponseEntity<?> cancelBatch(
      Caller caller,
      @PathVariable String id,
      @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
    return answer(
        HttpStatus.OK,
        batches.cancel(caller.seller(), BatchIds.read(id), edit(caller, ifMatch)),
        id);
  }

  private static ResponseEntity<?> answer(HttpStatus status, BatchResult result, String name) {
    BatchContents contents;
    StockBatchBody body;
    switch (result) {
      case BatchResult.Done(var done) -> {
        contents = done;
        body = StockBatchBody.of(done);
      }
      case BatchResult.Checked(var checked, var open) -> {
        contents = checked;
        body = StockBatchBody.of(checked, open);
      }
      default -> throw BatchProblems.of(result, name);
    }
    return ResponseEntity.status(status)
        .header("ETag", Versions.etag(contents.batch().version()))
        .body(body);
  }

  /**
   * Undoes what was posted of a batch: reverses each of its movements that nobody reversed. Safe to
   * send again: each is reversed once. What the books refuse is named and stays. The batch is
   * undone then. The answer is an import of its own.
   */
  @PostMapping("/{id}/undo")
  @Needs(Scope.STOCK_WRITE)
  @Answers(problems = ProblemCode.CONFLICT)
  ImportBody undoBatch(
      Caller caller,
      @PathVariable String id,
      @RequestParam(name = "dry_run", defaultValue = "false") boolean dryRun)
      throws InterruptedException {
    long number = BatchIds.read(id);
    if (rows.find(caller.seller(), number).isEmpty()) {
      throw ProblemException.notFound("batch", id);
    }
    return undo.undoBatch(caller, number, dryRun);
  }
}
