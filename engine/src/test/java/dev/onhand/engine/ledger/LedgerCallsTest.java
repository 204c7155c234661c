package dev.onhand.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.onhand.core.ledger.Outcome;
import dev.onhand.core.ledger.SellerId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

class LedgerCallsTest {

  private static final Duration WAIT_MAX = Duration.ofSeconds(30);
  private static final CommandList LIST = CommandList.each(new SellerId(1), List.of());

  private final CompletableFuture<List<Outcome>> submitted = new CompletableFuture<>();
  private final CompletableFuture<List<Outcome>> previewed = new CompletableFuture<>();
  private final LedgerCalls calls =
      new LedgerCalls(
          new Ledger() {
            @Override
            public CompletableFuture<List<Outcome>> submit(CommandList list) {
              return submitted;
            }

            @Override
            public CompletableFuture<List<Outcome>> preview(CommandList list) {
              return previewed;
            }
          },
          WAIT_MAX);

  @Test
  void doesOrOnlyAsks() {
    submitted.complete(List.of());
    assertThat(calls.run(LIST, Run.LIVE)).isEmpty();
    previewed.complete(List.of(new Outcome.UnknownMovement(null)));
    assertThat(calls.run(LIST, Run.DRY)).hasSize(1);
  }

  @Test
  void waitsForSomeTimeOnly() throws Exception {
    FutureTask<List<Outcome>> waiting = new FutureTask<>(() -> calls.run(LIST, Run.LIVE));
    Thread waiter = Thread.ofVirtual().start(waiting);
    awaitWaiting(waiter);
    calls.pass(WAIT_MAX);
    assertThat(submitted).as("not a moment too early").isNotDone();
    calls.pass(Duration.ofNanos(1));
    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(waiting::get)
        .withCauseInstanceOf(LedgerUnavailableException.class)
        .havingCause()
        .withMessageContaining("same key");
  }

  @Test
  void countsTheTimeFromWhenTheWaitBegan() throws Exception {
    calls.pass(WAIT_MAX.multipliedBy(9));
    FutureTask<List<Outcome>> waiting = new FutureTask<>(() -> calls.run(LIST, Run.LIVE));
    Thread waiter = Thread.ofVirtual().start(waiting);
    awaitWaiting(waiter);
    calls.pass(WAIT_MAX);
    submitted.complete(List.of());
    assertThat(waiting.get()).isEmpty();
  }

  private static void awaitWaiting(Thread waiter) {
    while (waiter.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
  }

  @Test
  void passesOnWhatTheLedgerThrows() {
    submitted.completeExceptionally(new LedgerBusyException("busy"));
    assertThatExceptionOfType(LedgerBusyException.class)
        .isThrownBy(() -> calls.run(LIST, Run.LIVE));
  }

  @Test
  void givesUpWaitingWhenInterruptedAndStaysSo() {
    Thread.currentThread().interrupt();
    assertThatExceptionOfType(LedgerUnavailableException.class)
        .isThrownBy(() -> calls.run(LIST, Run.LIVE));
    assertThat(Thread.interrupted()).isTrue();
  }
}
