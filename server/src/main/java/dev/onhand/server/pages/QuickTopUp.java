package dev.onhand.server.pages;

import dev.onhand.core.batch.Scan;
import dev.onhand.core.ledger.LocationRef;
import dev.onhand.engine.batch.BatchPosting;
import dev.onhand.engine.batch.BatchResult;
import dev.onhand.engine.batch.Batches;
import dev.onhand.engine.batch.NewBatch;
import dev.onhand.engine.batch.NewScan;
import dev.onhand.engine.batch.ScanAnswer;
import dev.onhand.engine.catalogue.Edit;
import dev.onhand.server.access.Caller;
import dev.onhand.server.batches.BatchProblems;
import dev.onhand.server.web.Fields;
import dev.onhand.server.web.ProblemException;
import java.time.InstantSource;
import java.util.List;
import org.springframework.stereotype.Component;

/** Adds units of one product by a batch of one scan, so that they have the record of a top-up. */
@Component
final class QuickTopUp {

  /** Nobody types more by hand. */
  private static final long UNITS_MAX = 1_000_000;

  private final Batches batches;
  private final BatchPosting posting;
  private final InstantSource clock;

  QuickTopUp(Batches batches, BatchPosting posting, InstantSource clock) {
    this.batches = batches;
    this.posting = posting;
    this.clock = clock;
  }

  /**
   * What is to be added.
   *
   * @param units of what is sold, 1 to {@value #UNITS_MAX}
   * @param pack units of the product in one of these
   * @param where it was said, for the batch's note
   * @param why in words; empty: nobody said
   */
  record Wish(LocationRef location, String sku, long units, long pack, String where, String why) {
    Wish {
      if (units < 1 || units > UNITS_MAX) {
        throw new IllegalArgumentException(
            "units must be from 1 to %d, not %d".formatted(UNITS_MAX, units));
      }
    }

    private String note() {
      return why.isBlank() ? "Added at " + where : why.strip() + " (added at " + where + ")";
    }
  }

  /**
   * Adds it.
   *
   * @param key under which it is added once
   * @return the batch; what was added before under the key: that one
   */
  long add(Caller caller, Wish wish, String key) {
    Edit by = new Edit(caller.actor(), clock.instant(), null);
    NewScan scan =
        Fields.checked(
            () ->
                new NewScan(
                    key,
                    wish.sku(),
                    new Scan(Math.multiplyExact(wish.units(), wish.pack()), by.at(), false)));
    NewBatch batch = Fields.checked(() -> NewBatch.topUp(wish.location(), wish.note()));
    long id = done(batches.start(caller.seller(), batch, by));
    ScanAnswer answer = scanned(caller, id, scan, by);
    if (answer.outcome() == ScanAnswer.Outcome.KEPT && answer.unplaced() == null) {
      BatchResult posted = posting.push(caller.seller(), id, by);
      if (!(posted instanceof BatchResult.Done)) {
        done(batches.cancel(caller.seller(), id, by));
      }
      return done(posted);
    }
    done(batches.cancel(caller.seller(), id, by));
    if (answer.outcome() == ScanAnswer.Outcome.IN_OTHER_BATCH) {
      return answer.batch();
    }
    throw ProblemException.invalid(
        "sku", "sku: '%s' cannot be added; scan it into a batch instead".formatted(wish.sku()));
  }

  private ScanAnswer scanned(Caller caller, long id, NewScan scan, Edit by) {
    if (batches.scan(caller.seller(), id, List.of(scan), by)
        instanceof Batches.Scanning.Done(var answers)) {
      return answers.getFirst();
    }
    throw new IllegalStateException("a batch that was just started takes in nothing");
  }

  private static long done(BatchResult result) {
    if (result instanceof BatchResult.Done(var contents)) {
      return contents.batch().id();
    }
    throw BatchProblems.of(result, "");
  }
}
