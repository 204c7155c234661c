package dev.onhand.server.ledger;

import dev.onhand.core.ledger.ProductId;
import dev.onhand.engine.access.Scope;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.verification.Duplicates;
import dev.onhand.engine.verification.Journal;
import dev.onhand.engine.verification.LevelAudit.Author;
import dev.onhand.engine.verification.Verification;
import dev.onhand.engine.verification.VerificationOptions;
import dev.onhand.engine.verification.VerificationReport;
import dev.onhand.server.access.Caller;
import dev.onhand.server.access.Needs;
import dev.onhand.server.ledger.LedgerBodies.DuplicateBody;
import dev.onhand.server.ledger.LedgerBodies.HeadBody;
import dev.onhand.server.ledger.LedgerBodies.VerificationBody;
import dev.onhand.server.ledger.LedgerBodies.VerifyRequest;
import dev.onhand.server.operations.LedgerMetrics;
import dev.onhand.server.web.Fields;
import dev.onhand.server.web.ListBody;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The ledger as a whole. */
@RestController
@RequestMapping(path = LedgerController.PATH, produces = "application/json")
class LedgerController {

  static final String PATH = "/api/v1/ledger";

  /** The report of duplicates should be empty; who has more has a cause to find first. */
  private static final int DUPLICATES_MAX = 1_000;

  private final Verification verification;
  private final Journal journal;
  private final Duplicates duplicates;
  private final NamedProducts products;
  private final LedgerMetrics metrics;
  private final InstantSource clock;

  LedgerController(
      Verification verification,
      Journal journal,
      Duplicates duplicates,
      NamedProducts products,
      LedgerMetrics metrics,
      InstantSource clock) {
    this.verification = verification;
    this.journal = journal;
    this.duplicates = duplicates;
    this.products = products;
    this.metrics = metrics;
    this.clock = clock;
  }

  /** Shows how far the journal is sealed, and the hash that seals it. */
  @GetMapping("/head")
  @Needs(Scope.STOCK_READ)
  HeadBody showLedgerHead(Caller caller) {
    return HeadBody.of(journal.head(caller.seller()));
  }

  /** Recomputes levels and seals from the journal, and says what is wrong. */
  @PostMapping("/verify")
  @Needs(Scope.LEDGER_VERIFY)
  VerificationBody verifyLedger(
      Caller caller, @RequestBody(required = false) @Nullable VerifyRequest body)
      throws InterruptedException {
    VerifyRequest request = body == null ? new VerifyRequest(null, null, null) : body;
    ProductId product = products.get(caller.seller(), request.product());
    boolean full = Boolean.TRUE.equals(request.full()) || product != null;
    VerificationReport report =
        verification.run(
            caller.seller(),
            new VerificationOptions(
                full,
                Boolean.TRUE.equals(request.repair()),
                product,
                null,
                new Author(caller.actor(), null)));
    if (product == null) {
      metrics.verified(caller.seller(), report.discrepanciesTotal(), clock.instant());
    }
    return VerificationBody.of(report, full);
  }

  /** Lists effects that exceed what their cause's line allows. There should be none. */
  @GetMapping("/duplicates")
  @Needs(Scope.STOCK_READ)
  ListBody<DuplicateBody> listDuplicates(
      Caller caller, @RequestParam(defaultValue = "50") int limit) {
    int wanted =
        Fields.checked(() -> new PageRequest(Math.min(limit, DUPLICATES_MAX), null, null).limit());
    List<DuplicateBody> found = new ArrayList<>();
    Duplicates.Cursor after = null;
    boolean more;
    do {
      Duplicates.Page page = duplicates.find(caller.seller(), after, wanted);
      page.groups().forEach(group -> found.add(DuplicateBody.of(group)));
      after = page.next();
      more = after != null;
    } while (more && found.size() < wanted);
    return new ListBody<>("list", found, more, PATH + "/duplicates");
  }
}
