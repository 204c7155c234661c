package dev.onhand.server.ledger;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.jobs.Job;
import dev.onhand.engine.jobs.JobWork;
import dev.onhand.engine.jobs.Timetable;
import dev.onhand.engine.verification.LevelAudit.Author;
import dev.onhand.engine.verification.Verification;
import dev.onhand.engine.verification.VerificationOptions;
import dev.onhand.engine.verification.VerificationReport;
import dev.onhand.server.operations.LedgerMetrics;
import java.time.InstantSource;
import tools.jackson.databind.json.JsonMapper;

/**
 * The hour's and the night's verification. What could not be verified makes the job fail, and so be
 * tried again.
 */
final class VerifyWork implements JobWork {

  private final Verification verification;
  private final LedgerMetrics metrics;
  private final InstantSource clock;

  VerifyWork(Verification verification, LedgerMetrics metrics, InstantSource clock) {
    this.verification = verification;
    this.metrics = metrics;
    this.clock = clock;
  }

  @Override
  public String kind() {
    return Timetable.VERIFY;
  }

  @Override
  public String undone() {
    return "Levels were not held against the movements: until that succeeds nobody knows that no number is damaged. Selling goes on.";
  }

  @Override
  public String run(SellerId seller, Job job) throws InterruptedException {
    Author author = new Author(job.actor(), job.id());
    boolean full = Timetable.MODE_FULL.equals(job.parameters().get(Timetable.MODE));
    VerificationReport report =
        verification.run(
            seller,
            full ? VerificationOptions.nightly(author) : VerificationOptions.hourly(author));
    metrics.verified(seller, report.discrepanciesTotal(), clock.instant());
    if (!report.failures().isEmpty()) {
      throw new IllegalStateException(String.join(" ", report.failures()));
    }
    return JsonMapper.shared()
        .createObjectNode()
        .put("mode", full ? Timetable.MODE_FULL : Timetable.MODE_HOURLY)
        .put("clean", report.isClean())
        .put("levels", report.levels())
        .put("movements", report.movements())
        .put("discrepancies", report.discrepanciesTotal())
        .put("seconds", report.duration().toNanos() / 1e9)
        .toString();
  }
}
