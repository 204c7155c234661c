package dev.onhand.server.jobs;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.jobs.Jobs;
import dev.onhand.server.jobs.JobBodies.QueueBody;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** How all that waits stands: jobs, and what waits elsewhere. */
@Component
public final class Queues {

  private final Jobs jobs;
  private final List<QueueLines> lines;
  private final InstantSource clock;

  Queues(Jobs jobs, List<QueueLines> lines, InstantSource clock) {
    this.jobs = jobs;
    this.lines = lines;
    this.clock = clock;
  }

  /** Of a seller. */
  public List<QueueBody> of(SellerId seller) {
    Instant now = clock.instant();
    Stream<QueueBody> ofJobs =
        jobs.counts(seller).stream().map(counts -> QueueBody.of(counts, now));
    Stream<QueueBody> others = lines.stream().flatMap(line -> line.lines(seller, now).stream());
    return Stream.concat(ofJobs, others).toList();
  }
}
