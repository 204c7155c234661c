package dev.onhand.engine.imports;

import dev.onhand.engine.ledger.LedgerBusyException;
import dev.onhand.engine.ledger.LedgerUnavailableException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;

/** How long a ledger that is busy or away is waited for, longer from time to time. */
final class Patience {

  /** One that is busy or away for longer than this is not waited for. */
  static final Duration MAX = Duration.ofSeconds(60);

  private static final Duration PAUSE_FIRST = Duration.ofMillis(20);
  private static final Duration PAUSE_MAX = Duration.ofSeconds(1);

  private final Importer.Pause pause;
  private Duration next = PAUSE_FIRST;
  private Duration waited = Duration.ZERO;

  Patience(Importer.Pause pause) {
    this.pause = pause;
  }

  /**
   * Waits before another try.
   *
   * @return false if that was tried for long enough
   */
  boolean lasts() throws InterruptedException {
    if (waited.compareTo(MAX) >= 0) {
      return false;
    }
    pause.of(next);
    waited = waited.plus(next);
    Duration twice = next.multipliedBy(2);
    next = twice.compareTo(PAUSE_MAX) < 0 ? twice : PAUSE_MAX;
    return true;
  }

  /**
   * Why the ledger did not take something, if another try may help.
   *
   * @throws IllegalStateException if it may not
   */
  static String codeOf(ExecutionException e) {
    return switch (e.getCause()) {
      case LedgerBusyException busy -> "busy";
      case LedgerUnavailableException away -> "unavailable";
      case null, default -> throw new IllegalStateException("the ledger failed", e);
    };
  }

  /**
   * @param line the first that it did not take
   */
  static ImportError unreachable(long line, String code, ExecutionException e) {
    return new ImportError(
        line,
        null,
        code,
        "The ledger could not take the lines from %d on (%s). Import the file again: it goes on where it stopped."
            .formatted(line, String.valueOf(e.getCause())));
  }
}
