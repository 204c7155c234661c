package dev.onhand.server.jobs;

import dev.onhand.core.ledger.SellerId;
import java.time.Instant;
import java.util.List;

/** Work that waits elsewhere than in the queues of jobs, told like these. */
public interface QueueLines {

  /** How a seller's work stands. */
  List<JobBodies.QueueBody> lines(SellerId seller, Instant now);
}
