package dev.onhand.server.ledger;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.access.Scope;
import dev.onhand.engine.access.Sellers;
import dev.onhand.engine.jobs.Job;
import dev.onhand.engine.jobs.Jobs;
import dev.onhand.engine.verification.LevelAudit.Author;
import dev.onhand.engine.verification.StockSync;
import dev.onhand.server.access.Caller;
import dev.onhand.server.access.Needs;
import dev.onhand.server.jobs.JobBodies.JobBody;
import dev.onhand.server.ledger.LedgerBodies.SyncBody;
import dev.onhand.server.ledger.LedgerBodies.SyncRequest;
import dev.onhand.server.web.Answers;
import dev.onhand.server.web.Fields;
import dev.onhand.server.web.Times;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Levels brought to what their movements add up to, now or by the queue. */
@RestController
class SyncController {

  private static final int ACCEPTED = 202;

  private final StockSync sync;
  private final NamedProducts products;
  private final Sellers sellers;
  private final Jobs jobs;

  SyncController(StockSync sync, NamedProducts products, Sellers sellers, Jobs jobs) {
    this.sync = sync;
    this.products = products;
    this.sellers = sellers;
    this.jobs = jobs;
  }

  /**
   * Makes levels what their movements add up to, of all products, one, or those with movements
   * since a time. A dry run only says what it would change; with queue it is done by a job.
   */
  @PostMapping(path = "/api/v1/stock/sync-from-movements", produces = "application/json")
  @Needs(Scope.LEDGER_VERIFY)
  @Answers(body = SyncBody.class, accepted = JobBody.class)
  ResponseEntity<?> syncStockFromMovements(
      Caller caller, @RequestBody(required = false) @Nullable SyncRequest body) {
    SyncRequest request = body == null ? new SyncRequest(null, null, null, null, null) : body;
    StockSync.Options options =
        new StockSync.Options(
            products.get(caller.seller(), request.product()),
            request.from() == null ? null : from(caller.seller(), request.from()),
            Boolean.TRUE.equals(request.force()),
            Boolean.TRUE.equals(request.dryRun()),
            new Author(caller.actor(), null));
    if (Boolean.TRUE.equals(request.queue()) && !options.dryRun()) {
      Job job =
          jobs.enqueue(caller.seller(), StockSyncWork.job(options, null, caller.actor()))
              .orElseThrow();
      return ResponseEntity.status(ACCEPTED).body(JobBody.of(job));
    }
    return ResponseEntity.ok(SyncBody.of(sync.run(caller.seller(), options)));
  }

  /** A time with its zone as it is; one without is in the seller's. */
  private Instant from(SellerId seller, String text) {
    ZoneId zone = sellers.find(seller).orElseThrow().timeZone();
    try {
      return LocalDateTime.parse(text.replace(' ', 'T')).atZone(zone).toInstant();
    } catch (DateTimeException notLocal) {
      try {
        return LocalDate.parse(text).atStartOfDay(zone).toInstant();
      } catch (DateTimeException notADate) {
        return Fields.checked(() -> Times.instant("from", text));
      }
    }
  }
}
