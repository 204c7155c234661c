package dev.onhand.server.orders;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.jobs.Job;
import dev.onhand.engine.jobs.JobWork;
import dev.onhand.engine.jobs.NewJob;
import dev.onhand.engine.jobs.Queue;
import dev.onhand.engine.orders.ReservationAudit;
import dev.onhand.engine.verification.LevelAudit.Author;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** An audit of reservations that somebody put in the queue. Its result is what the API answers. */
public final class ReservationAuditWork implements JobWork {

  public static final String KIND = "reservation-audit";

  /** Verifications of the ledger wait there too: it reads the whole journal as they do. */
  public static final Queue QUEUE = Queue.STOCK_SYNC;

  private static final String FIX = "fix";

  private final ReservationAudit audit;
  private final JsonMapper json;

  ReservationAuditWork(ReservationAudit audit, JsonMapper json) {
    this.audit = audit;
    this.json = json;
  }

  /**
   * The job that does it.
   *
   * @param once of several with the same the first is done
   */
  public static NewJob job(boolean fix, String once, String actor) {
    return new NewJob(QUEUE, KIND, once, Map.of(FIX, Boolean.toString(fix)), actor);
  }

  /** Whether a job puts right what is wrong. */
  public static boolean isFix(Job job) {
    return Boolean.parseBoolean(job.parameters().get(FIX));
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public String undone() {
    return "Whether reservations add up was not, or not wholly, looked at: units may be held that nobody wants. Selling goes on.";
  }

  @Override
  public String run(SellerId seller, Job job) throws InterruptedException {
    ReservationAudit.Report report =
        audit.run(seller, isFix(job), new Author(job.actor(), job.id()));
    return json.writeValueAsString(ReservationAuditBody.of(report));
  }
}
