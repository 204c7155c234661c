package dev.onhand.connector.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.connector.QuantityUpdate;
import dev.onhand.sandbox.Fault;
import dev.onhand.sandbox.Purpose;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Calls that are given up. */
abstract class CancellationRules extends Rules {

  CancellationRules(Supplier<Contestant> contestant) {
    super(contestant);
  }

  @Test
  @DisplayName("ends a push that is interrupted, and says that it was")
  void endsPush() throws Exception {
    QuantityUpdate update = rig().update(rig().list(1, 7).getFirst(), 3);

    assertThat(interrupted(Purpose.PUSH, () -> rig().push(update))).isTrue();
  }

  @Test
  @DisplayName("ends a question that is interrupted, and says that it was")
  void endsReads() throws Exception {
    for (Rig.Read read : rig().reads()) {
      assertThat(interrupted(read.purpose(), () -> rig().failure(read.verb())))
          .as("%s", read)
          .isTrue();
    }
  }

  /** Whether it ends by InterruptedException. */
  private boolean interrupted(Purpose purpose, Rig.Verb<?> verb)
      throws InterruptedException, ExecutionException, TimeoutException {
    rig().account.faults().next(Fault.SILENCE, purpose, 1);
    long before = rig().account.calls().of(purpose);
    CompletableFuture<Boolean> end = new CompletableFuture<>();
    Thread worker = Thread.ofVirtual().start(() -> end.complete(endsByInterrupt(verb)));
    while (rig().account.calls().of(purpose) == before && !end.isDone()) {
      Thread.onSpinWait();
    }
    worker.interrupt();
    return end.get(Duration.ofSeconds(10).toMillis(), TimeUnit.MILLISECONDS);
  }

  private static boolean endsByInterrupt(Rig.Verb<?> verb) {
    try {
      verb.call();
      return false;
    } catch (InterruptedException e) {
      return true;
    } catch (RuntimeException e) {
      return false;
    }
  }
}
