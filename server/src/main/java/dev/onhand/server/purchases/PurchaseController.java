package dev.onhand.server.purchases;

import dev.onhand.core.ledger.MovementKey;
import dev.onhand.engine.access.Scope;
import dev.onhand.engine.catalogue.Edit;
import dev.onhand.engine.ledger.Run;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.purchase.Delivery;
import dev.onhand.engine.purchase.NewPurchase;
import dev.onhand.engine.purchase.PurchaseFilter;
import dev.onhand.engine.purchase.PurchaseOrder;
import dev.onhand.engine.purchase.PurchaseOrder.Status;
import dev.onhand.engine.purchase.PurchasePatch;
import dev.onhand.engine.purchase.PurchaseResult;
import dev.onhand.engine.purchase.PurchaseRows;
import dev.onhand.engine.purchase.Purchases;
import dev.onhand.engine.purchase.Receiving;
import dev.onhand.server.access.Caller;
import dev.onhand.server.access.Needs;
import dev.onhand.server.movements.Runs;
import dev.onhand.server.purchases.PurchaseBodies.PurchaseBody;
import dev.onhand.server.purchases.PurchaseBodies.ReceivedBody;
import dev.onhand.server.purchases.PurchaseRequests.NewReceipt;
import dev.onhand.server.purchases.PurchaseRequests.PurchaseEnd;
import dev.onhand.server.purchases.PurchaseRequests.PurchaseToMake;
import dev.onhand.server.purchases.PurchaseRequests.PurchaseToPatch;
import dev.onhand.server.purchases.PurchaseRequests.ReceiptReversal;
import dev.onhand.server.web.Answers;
import dev.onhand.server.web.Fields;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.IdempotencyKeys;
import dev.onhand.server.web.ListBody;
import dev.onhand.server.web.OnceOnly;
import dev.onhand.server.web.PageOf;
import dev.onhand.server.web.ProblemCode;
import dev.onhand.server.web.ProblemException;
import dev.onhand.server.web.PublicId;
import dev.onhand.server.web.Refs;
import dev.onhand.server.web.Versions;
import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Purchase orders and containers. */
@RestController
@RequestMapping(path = PurchaseController.PATH, produces = "application/json")
class PurchaseController {

  static final String PATH = "/api/v1/purchase-orders";

  private final Purchases purchases;
  private final Receiving receiving;
  private final PurchaseRows rows;
  private final OnceOnly once;
  private final InstantSource clock;

  PurchaseController(
      Purchases purchases,
      Receiving receiving,
      PurchaseRows rows,
      OnceOnly once,
      InstantSource clock) {
    this.purchases = purchases;
    this.receiving = receiving;
    this.rows = rows;
    this.once = once;
    this.clock = clock;
  }

  /** Makes a purchase order or container. Nothing moves until it is received. */
  @PostMapping
  @Needs(value = Scope.STOCK_WRITE, isAudited = true)
  @Answers(
      status = 201,
      body = PurchaseBody.class,
      problems = {
        ProblemCode.CONFLICT,
        ProblemCode.UNKNOWN_PRODUCT,
        ProblemCode.UNKNOWN_LOCATION,
        ProblemCode.PLACEHOLDER_PRODUCT,
        ProblemCode.KEY_USED_DIFFERENTLY
      })
  ResponseEntity<?> createPurchase(
      Caller caller, HttpServletRequest request, @RequestBody PurchaseToMake body) {
    NewPurchase wish = body.read();
    return once.answer(
        caller.seller(),
        request,
        body,
        () ->
            answer(
                caller,
                HttpStatus.CREATED,
                purchases.create(caller.seller(), wish, edit(caller, null))));
  }

  private Edit edit(Caller caller, @Nullable String ifMatch) {
    return new Edit(caller.actor(), clock.instant(), Versions.expected(ifMatch));
  }

