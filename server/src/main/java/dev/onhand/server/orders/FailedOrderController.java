package dev.onhand.server.orders;

import dev.onhand.engine.access.Scope;
import dev.onhand.engine.orders.FailedOrder;
import dev.onhand.engine.orders.FailedOrders;
import dev.onhand.engine.orders.OrderFailures;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.server.access.Caller;
import dev.onhand.server.access.Needs;
import dev.onhand.server.web.Answers;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.ListBody;
import dev.onhand.server.web.PageOf;
import dev.onhand.server.web.ProblemException;
import dev.onhand.server.web.PublicId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Snapshots of orders that the books refused while nobody was answered for them. */
@RestController
@RequestMapping(path = FailedOrderController.PATH, produces = "application/json")
class FailedOrderController {

  static final String PATH = "/api/v1/failed-orders";

  private final OrderFailures rows;
  private final FailedOrders failed;

  FailedOrderController(OrderFailures rows, FailedOrders failed) {
    this.rows = rows;
    this.failed = failed;
  }

  /**
   * A snapshot that the books refused.
   *
   * @param channel code of the channel the order comes from
   * @param externalId what the channel calls it
   * @param status the snapshot's
   * @param code why it was refused, the last time
   * @param detail the same in a sentence
   * @param tries how often it was tried
   * @param firstAt when it was refused first
   * @param lastAt when it was refused last
   * @param retryAt when it is tried again by itself; null: not any more, or settled
   * @param settledAt when it was applied or given up; null: it is open
   * @param settledBy who did that
   */
  record FailedOrderBody(
      String object,
      String id,
      String channel,
      String externalId,
      String status,
      String code,
      String detail,
      int tries,
      String actor,
      Instant firstAt,
      Instant lastAt,
      @Nullable Instant retryAt,
      @Nullable Instant settledAt,
      @Nullable String settledBy) {

    static FailedOrderBody of(FailedOrder failed) {
      FailedOrder.Failure failure = failed.failure();
      return new FailedOrderBody(
          "failed_order",
          PublicId.of(IdKind.FAILED_ORDER, failed.id()),
          failure.name().channel(),
          failure.name().externalId(),
          failure.snapshot().status(),
          failure.code(),
          failure.detail(),
          failed.tries(),
          failure.actor(),
          failed.firstAt(),
          failed.lastAt(),
          failed.settledAt() == null ? failed.retryAt() : null,
          failed.settledAt(),
          failed.settledBy());
    }
  }

  /**
   * Lists snapshots of orders that the books refused while nobody was answered for each: those of
   * files. Newest first. They are tried again by themselves after a minute, and then less and less
   * often for a day. What a caller was told is refused is not among them.
   *
   * @param all true: also those that are settled
   */
  @GetMapping
  @Needs(Scope.ORDERS_READ)
  ListBody<FailedOrderBody> listFailedOrders(
      Caller caller,
      @RequestParam(defaultValue = "false") boolean all,
      @PageOf(IdKind.FAILED_ORDER) PageRequest page) {
    return ListBody.of(PATH, rows.list(caller.seller(), !all, page), FailedOrderBody::of);
  }

  /** Shows one. */
  @GetMapping("/{id}")
  @Needs(Scope.ORDERS_READ)
  FailedOrderBody showFailedOrder(Caller caller, @PathVariable String id) {
    return FailedOrderBody.of(find(caller, id));
  }

  /** Tries one again now; it is answered as it is then: settled, or open with a new reason. */
  @PostMapping("/{id}/retry")
  @Needs(Scope.ORDERS_WRITE)
  @Answers(ledger = true)
  FailedOrderBody retryFailedOrder(Caller caller, @PathVariable String id) {
    FailedOrder found = find(caller, id);
    if (found.settledAt() == null) {
      failed.retry(caller.seller(), found).ifPresent(OrderLog::write);
    }
    return FailedOrderBody.of(find(caller, id));
  }

  /** Gives one up: it is not tried any more. */
  @PostMapping("/{id}/dismiss")
  @Needs(Scope.ORDERS_WRITE)
  FailedOrderBody dismissFailedOrder(Caller caller, @PathVariable String id) {
    failed.giveUp(caller.seller(), find(caller, id), caller.actor());
    return FailedOrderBody.of(find(caller, id));
  }

  private FailedOrder find(Caller caller, String id) {
    return PublicId.look(IdKind.FAILED_ORDER, id, number -> rows.find(caller.seller(), number))
        .orElseThrow(() -> ProblemException.notFound("failed order", id));
  }
}
