package dev.onhand.server.operations;

import dev.onhand.server.web.NanoTime;
import java.time.Duration;

/**
 * Whether the database answers. Asked once a second at most, whoever wants to know: probes are open
 * to all and must not become load.
 */
final class Readiness {

  private static final long ASK_AGAIN_NANOS = Duration.ofSeconds(1).toNanos();

  private final DatabaseProbe probe;
  private final NanoTime nanoTime;
  private long askedAt;
  private boolean asked;
  private boolean ready;

  Readiness(DatabaseProbe probe, NanoTime nanoTime) {
    this.probe = probe;
    this.nanoTime = nanoTime;
  }

  synchronized boolean isReady() {
    if (!asked || nanoTime.now() - askedAt > ASK_AGAIN_NANOS) {
      ready = probe.answers();
      askedAt = nanoTime.now();
      asked = true;
    }
    return ready;
  }
}