  /** Lists purchase orders without their lines, newest first. */
  @GetMapping
  @Needs(Scope.STOCK_READ)
  ListBody<PurchaseBody> listPurchases(
      Caller caller,
      @RequestParam(required = false) @Nullable String status,
      @RequestParam(required = false) @Nullable String kind,
      @RequestParam(required = false) @Nullable String sku,
      @RequestParam(required = false) @Nullable String location,
      @RequestParam(defaultValue = "false") boolean overdue,
      @RequestParam(defaultValue = "false") boolean discrepancy,
      @PageOf(IdKind.PURCHASE) PageRequest page) {
    Fields fields = Fields.ofParameters();
    var is = fields.optional("status", status, Status::read);
    var sort = fields.optional("kind", kind, PurchaseRequests::kind);
    var product = fields.optional("sku", sku, Refs::product);
    var place = fields.optional("location", location, Refs::location);
    PurchaseFilter filter =
        fields.build(
            () ->
                new PurchaseFilter(
                    is.orNull(),
                    sort.orNull(),
                    product.orNull(),
                    place.orNull(),
                    overdue ? clock.instant() : null,
                    discrepancy));
    return ListBody.of(
        PATH, Fields.checked(() -> rows.list(caller.seller(), filter, page)), PurchaseBody::of);
  }

  /** Shows a purchase order, by its id or reference, with its lines and receipts. */
  @GetMapping("/{id}")
  @Needs(Scope.STOCK_READ)
  @Answers(body = PurchaseBody.class)
  ResponseEntity<?> showPurchase(Caller caller, @PathVariable String id) {
    return rows.find(caller.seller(), number(caller, id))
        .<ResponseEntity<?>>map(order -> answer(caller, HttpStatus.OK, order))
        .orElseThrow(() -> ProblemException.notFound("purchase order", id));
  }

  /**
   * Changes what is said of a purchase order, when it is expected, and what: while it has not
   * ended. What arrived stays.
   */
  @PatchMapping("/{id}")
  @Needs(value = Scope.STOCK_WRITE, isAudited = true)
  @Answers(
      body = PurchaseBody.class,
      problems = {
        ProblemCode.CONFLICT,
        ProblemCode.PRECONDITION_FAILED,
        ProblemCode.UNKNOWN_PRODUCT,
        ProblemCode.UNKNOWN_LOCATION,
        ProblemCode.PLACEHOLDER_PRODUCT
      })
  ResponseEntity<?> editPurchase(
      Caller caller,
      @PathVariable String id,
      @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
      @RequestBody PurchaseToPatch body) {
    PurchasePatch patch = body.read();
    long number = number(caller, id);
    return answer(
        caller,
        HttpStatus.OK,
        purchases.edit(caller.seller(), number, patch, edit(caller, ifMatch)));
  }

  /**
   * Books what arrived: some of a line, all or more than was expected, also what was not expected
   * at all. The Idempotency-Key is that of the receipt within its order, for ever: the same again
   * changes nothing. If-Match is not needed: what is there is there.
   */
  @PostMapping("/{id}/receipts")
  @Needs(Scope.STOCK_WRITE)
  @Answers(
      status = 201,
      body = ReceivedBody.class,
      ledger = true,
      problems = {
        ProblemCode.IDEMPOTENCY_KEY_MISSING,
        ProblemCode.KEY_USED_DIFFERENTLY,
        ProblemCode.CONFLICT,
        ProblemCode.PRECONDITION_FAILED
      })
  ResponseEntity<?> receivePurchase(
      Caller caller,
      HttpServletRequest request,
      @PathVariable String id,
      @RequestParam(name = "dry_run", defaultValue = "false") boolean dryRun,
      @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
      @RequestBody NewReceipt body) {
    String key = Fields.checked(() -> new MovementKey(IdempotencyKeys.require(request))).value();
    Delivery delivery = body.read();
    long number = number(caller, id);
    Receiving.Asking asking = asking(caller, ifMatch, dryRun);
    return received(
        HttpStatus.CREATED, receiving.receive(asking, number, key, delivery), asking.run());
  }

  private static Receiving.Asking asking(Caller caller, @Nullable String ifMatch, boolean dryRun) {
    return new Receiving.Asking(
        caller.seller(), caller.actor(), Versions.expected(ifMatch), Runs.of(dryRun));
  }

