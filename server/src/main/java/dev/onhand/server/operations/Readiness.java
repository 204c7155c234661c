package dev.onhand.server.operations;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Whether the database answers. Asked once a second at most, whoever wants to know: probes are open
 * to all and must not become load.
 */
final class Readiness {

  private static final long ASK_AGAIN_NANOS = Duration.ofSeconds(1).toNanos();

  private final BooleanSupplier databaseAnswers;
  private final LongSupplier nanoTime;
  private long askedAt;
  private boolean asked;
  private boolean ready;

  Readiness(BooleanSupplier databaseAnswers, LongSupplier nanoTime) {
    this.databaseAnswers = databaseAnswers;
    this.nanoTime = nanoTime;
  }

  synchronized boolean isReady() {
    if (!asked || nanoTime.getAsLong() - askedAt > ASK_AGAIN_NANOS) {
      ready = databaseAnswers.getAsBoolean();
      askedAt = nanoTime.getAsLong();
      asked = true;
    }
    return ready;
  }
}
