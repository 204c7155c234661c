package dev.onhand.server.pages;

import dev.onhand.engine.jobs.Job;
import dev.onhand.server.orders.ReservationAuditBody;
import org.jspecify.annotations.Nullable;

/**
 * A look at all reservations, as a job did it.
 *
 * @param found null: it is not done
 */
public record ReservationAuditRun(
    String id, Job job, boolean isFix, @Nullable ReservationAuditBody found) {

  /** How many of the findings that are kept were put right. */
  public long fixed() {
    return found == null
        ? 0
        : found.findings().stream().filter(ReservationAuditBody.AuditFindingBody::fixed).count();
  }

  /** Whether something is left to be put right. */
  public boolean isOpen() {
    return found != null && found.findingsTotal() > fixed();
  }
}