  /**
   * Takes back a receipt that was wrong, by the reversal of its movements; then book what did
   * arrive. It is taken back once, however often this is sent.
   */
  @PostMapping("/{id}/receipts/{receipt}/reversal")
  @Needs(Scope.STOCK_WRITE)
  @Answers(
      body = ReceivedBody.class,
      ledger = true,
      problems = {ProblemCode.CONFLICT, ProblemCode.PRECONDITION_FAILED})
  ResponseEntity<?> reverseReceipt(
      Caller caller,
      @PathVariable String id,
      @PathVariable String receipt,
      @RequestParam(name = "dry_run", defaultValue = "false") boolean dryRun,
      @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
      @RequestBody(required = false) @Nullable ReceiptReversal body) {
    ReceiptReversal wish = body == null ? new ReceiptReversal(null, null) : body;
    String said = wish.said();
    long number = number(caller, id);
    Receiving.Asking asking = asking(caller, ifMatch, dryRun);
    return received(
        HttpStatus.OK,
        receiving.reverse(asking, number, receiptNumber(receipt), wish.mode(), said),
        asking.run());
  }

  private static int receiptNumber(String text) {
    if (!text.matches("[0-9]{1,4}")) {
      throw ProblemException.notFound("receipt", text);
    }
    return Integer.parseInt(text);
  }

  /** Ends a purchase order: what is missing does not come any more, and is a discrepancy. */
  @PostMapping("/{id}/close")
  @Needs(value = Scope.STOCK_WRITE, isAudited = true)
  @Answers(
      body = PurchaseBody.class,
      problems = {
        ProblemCode.CONFLICT,
        ProblemCode.PRECONDITION_FAILED,
        ProblemCode.KEY_USED_DIFFERENTLY
      })
  ResponseEntity<?> closePurchase(
      Caller caller,
      HttpServletRequest request,
      @PathVariable String id,
      @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
      @RequestBody(required = false) @Nullable PurchaseEnd body) {
    String reason = body == null ? null : body.reason();
    long number = number(caller, id);
    return once.answer(
        caller.seller(),
        request,
        body,
        () ->
            answer(
                caller,
                HttpStatus.OK,
                Fields.checked(
                    () ->
                        purchases.close(caller.seller(), number, reason, edit(caller, ifMatch)))));
  }

  /** Calls off a purchase order of which nothing arrived. */
  @PostMapping("/{id}/cancel")
  @Needs(value = Scope.STOCK_WRITE, isAudited = true)
  @Answers(
      body = PurchaseBody.class,
      problems = {
        ProblemCode.CONFLICT,
        ProblemCode.PRECONDITION_FAILED,
        ProblemCode.KEY_USED_DIFFERENTLY
      })
  ResponseEntity<?> cancelPurchase(
      Caller caller,
      HttpServletRequest request,
      @PathVariable String id,
      @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
      @RequestBody(required = false) @Nullable PurchaseEnd body) {
    String reason = body == null ? null : body.reason();
    long number = number(caller, id);
    return once.answer(
        caller.seller(),
        request,
        body,
        () ->
            answer(
                caller,
                HttpStatus.OK,
                Fields.checked(
                    () ->
                        purchases.cancel(caller.seller(), number, reason, edit(caller, ifMatch)))));
  }

  private long number(Caller caller, String idOrReference) {
    OptionalLong id = PublicId.find(IdKind.PURCHASE, idOrReference);
    return id.isPresent()
        ? id.getAsLong()
        : rows.findId(caller.seller(), idOrReference)
            .orElseThrow(() -> ProblemException.notFound("purchase order", idOrReference));
  }

  private ResponseEntity<?> answer(Caller caller, HttpStatus status, PurchaseResult result) {
    return result instanceof PurchaseResult.Done done
        ? answer(caller, status, done.order())
        : refuse(result);
  }

  private ResponseEntity<?> answer(Caller caller, HttpStatus status, PurchaseOrder order) {
    return ResponseEntity.status(status)
        .header("ETag", Versions.etag(order.head().version()))
        .body(PurchaseBody.of(order, rows.receipts(caller.seller(), order.head().id())));
  }

  private static ResponseEntity<?> received(HttpStatus status, PurchaseResult result, Run run) {
    if (!(result instanceof PurchaseResult.Done done)) {
      return refuse(result);
    }
    ResponseEntity.BodyBuilder answer =
        ResponseEntity.status(status).header("ETag", Versions.etag(done.order().head().version()));
    if (done.again()) {
      answer.header(IdempotencyKeys.HIT_HEADER, "true");
    }
    return answer.body(ReceivedBody.of(done.order(), Objects.requireNonNull(done.receipt()), run));
  }

  private static ResponseEntity<?> refuse(PurchaseResult result) {
    throw PurchaseProblems.of(result);
  }
}
