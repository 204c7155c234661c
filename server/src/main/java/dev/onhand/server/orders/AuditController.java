package dev.onhand.server.orders;

import dev.onhand.engine.access.Scope;
import dev.onhand.engine.orders.ReservationAudit;
import dev.onhand.engine.verification.LevelAudit.Author;
import dev.onhand.server.access.Caller;
import dev.onhand.server.access.Needs;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Whether what is reserved adds up. */
@RestController
@RequestMapping(path = "/api/v1/reservations/audit", produces = "application/json")
class AuditController {

  private final ReservationAudit audit;

  AuditController(ReservationAudit audit) {
    this.audit = audit;
  }

  /**
   * What is to be done.
   *
   * @param fix whether to put right what is wrong
   */
  record AuditRequest(@Nullable Boolean fix) {}

  /**
   * Compares what is reserved three ways: what levels say, what reservations say, and what
   * movements add up to by line of an order; and the sum that each order keeps. With {@code fix} it
   * puts right what it can: what is stored is written anew from the movements, what is not wanted
   * is released, under keys that no second run uses again.
   */
  @PostMapping
  @Needs(Scope.LEDGER_VERIFY)
  ReservationAuditBody auditReservations(
      Caller caller, @RequestBody(required = false) @Nullable AuditRequest body)
      throws InterruptedException {
    boolean fix = body != null && Boolean.TRUE.equals(body.fix());
    return ReservationAuditBody.of(
        audit.run(caller.seller(), fix, new Author(caller.actor(), null)));
  }
}
